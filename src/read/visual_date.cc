#include "read/visual_date.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "icao/lookalike.h"
#include "read/latin.h"

namespace chowki::read {
namespace {

constexpr int kExpiryYearsBack = 50;  // as icao/century.h
constexpr int kUnknown = 0;

// Beginnings that tell a month's name in English, French, Spanish, Portuguese, German, Italian,
// Dutch and some of their neighbours. Longer ones first where one begins another.
struct MonthName {
  std::string_view beginning;
  int month;
};
constexpr std::array kMonthNames = {
    MonthName{"JAN", 1},  MonthName{"JAEN", 1}, MonthName{"ENE", 1},  MonthName{"GEN", 1},
    MonthName{"STY", 1},  MonthName{"FEB", 2},  MonthName{"FEV", 2},  MonthName{"MAR", 3},
    MonthName{"MRT", 3},  MonthName{"MAE", 3},  MonthName{"MAAR", 3}, MonthName{"MRZ", 3},
    MonthName{"APR", 4},  MonthName{"AVR", 4},  MonthName{"ABR", 4},  MonthName{"KWI", 4},
    MonthName{"MAY", 5},  MonthName{"MAI", 5},  MonthName{"MEI", 5},  MonthName{"MAG", 5},
    MonthName{"MAJ", 5},  MonthName{"JUIN", 6}, MonthName{"JUIL", 7}, MonthName{"JUN", 6},
    MonthName{"GIU", 6},  MonthName{"CZE", 6},  MonthName{"JUL", 7},  MonthName{"LUG", 7},
    MonthName{"LIP", 7},  MonthName{"AUG", 8},  MonthName{"AOU", 8},  MonthName{"AGO", 8},
    MonthName{"SIE", 8},  MonthName{"SEP", 9},  MonthName{"SET", 9},  MonthName{"WRZ", 9},
    MonthName{"OCT", 10}, MonthName{"OKT", 10}, MonthName{"OUT", 10}, MonthName{"OTT", 10},
    MonthName{"PAZ", 10}, MonthName{"NOV", 11}, MonthName{"LIS", 11}, MonthName{"DEC", 12},
    MonthName{"DEZ", 12}, MonthName{"DIC", 12}, MonthName{"DES", 12}, MonthName{"GRU", 12}};

// A run of characters that may be a part of a date.
struct Part {
  std::string text;      // as folded
  std::string digits;    // with letters taken for digits; "" when it cannot be a number
  int month = kUnknown;  // by name
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

int MonthOf(const std::string& word) {
  if (word.size() < 3) return kUnknown;
  std::string letters = word;
  for (char& c : letters) {
    if (c == '0') c = 'O';  // 0CT, N0V
    if (c == '1') c = 'I';
    if (c == '5') c = 'S';
  }
  for (const MonthName& name : kMonthNames) {
    if (letters.compare(0, name.beginning.size(), name.beginning) == 0) return name.month;
  }
  return kUnknown;
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
  const bool glued = parts.size() >= 2 && parts.size() <= 3 &&
                     (MonthOf(parts[0]) != kUnknown || MonthOf(parts[1]) != kUnknown);
  return glued ? parts : std::vector<std::string>{word};
}

std::vector<Part> PartsOf(std::string_view text) {
  std::vector<Part> parts;
  for (const std::string& glued : Words(FoldLatin(text))) {
    for (const std::string& word : SplitAtChanges(glued)) {
      Part part;
      part.text = word;
      part.unknown = IsX(word);
      part.digits = Digits(word);
      if (part.digits.empty()) part.month = MonthOf(word);
      parts.push_back(std::move(part));
    }
  }
  return parts;
}

bool IsYear(const Part& part) {
  return (part.unknown && part.text.size() == 4) ||
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

Match MatchAt(const std::vector<Part>& parts, std::size_t at, DateKind kind, const Date& today) {
  const std::size_t left = parts.size() - at;
  const auto year_of = [&](const Part& part) {
    const int value = Value(part);
    return part.text.size() == 2 && !part.unknown ? FullYear(value, kind, today) : value;
  };
  const auto checked = [](const PartialDate& date, std::size_t count) {
    return Exists(date) ? Match{date, count} : Match{};
  };
  // 1974-08-12
  if (left >= 3 && IsYear(parts[at]) && IsTwoDigits(parts[at + 1]) && IsTwoDigits(parts[at + 2])) {
    return checked({Value(parts[at]), Value(parts[at + 1]), Value(parts[at + 2])}, 3);
  }
  if (!IsTwoDigits(parts[at])) return {};
  // 12 AUG / AOUT 74: the month by names that agree; one that we do not know may stand beside them
  std::size_t next = at + 1;
  int month = kUnknown;
  bool foreign = false;
  for (; next < parts.size() && parts[next].digits.empty() && !parts[next].unknown; ++next) {
    if (parts[next].month == kUnknown) {
      if (std::exchange(foreign, true)) return {};
    } else if (month != kUnknown && parts[next].month != month) {
      return {};
    } else {
      month = parts[next].month;
    }
  }
  if (next > at + 1) {
    const bool has_year = next < parts.size() && (IsYear(parts[next]) || IsTwoDigits(parts[next]));
    if (month == kUnknown || !has_year) return {};
    return checked({year_of(parts[next]), month, Value(parts[at])}, next + 1 - at);
  }
  // 12.08.1974, 12 08 74
  if (left >= 3 && IsTwoDigits(parts[at + 1]) &&
      (IsYear(parts[at + 2]) || parts[at + 2].digits.size() == 2)) {
    return checked({year_of(parts[at + 2]), Value(parts[at + 1]), Value(parts[at])}, 3);
  }
  return {};
}

}  // namespace

std::optional<PartialDate> ParsePrintedDate(std::string_view text, DateKind kind,
                                            const Date& today) {
  const std::vector<Part> parts = PartsOf(text);
  std::optional<PartialDate> found;
  for (std::size_t at = 0; at < parts.size();) {
    const Match match = MatchAt(parts, at, kind, today);
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
