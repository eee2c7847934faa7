#include "app/cli/match_json.h"

namespace chowki::app::cli {

using Json = nlohmann::ordered_json;

Json MatchJson(const identify::Match& match) {
  Json signals = Json::array();
  for (const identify::Signal& signal : match.signals) {
    signals.push_back({{"id", signal.id},
                       {"effect", Name(signal.effect)},
                       {"points", signal.points},
                       {"query", signal.query},
                       {"entry", signal.entry}});
  }
  return {{"entry", match.entry},       {"revision", match.revision}, {"list", match.list},
          {"score", match.score},       {"band", Name(match.band)},   {"alert", match.alert},
          {"category", match.category}, {"action", match.action},     {"discreet", match.discreet},
          {"signals", signals}};
}

}  // namespace chowki::app::cli
