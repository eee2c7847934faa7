#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/calendar.h"

namespace chowki::read {

// A month as a document names it.
struct NamedMonth {
  Calendar calendar = Calendar::kGregorian;
  int month = 0;  // 1..12
  bool operator==(const NamedMonth&) const = default;
};

// By the beginning of its name, in Latin letters of several languages.
//
// word    folded (read/latin.h); digits that recognisers put for letters are forgiven.
// thread  pure.
[[nodiscard]] std::optional<NamedMonth> FindMonth(std::string_view word);

// A text with the digits of the Arabic script as ASCII and its month names as Latin ones, so that
// folding keeps them: "۱۳ جدی ۱۳۵۸" -> "13 JADI 1358".
//
// thread  pure.
[[nodiscard]] std::string WithLatinDates(std::string_view utf8);

}  // namespace chowki::read
