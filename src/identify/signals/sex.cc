#include "identify/signals/sex.h"

#include "identify/scorecard.h"

namespace chowki::identify {
namespace {

std::string Shown(icao::Sex sex) {
  return sex == icao::Sex::kUnspecified ? std::string() : std::string(Name(sex));
}

}  // namespace

double SexPoints(icao::Sex asked, icao::Sex known) {
  if (asked == icao::Sex::kUnspecified || known == icao::Sex::kUnspecified) return 0;
  return asked == known ? scorecard::kSexAgrees : scorecard::kSexDiffers;
}

Signal CompareSex(const Query& query, const watchlist::Entry& entry) {
  Signal signal{"sex", Effect::kNeutral, 0, Shown(query.sex), Shown(entry.sex)};
  signal.points = SexPoints(query.sex, entry.sex);
  return signal;
}

}  // namespace chowki::identify
