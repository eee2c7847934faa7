#include "identify/signals/sex.h"

#include "identify/scorecard.h"

namespace chowki::identify {
namespace {

std::string Shown(icao::Sex sex) {
  return sex == icao::Sex::kUnspecified ? std::string() : std::string(Name(sex));
}

}  // namespace

Signal CompareSex(const Query& query, const watchlist::Entry& entry) {
  Signal signal{"sex", Effect::kNeutral, 0, Shown(query.sex), Shown(entry.sex)};
  if (query.sex == icao::Sex::kUnspecified || entry.sex == icao::Sex::kUnspecified) return signal;
  signal.points = query.sex == entry.sex ? scorecard::kSexAgrees : scorecard::kSexDiffers;
  return signal;
}

}  // namespace chowki::identify
