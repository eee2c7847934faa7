#include "identify/signals/sex.h"

#include "identify/scorecard.h"

namespace chowki::identify {
namespace {

const char* Letter(icao::Sex sex) {
  switch (sex) {
    case icao::Sex::kFemale:
      return "F";
    case icao::Sex::kMale:
      return "M";
    case icao::Sex::kUnspecified:
      return "";
  }
  return "";
}

}  // namespace

Signal CompareSex(const Query& query, const watchlist::Entry& entry) {
  Signal signal{"sex", Effect::kNeutral, 0, Letter(query.sex), Letter(entry.sex)};
  if (query.sex == icao::Sex::kUnspecified || entry.sex == icao::Sex::kUnspecified) return signal;
  signal.points = query.sex == entry.sex ? scorecard::kSexAgrees : scorecard::kSexDiffers;
  return signal;
}

}  // namespace chowki::identify
