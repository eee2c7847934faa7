#include "read/visual_by_mrz.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "read/visual_comparison.h"
#include "read/visual_match.h"

namespace chowki::read {
namespace {

constexpr double kLeastOfNameWord = 0.5;
// Of what has few letters in common with the MRZ.
constexpr double kReadBeyondDoubt = 0.84;
constexpr std::size_t kFewestNameLetters = 4;  // fewer are soon alike

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

Status TakeNearlyName(VisualClaims& claims, VisualField field) {
  const std::string expected = claims.expected().Of(field);
  const VisualLines& lines = claims.lines();
  if (claims.Has(field) || NumberLetters(expected).size() < kFewestNameLetters) return Ok();
  for (std::size_t i = 0; i < lines.size() && !claims.Has(field); ++i) {
    const auto run = claims.FreeRun(field, i);
    if (!run || lines.Confidence(*run) < kReadBeyondDoubt) continue;
    const auto value = claims.ValueOf(field, lines.Text(*run));
    if (!value || !IsNearly(field, *value, expected)) continue;
    CHOWKI_RETURN_IF_ERROR(claims.Put(field, {{*run}, lines.Text(*run), 1}));
  }
  return Ok();
}

Status TakeNearlyDate(VisualClaims& claims, VisualField field) {
  const std::string expected = claims.expected().Of(field);
  if (claims.Has(field) || expected.empty()) return Ok();
  const VisualLines& lines = claims.lines();
  for (const DateRun& date : FindDates(lines, claims.dates())) {
    const auto value = claims.ValueOf(field, date.text);
    if (!value || date.runs.size() > 1 || !IsNearly(field, *value, expected)) continue;
    if (lines.Confidence(date.runs.front()) < kReadBeyondDoubt) continue;
    if (MayBeIssueAlone(claims, *value)) continue;
    CHOWKI_RETURN_IF_ERROR(claims.Put(field, {date.runs, date.text, 1}));
  }
  return Ok();
}

}  // namespace

bool MayBeIssueAlone(const VisualClaims& claims, const std::string& value) {
  static constexpr int kLongestValidity = 11;  // years
  const std::string expiry = claims.expected().Of(VisualField::kExpiryDate);
  const std::string last = expiry.empty() ? ToIso(claims.dates().today) : expiry;
  const auto may_be_issue = [&](const std::string& iso) {
    return iso < last && std::atoi(iso.c_str()) + kLongestValidity >= std::atoi(last.c_str());
  };
  if (!may_be_issue(value) || claims.Has(VisualField::kIssueDate)) return false;
  const auto dates = FindDates(claims.lines(), claims.dates());
  return std::none_of(dates.begin(), dates.end(), [&](const DateRun& date) {
    const auto other = claims.ValueOf(VisualField::kIssueDate, date.text);
    return other && *other != value && may_be_issue(*other);
  });
}

Status TakeByMrz(VisualClaims& claims) {
  for (const VisualField field :
       {VisualField::kDocumentNumber, VisualField::kSurname, VisualField::kGivenNames}) {
    CHOWKI_RETURN_IF_ERROR(TakeLike(claims, field));
  }
  return Ok();
}

Status TakeNearlyByMrz(VisualClaims& claims) {
  if (claims.expected().record() == nullptr) return Ok();
  for (const VisualField field : {VisualField::kSurname, VisualField::kGivenNames}) {
    CHOWKI_RETURN_IF_ERROR(TakeNearlyName(claims, field));
  }
  CHOWKI_RETURN_IF_ERROR(TakeNearlyDate(claims, VisualField::kBirthDate));
  return TakeNearlyDate(claims, VisualField::kExpiryDate);
}

}  // namespace chowki::read
