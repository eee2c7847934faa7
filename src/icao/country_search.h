#pragma once

#include <string_view>

#include "icao/country.h"

namespace chowki::icao {

// The country that people or lists mean: a code of Doc 9303 ("D"), an ISO 3166-1 alpha-2 or alpha-3
// code ("DE", "DEU") or the English name ("Germany"), any case.
//
// returns  nullptr when the table has no such country.
[[nodiscard]] const Country* FindCountryByText(std::string_view text);

}  // namespace chowki::icao
