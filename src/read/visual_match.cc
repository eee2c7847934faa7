#include "read/visual_match.h"

#include <algorithm>

#include "base/text.h"
#include "icao/lookalike.h"
#include "icao/transliterate.h"
#include "read/latin.h"

namespace chowki::read {
namespace {

constexpr int kLettersPerError = 4;
constexpr std::size_t kMostWordsOfDate = 8;
constexpr double kFurthestBesideMm = 22;  // a date's year may be printed apart

std::string Letters(const std::string& text, Likeness likeness) {
  return likeness == Likeness::kNumber ? AsDigits(NumberLetters(text)) : NameLetters(text);
}

bool IsFree(const VisualLine& line, std::size_t first, std::size_t count) {
  for (std::size_t i = first; i < first + count; ++i) {
    if (line.used[i]) return false;
  }
  return true;
}

bool IsDate(std::string_view text, const DateContext& context) {
  return ParsePrintedDate(text, DateKind::kBirth, context).has_value();
}

bool OnOneRow(const VisualLines& lines, std::size_t left, std::size_t right) {
  const cv::Rect& a = lines[left].box();
  const cv::Rect& b = lines[right].box();
  const double gap = lines.Mm(b.x - a.br().x);
  const int overlap = std::min(a.br().y, b.br().y) - std::max(a.y, b.y);
  return gap > 0 && gap < kFurthestBesideMm && 2 * overlap > std::min(a.height, b.height);
}

// The dates inside one line, when it is not one as a whole.
void AddPartsOfLine(const VisualLines& lines, std::size_t line, const DateContext& context,
                    std::vector<DateRun>& dates) {
  const std::size_t words = lines[line].text.words.size();
  for (std::size_t first = 0; first < words;) {
    std::size_t step = 1;
    for (std::size_t count = 1; count <= std::min(kMostWordsOfDate, words - first); ++count) {
      const WordRun run = {line, first, count};
      if (!IsFree(lines[line], first, count)) break;
      if (!IsDate(lines.Text(run), context)) continue;
      dates.push_back({{run}, lines.Text(run)});
      step = count;
      break;
    }
    first += step;
  }
}

}  // namespace

std::string NumberLetters(std::string_view utf8) { return Join(Words(FoldLatin(utf8)), ""); }

std::string NameLetters(std::string_view utf8) {
  const auto name = icao::ToMrzName(utf8);
  return NumberLetters(name.ok() ? *name : std::string(utf8));
}

std::string AsDigits(std::string letters) {
  std::transform(letters.begin(), letters.end(), letters.begin(), icao::DigitLike);
  return letters;
}

std::optional<LikeRun> FindLike(const VisualLines& lines, std::size_t line, std::string_view wanted,
                                Likeness likeness) {
  const VisualLine& from = lines[line];
  const std::string target = Letters(std::string(wanted), likeness);
  const int allowed = static_cast<int>(target.size()) / kLettersPerError;
  std::optional<LikeRun> best;
  for (std::size_t first = 0; first < from.text.words.size(); ++first) {
    for (std::size_t count = 1; first + count <= from.text.words.size(); ++count) {
      if (!IsFree(from, first, count)) break;
      const WordRun run = {line, first, count};
      std::string letters = Letters(lines.Text(run), likeness);
      const bool longer = letters.size() > target.size();
      if (likeness == Likeness::kNameStart && longer) letters.resize(target.size());
      const int errors = Distance(letters, target, allowed);
      if (errors > allowed || (best && best->errors < errors)) continue;
      const bool equally_good = best && best->errors == errors;
      if (equally_good && likeness != Likeness::kNameStart) continue;
      best = LikeRun{run, errors};
    }
  }
  return best;
}

std::vector<DateRun> FindDates(const VisualLines& lines, const DateContext& context) {
  std::vector<DateRun> dates;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].is_read || lines[i].text.words.empty()) continue;
    const WordRun whole = lines.Whole(i);
    if (!lines.IsUsed(i) && IsDate(lines.Text(whole), context)) {
      dates.push_back({{whole}, lines.Text(whole)});
      continue;
    }
    const std::size_t before = dates.size();
    AddPartsOfLine(lines, i, context, dates);
    if (dates.size() > before || lines.IsUsed(i)) continue;
    for (std::size_t j = 0; j < lines.size(); ++j) {
      if (!lines[j].is_read || lines[j].text.words.empty() || !OnOneRow(lines, i, j)) continue;
      const WordRun year = {j, 0, 1};
      const std::string text = lines.Text(whole) + ' ' + lines.Text(year);
      if (lines[j].used[0] || !IsDate(text, context)) continue;
      dates.push_back({{whole, year}, text});
      break;
    }
  }
  return dates;
}

}  // namespace chowki::read
