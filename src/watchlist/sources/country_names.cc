#include "watchlist/sources/country_names.h"

#include <algorithm>

#include "base/text.h"
#include "icao/country_search.h"

namespace chowki::watchlist {
namespace {

struct ListedCountry {
  std::string_view name;
  std::string_view code;
};

constexpr ListedCountry kNames[] = {
#include "watchlist/sources/country_names.inc"
};

constexpr size_t kLongestCode = 3;  // characters

std::string Find(std::string_view text) {
  if (const icao::Country* country = icao::FindCountryByText(text)) {
    return std::string(country->code);
  }
  const auto* row = std::ranges::find(kNames, UnicodeUpper(text), &ListedCountry::name);
  return row == std::end(kNames) ? std::string() : std::string(row->code);
}

}  // namespace

Result<std::string> CountryNames::FromCode(std::string_view text) {
  const std::string wanted(Trim(text));
  auto [row, fresh] = known_.try_emplace(wanted);
  if (fresh) row->second = Find(wanted);
  if (row->second.empty()) {
    return InvalidInput("'{}' is no country code or name that is known", Printable(text));
  }
  return row->second;
}

Result<std::string> CountryNames::FromName(std::string_view text) {
  if (Trim(text).size() <= kLongestCode) {
    return InvalidInput("'{}' is no name of a country", Printable(text));
  }
  return FromCode(text);
}

}  // namespace chowki::watchlist
