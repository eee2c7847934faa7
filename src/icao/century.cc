#include "icao/century.h"

#include <algorithm>
#include <array>
#include <optional>

namespace chowki::icao {
namespace {

constexpr int kUnknown = -1;

// Two digits, "<<" as kUnknown, nullopt for anything else.
std::optional<int> Part(std::string_view text) {
  if (text == "<<") return kUnknown;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

struct ShortDate {
  int year = kUnknown;  // 0..99
  int month = kUnknown;
  int day = kUnknown;
};

std::optional<ShortDate> Parts(std::string_view yymmdd) {
  if (yymmdd.size() != 6) return std::nullopt;
  const auto year = Part(yymmdd.substr(0, 2));
  const auto month = Part(yymmdd.substr(2, 2));
  const auto day = Part(yymmdd.substr(4, 2));
  if (!year || !month || !day || *month > 12 || *day > 31) return std::nullopt;
  const auto known = [](int part) { return part == 0 ? kUnknown : part; };
  const bool all_zero = *year == 0 && *month == 0 && *day == 0;
  return ShortDate{all_zero ? kUnknown : *year, known(*month), known(*day)};
}

PartialDate InYear(const ShortDate& date, int year) {
  const auto known = [](int part) { return part == kUnknown ? 0 : part; };
  return {year, known(date.month), known(date.day)};
}

// A day that no month, or no such month, has.
bool Exists(const PartialDate& date) {
  const Date probe{date.year == 0 ? 2000 : date.year, date.month == 0 ? 1 : date.month,
                   date.day == 0 ? 1 : date.day};
  return IsValid(probe);
}

PartialDate OrUnknown(const PartialDate& date) { return Exists(date) ? date : PartialDate{}; }

// The first year not before `from` that ends in these two digits.
int YearFrom(int from, int two_digits) { return from + ((two_digits - from) % 100 + 100) % 100; }

Date FirstDay(const PartialDate& date) {
  return {date.year, std::max(1, date.month), std::max(1, date.day)};
}

}  // namespace

PartialDate ReadBirthDate(std::string_view yymmdd, const Date& today) {
  const std::optional<ShortDate> parts = Parts(yymmdd);
  if (!parts) return {};
  if (parts->year == kUnknown) return OrUnknown(InYear(*parts, 0));
  const PartialDate latest = InYear(*parts, YearFrom(today.year - 99, parts->year));
  if (FirstDay(latest) <= today) return OrUnknown(latest);
  return OrUnknown(InYear(*parts, latest.year - 100));
}

PartialDate ReadExpiryDate(std::string_view yymmdd, const Date& today, const PartialDate& birth) {
  const std::optional<ShortDate> parts = Parts(yymmdd);
  if (!parts) return {};
  if (parts->year == kUnknown) return OrUnknown(InYear(*parts, 0));
  const int first_year = std::max(today.year - kExpiryYearsBack, birth.year);
  return OrUnknown(InYear(*parts, YearFrom(first_year, parts->year)));
}

std::string WriteDate(const PartialDate& date) {
  const auto part = [](int value, bool known) {
    return known ? fmt::format("{:02}", value) : std::string("<<");
  };
  return part(date.year % 100, date.year != 0) + part(date.month, date.month != 0) +
         part(date.day, date.day != 0);
}

DateForm FormOf(std::string_view yymmdd) {
  const std::optional<ShortDate> parts = Parts(yymmdd);
  if (!parts) return DateForm::kImpossible;
  const bool exists = parts->year == kUnknown ? Exists(InYear(*parts, 0))
                                              : Exists(InYear(*parts, 1900 + parts->year)) ||
                                                    Exists(InYear(*parts, 2000 + parts->year));
  if (!exists) return DateForm::kImpossible;
  const bool zeros = yymmdd.substr(2, 2) == "00" || yymmdd.substr(4, 2) == "00";
  return zeros ? DateForm::kZeros : DateForm::kRight;
}

}  // namespace chowki::icao
