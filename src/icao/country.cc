#include "icao/country.h"

#include <algorithm>
#include <iterator>

namespace chowki::icao {
namespace {

constexpr Country kTable[] = {
#include "icao/country_table.inc"
};
static_assert(std::is_sorted(std::begin(kTable), std::end(kTable),
                             [](const Country& a, const Country& b) { return a.code < b.code; }));

}  // namespace

const Country* FindCountry(std::string_view code) {
  const Country* found = std::lower_bound(
      std::begin(kTable), std::end(kTable), code,
      [](const Country& country, std::string_view wanted) { return country.code < wanted; });
  return found != std::end(kTable) && found->code == code ? found : nullptr;
}

std::span<const Country> Countries() { return kTable; }

bool IsKnownIssuer(std::string_view code) {
  const Country* country = FindCountry(code);
  return country != nullptr && country->as_issuer;
}

bool IsKnownNationality(std::string_view code) {
  const Country* country = FindCountry(code);
  return country != nullptr && country->as_nationality;
}

bool SameState(std::string_view a, std::string_view b) {
  const auto canonical = [](std::string_view code) {
    return code == "DEU" ? std::string_view("D") : code;
  };
  return canonical(a) == canonical(b);
}

}  // namespace chowki::icao
