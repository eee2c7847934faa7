#include "identify/signals/nationality.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "icao/country.h"
#include "identify/scorecard.h"

namespace chowki::identify {
namespace {

// Says nothing about where a person belongs.
bool NamesNoState(std::string_view code) {
  const icao::Country* country = icao::FindCountry(code);
  return country == nullptr || country->kind == icao::CountryKind::kStatus ||
         country->kind == icao::CountryKind::kOrganisation;
}

}  // namespace

double NationalityPoints(std::string_view asked, std::span<const std::string_view> known) {
  if (asked.empty() || known.empty() || NamesNoState(asked)) return 0;
  const auto same = [&](std::string_view code) { return icao::SameState(code, asked); };
  if (std::ranges::any_of(known, same)) return scorecard::kNationalityAgrees;
  return std::ranges::none_of(known, NamesNoState) ? scorecard::kNationalityDiffers : 0;
}

Signal CompareNationality(const Query& query, const watchlist::Entry& entry) {
  Signal signal{"nationality", Effect::kNeutral, 0, query.nationality,
                Join(entry.nationalities, " ")};
  const std::vector<std::string_view> known(entry.nationalities.begin(), entry.nationalities.end());
  signal.points = NationalityPoints(query.nationality, known);
  return signal;
}

}  // namespace chowki::identify
