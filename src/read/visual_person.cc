#include "read/visual_person.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "read/visual_by_label.h"
#include "read/visual_match.h"

namespace chowki::read {
namespace {

constexpr double kAsInMrz = 0.95;      // confidence in a nationality that two prints say
constexpr double kByPlace = 0.6;       // trust in one that only its place tells
constexpr double kLeastByPlace = 0.5;  // confidence of such a one
constexpr std::size_t kMostWordsOfNationality = 8;
constexpr std::size_t kLongestCode = 3;
constexpr double kInColumnMm = 2.5;
constexpr double kNextLineMm = 16;  // from a name to the next value
constexpr double kSexTrust = 0.95;
constexpr double kClearLetter = 0.9;
constexpr std::size_t kLongestSex = 7;
constexpr std::size_t kMostWordsOfSex = 3;
constexpr std::size_t kMostSingleLetters = 3;
constexpr double kInLineMm = 0.8;
constexpr double kFurthestNativeMm = 16;  // from the surname, downwards more than upwards

// What a line says as a nationality: as a whole, or behind the label.
struct NationalityLine {
  WordRun run;
  std::string text;
};

std::optional<NationalityLine> NationalityAt(const VisualClaims& claims, std::size_t line) {
  const VisualLines& lines = claims.lines();
  if (!lines[line].is_read || lines.IsUsed(line)) return std::nullopt;
  const WordRun run = lines.Whole(line);
  if (run.count == 0 || run.count > kMostWordsOfNationality) return std::nullopt;
  const LabelMatch& label = lines[line].label;
  const bool behind_label = label.field == VisualField::kNationality && !label.rest.empty();
  for (const std::string& text : {lines.Text(run), behind_label ? label.rest : std::string()}) {
    if (claims.ValueOf(VisualField::kNationality, text)) return NationalityLine{run, text};
  }
  return std::nullopt;
}

bool IsCode(const NationalityLine& said) { return NumberLetters(said.text).size() <= kLongestCode; }

// The line below the surname that names the nationality of the MRZ, in words rather than by its
// code: that may stand for the state of birth, too.
std::optional<NationalityLine> AsInMrz(const VisualClaims& claims, int below) {
  std::optional<NationalityLine> code;
  for (std::size_t i = 0; i < claims.lines().size(); ++i) {
    if (claims.lines()[i].box().y < below) continue;
    const auto said = NationalityAt(claims, i);
    if (!said || !claims.expected().MayBeNationality(said->text)) continue;
    if (!IsCode(*said)) return said;
    if (!code) code = said;
  }
  return code;
}

// The next line in the column of the names that names a nationality in words.
std::optional<NationalityLine> BelowNames(const VisualClaims& claims, std::size_t names) {
  const VisualLines& lines = claims.lines();
  const Rect above = lines.BoxMm(names);
  std::optional<NationalityLine> nearest;
  double least = kNextLineMm;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Rect box = lines.BoxMm(i);
    const double down = box.y - above.y;
    if (down <= above.height || down > least || std::abs(box.x - above.x) > kInColumnMm) continue;
    const auto said = NationalityAt(claims, i);
    if (!said || IsCode(*said) || lines.Confidence(said->run) < kLeastByPlace) continue;
    least = down;
    nearest = said;
  }
  return nearest;
}

// A letter that stands alone.
struct SingleLetter {
  std::size_t line = 0;
  bool labelled = false;  // the label of the sex stands beside or above it
  int in_line = 0;        // values in line with it
};

// Letters that stand alone, those at the label first, then those in line with values.
std::vector<SingleLetter> SingleLetters(const VisualLines& lines) {
  std::vector<SingleLetter> letters;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].is_read || lines[i].print.letters != 1) continue;
    const Rect box = lines.BoxMm(i);
    SingleLetter letter = {i, false, 0};
    for (std::size_t j = 0; j < lines.size(); ++j) {
      if (!lines[j].is_read) continue;
      const Rect other = lines.BoxMm(j);
      if (lines[j].label.field == VisualField::kSex && DistanceMm(other, box)) {
        letter.labelled = true;
      }
      if (lines[j].text.words.empty() || lines[j].label.field != VisualField::kNone) continue;
      const bool as_high = std::abs(other.height - box.height) < kInLineMm;
      if (as_high && std::abs(other.x - box.x) < kInLineMm) ++letter.in_line;
      if (as_high && std::abs(other.y - box.y) < kInLineMm) ++letter.in_line;
    }
    if (letter.labelled || letter.in_line > 0) letters.push_back(letter);
  }
  std::stable_sort(letters.begin(), letters.end(), [](const auto& a, const auto& b) {
    return std::pair(a.labelled, a.in_line) > std::pair(b.labelled, b.in_line);
  });
  letters.resize(std::min(letters.size(), kMostSingleLetters));
  return letters;
}

// The sex at the beginning of a line: "F", "K/F", "V / M". The longest that can be one.
std::optional<WordRun> SexAtStart(const VisualClaims& claims, std::size_t line) {
  const VisualLine& from = claims.lines()[line];
  if (!from.is_read || from.text.words.empty()) return std::nullopt;
  for (std::size_t count = std::min(kMostWordsOfSex, from.text.words.size()); count > 0; --count) {
    const WordRun run = {line, 0, count};
    const std::string text = claims.lines().Text(run);
    const bool free = std::none_of(from.used.begin(), from.used.begin() + static_cast<int>(count),
                                   [](bool used) { return used; });
    if (free && text.size() <= kLongestSex && claims.ValueOf(VisualField::kSex, text)) return run;
  }
  return std::nullopt;
}

}  // namespace

Status TakeNationality(VisualClaims& claims) {
  const auto surname = claims.LineOf(VisualField::kSurname);
  if (claims.Has(VisualField::kNationality) || !surname) return Ok();
  const VisualLines& lines = claims.lines();
  auto said = AsInMrz(claims, lines[*surname].box().br().y);
  double confidence = kAsInMrz;
  if (!said) {
    said = BelowNames(claims, claims.LineOf(VisualField::kGivenNames).value_or(*surname));
    if (said) confidence = lines.Confidence(said->run) * kByPlace;
  }
  if (!said) return Ok();
  claims.Store(VisualField::kNationality, {{said->run}, said->text, 1},
               *claims.ValueOf(VisualField::kNationality, said->text), confidence);
  return Ok();
}

Status TakeSex(VisualClaims& claims) {
  VisualLines& lines = claims.lines();
  const auto take = [&](std::size_t line, bool labelled) {
    const auto run = SexAtStart(claims, line);
    if (!run) return;
    const std::string text = lines.Text(*run);
    const std::string value = *claims.ValueOf(VisualField::kSex, text);
    const bool clear = lines.Confidence(*run) >= kClearLetter;
    if (!claims.expected().Is(VisualField::kSex, value) && !(labelled && clear)) return;
    claims.Store(VisualField::kSex, {{*run}, text, 1}, value, lines.Confidence(*run) * kSexTrust);
  };
  // "K/F" on a line of its own or before the place of birth.
  for (std::size_t i = 0; i < lines.size() && !claims.Has(VisualField::kSex); ++i) take(i, false);
  if (claims.Has(VisualField::kSex)) return Ok();
  for (const SingleLetter& letter : SingleLetters(lines)) {
    CHOWKI_RETURN_IF_ERROR(lines.Read(letter.line));
    take(letter.line, letter.labelled);
    if (claims.Has(VisualField::kSex)) break;
  }
  return Ok();
}

Status TakeNativeName(VisualClaims& claims) {
  const VisualLines& lines = claims.lines();
  const auto surname = claims.LineOf(VisualField::kSurname);
  if (claims.Has(VisualField::kNativeName) || !surname) return Ok();
  std::optional<WordRun> nearest;
  double least = kFurthestNativeMm;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto run = claims.FreeRun(VisualField::kNativeName, i);
    if (!run || !claims.ValueOf(VisualField::kNativeName, lines.Text(*run))) continue;
    const double down = lines.BoxMm(i).y - lines.BoxMm(*surname).y;
    const double distance = down < 0 ? -2 * down : down;
    if (distance < least) least = distance, nearest = run;
  }
  if (!nearest) return Ok();
  return claims.Put(VisualField::kNativeName, {{*nearest}, lines.Text(*nearest), 1});
}

}  // namespace chowki::read
