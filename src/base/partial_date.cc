#include "base/partial_date.h"

#include <charconv>

namespace chowki {
namespace {

constexpr std::string_view kUnknownYear = "XXXX";
constexpr std::string_view kUnknownPart = "XX";

bool TakePart(std::string_view text, size_t width, std::string_view unknown, int& out) {
  if (text == unknown) {
    out = 0;
    return true;
  }
  if (text.size() != width) return false;
  const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc{} && at == text.data() + text.size() && out > 0;
}

int LastDay(int year, int month) {
  for (int day = 31; day > 28; --day) {
    if (IsValid(Date{year, month, day})) return day;
  }
  return 28;
}

}  // namespace

PartialDate ToPartial(const Date& date) { return {date.year, date.month, date.day}; }

bool IsUnknown(const PartialDate& date) { return date == PartialDate{}; }

std::optional<Date> ToFull(const PartialDate& date) {
  const Date full{date.year, date.month, date.day};
  return IsValid(full) ? std::optional(full) : std::nullopt;
}

std::optional<DateInterval> ToInterval(const PartialDate& date) {
  if (date.year == 0) return std::nullopt;
  if (date.month == 0) return DateInterval{{date.year, 1, 1}, {date.year, 12, 31}};
  if (date.day == 0) {
    return DateInterval{{date.year, date.month, 1},
                        {date.year, date.month, LastDay(date.year, date.month)}};
  }
  const Date day{date.year, date.month, date.day};
  return DateInterval{day, day};
}

std::string ToIso(const PartialDate& date) {
  const std::string year =
      date.year == 0 ? std::string(kUnknownYear) : fmt::format("{:04}", date.year);
  const auto part = [](int value) {
    return value == 0 ? std::string(kUnknownPart) : fmt::format("{:02}", value);
  };
  return fmt::format("{}-{}-{}", year, part(date.month), part(date.day));
}

Result<PartialDate> ParsePartialDate(std::string_view text) {
  PartialDate date;
  if (text.empty()) return date;
  const auto wrong = [&] {
    return InvalidInput("\"{}\" is not a date like 1974-08-12, 1974-08, 1974 or 1974-XX-XX", text);
  };
  const bool shape = (text.size() == 4 || text.size() == 7 || text.size() == 10) &&
                     (text.size() < 7 || text[4] == '-') && (text.size() < 10 || text[7] == '-');
  if (!shape || !TakePart(text.substr(0, 4), 4, kUnknownYear, date.year) ||
      (text.size() >= 7 && !TakePart(text.substr(5, 2), 2, kUnknownPart, date.month)) ||
      (text.size() == 10 && !TakePart(text.substr(8, 2), 2, kUnknownPart, date.day))) {
    return wrong();
  }
  if (date.month > 12 || date.day > 31) return wrong();
  if (date.year != 0 && date.month != 0 && date.day != 0 && !ToFull(date)) return wrong();
  return date;
}

}  // namespace chowki
