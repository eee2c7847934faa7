#include "read/visual_by_mrz.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "read/visual_match.h"

namespace chowki::read {
namespace {

constexpr double kLeastOfNameWord = 0.5;

// An MRZ that is full leaves out last names without a sign of it; the page has them.
WordRun WithMoreNames(const VisualLines& lines, WordRun run) {
  const VisualLine& line = lines[run.line];
  for (std::size_t i = run.first + run.count; i < line.text.words.size(); ++i) {
    const TextWord& word = line.text.words[i];
    const std::string letters = NumberLetters(word.text);
    const bool name =
        letters.size() >= 2 && word.confidence >= kLeastOfNameWord &&
        std::all_of(letters.begin(), letters.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!name || line.used[i]) break;
    ++run.count;
  }
  return run;
}

// Of two equally like places the one that is a line of its own: "AFAQ" below "AFAQ CAHANGIR".
bool IsBetter(const VisualLines& lines, const LikeRun& a, const LikeRun& b) {
  const auto is_part = [&](const LikeRun& like) {
    return like.run.count < lines[like.run.line].text.words.size();
  };
  return std::pair(a.errors, is_part(a)) < std::pair(b.errors, is_part(b));
}

Status TakeLike(VisualClaims& claims, VisualField field) {
  const std::string expected = claims.expected().Of(field);
  const std::string wanted = IsNumber(field) ? NumberLetters(expected) : NameLetters(expected);
  if (claims.Has(field) || wanted.empty()) return Ok();
  const Likeness likeness = IsNumber(field)                  ? Likeness::kNumber
                            : claims.expected().IsCut(field) ? Likeness::kNameStart
                                                             : Likeness::kName;
  const VisualLines& lines = claims.lines();
  std::optional<LikeRun> best;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].is_read) continue;
    const auto found = FindLike(lines, i, wanted, likeness);
    if (found && (!best || IsBetter(lines, *found, *best))) best = found;
  }
  if (!best) return Ok();
  if (field == VisualField::kGivenNames) best->run = WithMoreNames(lines, best->run);
  return claims.Put(field, {{best->run}, lines.Text(best->run), 1});
}

}  // namespace

Status TakeByMrz(VisualClaims& claims) {
  for (const VisualField field :
       {VisualField::kDocumentNumber, VisualField::kSurname, VisualField::kGivenNames}) {
    CHOWKI_RETURN_IF_ERROR(TakeLike(claims, field));
  }
  return Ok();
}

}  // namespace chowki::read
