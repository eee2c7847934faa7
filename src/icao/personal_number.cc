#include "icao/personal_number.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <span>

namespace chowki::icao {
namespace {

int Digit(std::string_view number, std::size_t at) { return number[at] - '0'; }

int Weighted(std::string_view number, std::span<const int> weights) {
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * Digit(number, i);
  return sum;
}

// Check digits: each gives whether the last digit fits the others.
bool Unchecked(std::string_view) { return true; }

bool Luhn(std::string_view number) {
  int sum = 0;
  for (std::size_t i = 0; i < number.size(); ++i) {
    const int digit = Digit(number, number.size() - 1 - i) * (i % 2 == 0 ? 1 : 2);
    sum += digit / 10 + digit % 10;
  }
  return sum % 10 == 0;
}

bool LuhnOfLastTen(std::string_view number) { return Luhn(number.substr(number.size() - 10)); }

bool Bulgarian(std::string_view number) {
  static constexpr std::array kWeights = {2, 4, 8, 5, 10, 9, 7, 3, 6};
  return Weighted(number, kWeights) % 11 % 10 == Digit(number, 9);
}

bool ByEleven(std::string_view number) {
  const int rest = std::accumulate(number.begin(), number.end() - 1, 0,
                                   [](int left, char c) { return (left * 10 + c - '0') % 11; });
  return rest % 10 == Digit(number, number.size() - 1);
}

bool Baltic(std::string_view number) {
  static constexpr std::array kFirst = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1};
  static constexpr std::array kSecond = {3, 4, 5, 6, 7, 8, 9, 1, 2, 3};
  int rest = Weighted(number, kFirst) % 11;
  if (rest == 10) rest = Weighted(number, kSecond) % 11 % 10;
  return rest == Digit(number, 10);
}

bool Polish(std::string_view number) {
  static constexpr std::array kWeights = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1};
  return Weighted(number, kWeights) % 10 == 0;
}

bool Romanian(std::string_view number) {
  static constexpr std::array kWeights = {2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9};
  const int rest = Weighted(number, kWeights) % 11;
  return (rest == 10 ? 1 : rest) == Digit(number, 12);
}

// How a digit, or the month, tells the sex.
enum class SexBy { kOddIsMale, kEvenIsMale, kFiveAndMoreIsMale, kMonthPlusFifty };

struct Form {
  std::string_view issuer;
  std::size_t length;
  int date_at;      // of YYMMDD; -1: has none
  int month_turns;  // what is added to months for centuries or full days; 0: nothing
  SexBy sex_by;
  std::size_t sex_at;
  bool (*holds)(std::string_view number);
};

// The last digit of Malaysia's and Pakistan's numbers is the sex and no check. Malaysia's begins
// with the date of birth or of registration, so that its date is not told.
constexpr std::array kForms = {
    Form{"BGR", 10, 0, 20, SexBy::kEvenIsMale, 8, &Bulgarian},
    Form{"CZE", 10, 0, 20, SexBy::kMonthPlusFifty, 2, &ByEleven},
    Form{"EST", 11, 1, 0, SexBy::kOddIsMale, 0, &Baltic},
    Form{"LTU", 11, 1, 0, SexBy::kOddIsMale, 0, &Baltic},
    Form{"MYS", 12, -1, 0, SexBy::kOddIsMale, 11, &Unchecked},
    Form{"PAK", 13, -1, 0, SexBy::kOddIsMale, 12, &Unchecked},
    Form{"POL", 11, 0, 20, SexBy::kOddIsMale, 9, &Polish},
    Form{"ROU", 13, 1, 0, SexBy::kOddIsMale, 0, &Romanian},
    Form{"SVK", 10, 0, 20, SexBy::kMonthPlusFifty, 2, &ByEleven},
    Form{"SWE", 12, 2, 0, SexBy::kOddIsMale, 10, &LuhnOfLastTen},
    Form{"ZAF", 13, 0, 0, SexBy::kFiveAndMoreIsMale, 6, &Luhn},
};

int MonthIn(std::string_view number, const Form& form) {
  const auto at = static_cast<std::size_t>(form.date_at) + 2;
  return 10 * Digit(number, at) + Digit(number, at + 1);
}

Sex SexIn(std::string_view number, const Form& form) {
  const int digit = Digit(number, form.sex_at);
  bool male = false;
  switch (form.sex_by) {
    case SexBy::kOddIsMale:
      male = digit % 2 == 1;
      break;
    case SexBy::kEvenIsMale:
      male = digit % 2 == 0;
      break;
    case SexBy::kFiveAndMoreIsMale:
      male = digit >= 5;
      break;
    case SexBy::kMonthPlusFifty:
      male = MonthIn(number, form) < 50;
      break;
  }
  return male ? Sex::kMale : Sex::kFemale;
}

// The date as an MRZ has it, "" when it is none.
std::string BirthDateIn(std::string_view number, const Form& form) {
  int month = MonthIn(number, form);
  if (form.sex_by == SexBy::kMonthPlusFifty) month %= 50;
  if (form.month_turns > 0) month %= form.month_turns;
  const auto at = static_cast<std::size_t>(form.date_at);
  const int day = 10 * Digit(number, at + 4) + Digit(number, at + 5);
  if (month < 1 || month > 12 || day < 1 || day > 31) return "";
  std::string date(number.substr(at, 6));
  date[2] = static_cast<char>('0' + month / 10);
  date[3] = static_cast<char>('0' + month % 10);
  return date;
}

}  // namespace

std::optional<PersonalNumber> ReadPersonalNumber(std::string_view issuer, std::string_view number) {
  const auto first = number.find_first_not_of('<');
  if (first == std::string_view::npos) return std::nullopt;
  number = number.substr(first, number.find_last_not_of('<') - first + 1);
  const bool digits =
      std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
  const auto form = std::find_if(kForms.begin(), kForms.end(), [&](const Form& each) {
    return each.issuer == issuer && each.length == number.size();
  });
  if (!digits || form == kForms.end() || !form->holds(number)) return std::nullopt;
  PersonalNumber personal{"", SexIn(number, *form)};
  if (form->date_at < 0) return personal;
  personal.birth_date = BirthDateIn(number, *form);
  if (personal.birth_date.empty()) return std::nullopt;
  return personal;
}

}  // namespace chowki::icao
