#include "watchlist/sources/listed_date.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/text.h"

namespace chowki::watchlist {
namespace {

// People who were born outside of these are on no list: a year outside of them is of another
// calendar or a slip.
constexpr int kFirstYear = 1850;
constexpr int kLastYear = 2100;

constexpr std::string_view kMonths[] = {"JANUARY",   "FEBRUARY", "MARCH",    "APRIL",
                                        "MAY",       "JUNE",     "JULY",     "AUGUST",
                                        "SEPTEMBER", "OCTOBER",  "NOVEMBER", "DECEMBER"};
constexpr size_t kShortestMonth = 3;  // letters

std::optional<int> Number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

// "DEC", "DECEMBER", "SEPT".
std::optional<int> Month(std::string_view word) {
  if (word.size() < kShortestMonth) return std::nullopt;
  const auto* month = std::ranges::find_if(
      kMonths, [word](std::string_view name) { return name.starts_with(word); });
  if (month == std::end(kMonths)) return std::nullopt;
  return static_cast<int>(month - kMonths) + 1;
}

std::optional<PartialDate> Checked(PartialDate date) {
  if (date.year < kFirstYear || date.year > kLastYear) return std::nullopt;
  if (date.month == 0 && date.day != 0) return std::nullopt;
  const auto days = ToInterval(date);
  return days && IsValid(days->first) && IsValid(days->last) ? std::optional(date) : std::nullopt;
}

// Digits with a separator: the year is the part of four digits, first or last.
std::optional<PartialDate> ParseDigits(const std::vector<std::string>& parts) {
  std::vector<int> numbers;
  for (const std::string& part : parts) {
    const auto number = Number(part);
    if (!number) return std::nullopt;
    numbers.push_back(*number);
  }
  const bool year_first = parts.front().size() == 4;
  if (!year_first && parts.back().size() != 4) return std::nullopt;
  if (!year_first) std::ranges::reverse(numbers);
  numbers.resize(3);
  return Checked({numbers[0], numbers[1], numbers[2]});
}

// One date without "circa" or "to"; upper case.
std::optional<PartialDate> ParsePoint(std::string_view text) {
  for (const char separator : {'-', '/', '.'}) {
    const std::vector<std::string> parts = Split(text, separator);
    if ((parts.size() == 2 || parts.size() == 3) && Number(parts.back())) return ParseDigits(parts);
  }
  std::vector<std::string> words;
  for (const std::string& word : Split(text, ' ')) {
    const size_t end = word.find_last_not_of(".,");
    if (end != std::string::npos) words.push_back(word.substr(0, end + 1));
  }
  if (words.empty() || words.size() > 3) return std::nullopt;
  PartialDate date;
  const auto year = words.back().size() == 4 ? Number(words.back()) : std::nullopt;
  if (!year) return std::nullopt;
  date.year = *year;
  if (words.size() >= 2) {
    const auto month = Month(words[words.size() - 2]);
    if (!month) return std::nullopt;
    date.month = *month;
  }
  if (words.size() == 3) {
    const auto day = Number(words.front());
    if (!day) return std::nullopt;
    date.day = *day;
  }
  return Checked(date);
}

// Takes a word away from the beginning.
bool TakeWord(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text = Trim(text.substr(word.size()));
  return true;
}

// "A TO B", "A AND B", "1979-1982".
std::optional<std::pair<std::string_view, std::string_view>> SplitRange(std::string_view text) {
  for (const std::string_view between : {" TO ", " AND ", " - ", " – "}) {
    const size_t at = text.find(between);
    if (at == std::string_view::npos) continue;
    return std::pair(Trim(text.substr(0, at)), Trim(text.substr(at + between.size())));
  }
  if (text.size() == 9 && text[4] == '-') return std::pair(text.substr(0, 4), text.substr(5));
  return std::nullopt;
}

}  // namespace

Result<EntryBirthDate> Between(const PartialDate& from, const PartialDate& to) {
  const auto first = Checked(from) ? ToInterval(from) : std::nullopt;
  const auto last = Checked(to) ? ToInterval(to) : std::nullopt;
  if (!first || !last || last->last < first->first) {
    return InvalidInput("{} to {} is no range of dates", ToIso(from), ToIso(to));
  }
  EntryBirthDate date;
  date.span = {first->first, last->last};
  if (from == to) date.stated = from;
  return date;
}

EntryBirthDate Circa(EntryBirthDate date) {
  date.span = {AddYears(date.span.first, -kCircaYears), AddYears(date.span.last, kCircaYears)};
  return date;
}

Result<EntryBirthDate> ParseListedDate(std::string_view text) {
  const std::string upper = AsciiUpper(Trim(text));
  std::string_view rest = upper;
  bool circa = false;
  for (const std::string_view word : {"BETWEEN ", "CIRCA ", "APPROXIMATELY ", "APPROX. ", "APPROX ",
                                      "ABOUT ", "AROUND ", "C. ", "CA. ", "C."}) {
    if (TakeWord(rest, word)) circa = circa || word != "BETWEEN ";
  }
  std::string_view from = rest;
  std::string_view to = rest;
  if (const auto range = SplitRange(rest)) std::tie(from, to) = *range;
  const auto last = ParsePoint(to);
  auto first = from == to ? last : ParsePoint(from);
  if (!first && last) {  // "between Aug. and Sep. 1977"
    first = ParsePoint(fmt::format("{} {}", from, last->year));
  }
  if (!first || !last) return InvalidInput("'{}' is no date that can be read", Printable(text));
  auto date = Between(*first, *last);
  if (!date.ok()) return date.status();
  return circa ? Circa(*date) : *date;
}

}  // namespace chowki::watchlist
