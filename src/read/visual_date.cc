#include "read/visual_date.h"

#include <string>
#include <utility>
#include <vector>

#include "icao/lookalike.h"
#include "read/latin.h"
#include "read/month_name.h"

namespace chowki::read {
namespace {

constexpr int kExpiryYearsBack = 50;  // as icao/century.h
constexpr int kUnknown = 0;

// A run of characters that may be a part of a date.
struct Part {
  std::string text;    // as folded
  std::string digits;  // with letters taken for digits; "" when it cannot be a number
  std::optional<NamedMonth> month;
  bool unknown = false;  // "XX", "XXXX"
};

std::string Digits(const std::string& word) {
  std::string digits;
  int printed = 0;
  for (const char c : word) {
    const char digit = c == '|' ? '1' : icao::DigitLike(c);
    if (digit < '0' || digit > '9') return {};
    printed += digit == c ? 1 : 0;
    digits += digit;
  }
  const bool mostly_printed = 2 * printed >= static_cast<int>(word.size());
  return mostly_printed ? digits : std::string();
}

bool IsX(const std::string& word) {
  return word.size() >= 2 && word.find_first_not_of('X') == std::string::npos;
}

// "12AUG1974" falls into three words.
std::vector<std::string> SplitAtChanges(const std::string& word) {
  std::vector<std::string> parts;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (i == 0 || is_digit(word[i]) != is_digit(word[i - 1])) parts.emplace_back();
    parts.back() += word[i];
  }
  const bool glued =
      parts.size() >= 2 && parts.size() <= 3 && (FindMonth(parts[0]) || FindMonth(parts[1]));
  return glued ? parts : std::vector<std::string>{word};
}

std::vector<Part> PartsOf(std::string_view text) {
  std::vector<Part> parts;
  for (const std::string& glued : Words(FoldLatin(WithLatinDates(text)))) {
    for (const std::string& word : SplitAtChanges(glued)) {
      Part part;
      part.text = word;
      part.unknown = IsX(word);
      part.digits = Digits(word);
      if (part.digits.empty()) part.month = FindMonth(word);
      parts.push_back(std::move(part));
    }
  }
  return parts;
}

// Years of the two Hijri calendars in which people live: 1250 is 1834 or 1871, 1500 is 2077 or
// 2121.
bool IsHijriYear(const Part& part) {
  return part.digits.size() == 4 && part.digits >= "1250" && part.digits <= "1500";
}

bool IsYear(const Part& part) {
  return (part.unknown && part.text.size() == 4) || IsHijriYear(part) ||
         (part.digits.size() == 4 && part.digits >= "1850" && part.digits <= "2150");
}

bool IsTwoDigits(const Part& part) {
  return (part.unknown && part.text.size() == 2) || part.digits.size() == 2 ||
         part.digits.size() == 1;
}

int Value(const Part& part) { return part.unknown ? kUnknown : std::stoi(part.digits); }

int FullYear(int two_digits, DateKind kind, const Date& today) {
  int year = today.year / 100 * 100 + two_digits;
  if (kind == DateKind::kExpiry) {
    if (year < today.year - kExpiryYearsBack) year += 100;
    if (year >= today.year + 100 - kExpiryYearsBack) year -= 100;
    return year;
  }
  return year > today.year ? year - 100 : year;
}

bool Exists(const PartialDate& date) {
  if (date.month > 12 || date.day > 31) return false;
  if (date.month == kUnknown || date.day == kUnknown) return true;
  const int year = date.year == kUnknown ? 2000 : date.year;  // a leap year
  return IsValid({year, date.month, date.day});
}

// The date that begins at a part: how many parts it takes, or 0.
struct Match {
  PartialDate date;
  std::size_t parts = 0;
};

// A year, a month and a day of some calendar as a match of so many parts.
class Reckoning {
 public:
  Reckoning(DateKind kind, const DateContext& context) : kind_(kind), context_(context) {}

  [[nodiscard]] Match Of(const Part& year, int month, const Part& day,
                         std::optional<Calendar> named, std::size_t parts) const {
    const bool hijri = IsHijriYear(year);
    const Calendar calendar = named ? *named : hijri ? context_.calendar : Calendar::kGregorian;
    if (hijri != (calendar != Calendar::kGregorian)) return {};
    if (hijri) {
      if (day.unknown) return {};
      const auto date = ToGregorian(calendar, Value(year), month, Value(day));
      return date ? Match{ToPartial(*date), parts} : Match{};
    }
    const bool short_year = year.text.size() == 2 && !year.unknown;
    const PartialDate date = {
        short_year ? FullYear(Value(year), kind_, context_.today) : Value(year), month, Value(day)};
    return Exists(date) ? Match{date, parts} : Match{};
  }

 private:
  DateKind kind_;
  const DateContext& context_;
};

// The names of one month from a place on, in two languages perhaps; a word that we do not know may
// stand beside them.
struct MonthNames {
  std::optional<NamedMonth> month;
  std::size_t behind = 0;  // first part after them
};

std::optional<MonthNames> MonthNamesAt(const std::vector<Part>& parts, std::size_t at) {
  MonthNames names = {std::nullopt, at};
  bool foreign = false;
  for (; names.behind < parts.size(); ++names.behind) {
    const Part& part = parts[names.behind];
    if (!part.digits.empty() || part.unknown) break;
    if (!part.month) {
      if (std::exchange(foreign, true)) return std::nullopt;
    } else if (names.month && *names.month != *part.month) {
      return std::nullopt;
    } else {
      names.month = part.month;
    }
  }
  return names;
}

Match MatchAt(const std::vector<Part>& parts, std::size_t at, const Reckoning& reckoning) {
  const std::size_t left = parts.size() - at;
  const auto is_number = [&](std::size_t i) { return i < parts.size() && IsTwoDigits(parts[i]); };
  const bool year_first = IsYear(parts[at]);
  if (!year_first && !is_number(at)) return {};
  // 12 AUG / AOUT 74; 1358 JADI 13
  const auto names = MonthNamesAt(parts, at + 1);
  if (names && names->behind > at + 1) {
    const std::size_t last = names->behind;
    const bool complete =
        year_first ? is_number(last)
                   : last < parts.size() && (IsYear(parts[last]) || IsTwoDigits(parts[last]));
    if (!names->month || !complete) return {};
    return reckoning.Of(parts[year_first ? at : last], names->month->month,
                        parts[year_first ? last : at], names->month->calendar, last + 1 - at);
  }
  if (left < 3 || !is_number(at + 1)) return {};
  // 1974-08-12
  if (year_first) {
    if (!is_number(at + 2)) return {};
    return reckoning.Of(parts[at], Value(parts[at + 1]), parts[at + 2], std::nullopt, 3);
  }
  // 12.08.1974, 12 08 74
  if (!IsYear(parts[at + 2]) && parts[at + 2].digits.size() != 2) return {};
  return reckoning.Of(parts[at + 2], Value(parts[at + 1]), parts[at], std::nullopt, 3);
}

}  // namespace

Calendar CalendarOf(std::string_view state) {
  if (state == "IRN" || state == "AFG") return Calendar::kPersian;
  if (state == "SAU") return Calendar::kIslamic;
  return Calendar::kGregorian;
}

std::optional<PartialDate> ParsePrintedDate(std::string_view text, DateKind kind,
                                            const DateContext& context) {
  const std::vector<Part> parts = PartsOf(text);
  const Reckoning reckoning(kind, context);
  std::optional<PartialDate> found;
  for (std::size_t at = 0; at < parts.size();) {
    const Match match = MatchAt(parts, at, reckoning);
    if (match.parts == 0) {
      ++at;
      continue;
    }
    if (found && *found != match.date) return std::nullopt;
    found = match.date;
    at += match.parts;
  }
  if (found && IsUnknown(*found)) return std::nullopt;
  return found;
}

}  // namespace chowki::read
