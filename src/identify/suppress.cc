#include "identify/suppress.h"

namespace chowki::identify {
namespace {

bool Answers(const Suppression& suppression, Time now, const Match& match) {
  return suppression.list == match.list && suppression.entry == match.entry &&
         suppression.revision == match.revision && suppression.entry_digest == match.entry_digest &&
         now < suppression.until;
}

}  // namespace

bool MaySuppress(MatchKind kind) { return kind == MatchKind::kSuspect; }

void Suppress(const std::vector<Suppression>& suppressions, Time now, std::vector<Match>& matches) {
  for (Match& match : matches) {
    if (!match.alert || !MaySuppress(match.kind)) continue;
    for (const Suppression& suppression : suppressions) {
      if (!Answers(suppression, now, match)) continue;
      match.suppression = suppression;
      match.alert = false;
      break;
    }
  }
}

}  // namespace chowki::identify
