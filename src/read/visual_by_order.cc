#include "read/visual_by_order.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>
#include <map>
#include <string>

#include "read/latin.h"
#include "read/visual_match.h"

namespace chowki::read {
namespace {

constexpr double kByOrder = 0.85;  // trust in what the order tells
constexpr std::size_t kMostDoubtfulDates = 2;
constexpr std::size_t kLongestDate = 18;  // letters and digits
constexpr int kMostErrorsOfDate = 4;

// In how many digits a text differs from a date, whichever way this is printed; all of them when
// the text is no such thing.
int ErrorsOfDate(const std::string& text, const std::string& iso) {
  std::string digits = AsDigits(NumberLetters(text));
  if (digits.size() > kLongestDate) return kMostErrorsOfDate + 1;
  std::erase_if(digits, [](char c) { return c < '0' || c > '9'; });
  const std::string year = iso.substr(0, 4);
  const std::string short_year = iso.substr(2, 2);
  const std::string month = iso.substr(5, 2);
  const std::string day = iso.substr(8, 2);
  int fewest = kMostErrorsOfDate + 1;
  for (const std::string& form : {day + month + year, day + month + short_year, year + month + day,
                                  day + year, day + short_year}) {
    const int errors = Distance(digits, form, kMostErrorsOfDate);
    if (2 * errors <= static_cast<int>(form.size())) fewest = std::min(fewest, errors);
  }
  return fewest;
}

Status TakeExpected(VisualClaims& claims, VisualField field) {
  if (claims.Has(field)) return Ok();
  for (const DateRun& date : FindDates(claims.lines(), claims.dates())) {
    const auto value = claims.ValueOf(field, date.text);
    if (value && claims.expected().Is(field, *value)) {
      return claims.Put(field, {date.runs, date.text, 1});
    }
  }
  return Ok();
}

// Lines that are nearly an expected date and do not read as one, once more.
Status TakeDoubtful(VisualClaims& claims, VisualField field) {
  const std::string expected = claims.expected().Of(field);
  if (claims.Has(field) || expected.empty()) return Ok();
  std::multimap<int, WordRun> nearest;
  for (std::size_t i = 0; i < claims.lines().size(); ++i) {
    const auto run = claims.FreeRun(field, i);
    if (!run) continue;
    const int errors = ErrorsOfDate(claims.lines().Text(*run), expected);
    if (errors <= kMostErrorsOfDate) nearest.emplace(errors, *run);
  }
  std::size_t looks = 0;
  for (const auto& [errors, run] : nearest) {
    if (++looks > kMostDoubtfulDates) break;
    CHOWKI_ASSIGN_OR_RETURN(const bool taken, claims.PutIfExpected(field, run));
    if (taken) break;
  }
  return Ok();
}

// A page has three dates: birth comes before issue and issue before expiry. Where it has more (of
// another calendar), one between the other two is still the issue.
Status TakeByOrder(VisualClaims& claims) {
  static constexpr int kLongestValidity = 11;  // years
  static constexpr std::array kOrder = {VisualField::kBirthDate, VisualField::kIssueDate,
                                        VisualField::kExpiryDate};
  std::map<std::string, DateRun> dates;  // by value; nothing in it that is claimed already
  for (const DateRun& date : FindDates(claims.lines(), claims.dates())) {
    const auto value = claims.ValueOf(VisualField::kExpiryDate, date.text);
    if (value) dates.emplace(*value, date);
  }
  for (const VisualField field : kOrder) {
    if (claims.Has(field)) dates[claims.Value(field)] = {};
  }
  const auto year = [](const std::string& iso) { return std::atoi(iso.c_str()); };
  for (auto issue = dates.begin(); issue != dates.end(); ++issue) {
    if (issue == dates.begin() || std::next(issue) == dates.end()) continue;
    const auto birth = dates.size() == 3 ? dates.begin() : std::prev(issue);
    const auto expiry = std::next(issue);
    const std::array<decltype(issue), 3> three = {birth, issue, expiry};
    bool fits = year(expiry->first) - year(issue->first) <= kLongestValidity;
    for (std::size_t i = 0; i < three.size(); ++i) {
      const bool claimed = three[i]->second.runs.empty();
      fits = fits && claimed == claims.Has(kOrder[i]);
      if (claimed) fits = fits && claims.Value(kOrder[i]) == three[i]->first;
      // Among more than three only the issue is told by its place.
      if (dates.size() > 3 && i != 1) fits = fits && claimed;
    }
    if (!fits) continue;
    for (std::size_t i = 0; i < three.size(); ++i) {
      const DateRun& date = three[i]->second;
      if (date.runs.empty()) continue;
      CHOWKI_RETURN_IF_ERROR(claims.Put(kOrder[i], {date.runs, date.text, kByOrder}));
    }
    break;
  }
  return Ok();
}

}  // namespace

Status TakeDates(VisualClaims& claims) {
  if (claims.expected().record() == nullptr) return Ok();
  for (const VisualField field : {VisualField::kBirthDate, VisualField::kExpiryDate}) {
    CHOWKI_RETURN_IF_ERROR(TakeExpected(claims, field));
  }
  for (const VisualField field : {VisualField::kBirthDate, VisualField::kExpiryDate}) {
    CHOWKI_RETURN_IF_ERROR(TakeDoubtful(claims, field));
  }
  return TakeByOrder(claims);
}

}  // namespace chowki::read
