#include "identify/signals/nationality.h"

#include <algorithm>
#include <string_view>

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

Signal CompareNationality(const Query& query, const watchlist::Entry& entry) {
  Signal signal{"nationality", Effect::kNeutral, 0, query.nationality,
                Join(entry.nationalities, " ")};
  if (query.nationality.empty() || entry.nationalities.empty()) return signal;
  if (NamesNoState(query.nationality)) return signal;
  const auto same = [&](const std::string& code) {
    return icao::SameState(code, query.nationality);
  };
  if (std::ranges::any_of(entry.nationalities, same)) {
    signal.points = scorecard::kNationalityAgrees;
  } else if (std::ranges::none_of(entry.nationalities, NamesNoState)) {
    signal.points = scorecard::kNationalityDiffers;
  }
  return signal;
}

}  // namespace chowki::identify
