#include "icao/country_search.h"

#include <string>

#include "base/text.h"

namespace chowki::icao {

const Country* FindCountryByText(std::string_view text) {
  const std::string wanted = UnicodeUpper(Trim(text));
  if (wanted.empty()) return nullptr;
  if (wanted == "DEU") return FindCountry("D");  // the same state; the MRZ says D
  if (const Country* country = FindCountry(wanted)) return country;
  for (const Country& country : Countries()) {
    // Nationalities other than citizen and withdrawn codes share their state's alpha-2 code.
    if (country.kind == CountryKind::kState && country.alpha2 == wanted) {
      return FindCountryByText(country.code);
    }
  }
  if (wanted.size() <= 3) return nullptr;
  for (const Country& country : Countries()) {
    if (UnicodeUpper(country.name) == wanted) return FindCountryByText(country.code);
  }
  return nullptr;
}

}  // namespace chowki::icao
