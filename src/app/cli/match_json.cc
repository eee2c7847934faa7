#include "app/cli/match_json.h"

#include <cstdio>

#include "app/cli/json_lines.h"
#include "base/date.h"
#include "base/text.h"
#include "watchlist/list_state.h"

namespace chowki::app::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string Shown(const Json& object, const char* member) {
  return Printable(TextOf(object, member));
}

// What to do, whom to call, and whether the traveller may notice.
void PrintGuidance(const Json& match) {
  const Json& guidance = match["guidance"];
  std::printf("    %s%s. %s\n", Shown(guidance, "label").c_str(),
              match["discreet"].get<bool>() ? " (discreet)" : "",
              Shown(guidance, "instruction").c_str());
  std::string call = Shown(guidance, "contact");
  const std::string authority = Shown(match, "authority");
  if (!authority.empty()) {
    call += (call.empty() ? "" : "; ") + authority + " " + Shown(match, "reference");
  }
  if (!call.empty()) std::printf("    call: %s\n", call.c_str());
}

}  // namespace

Json SignalsJson(const std::vector<identify::Signal>& signals) {
  Json array = Json::array();
  for (const identify::Signal& signal : signals) {
    array.push_back({{"id", signal.id},
                     {"effect", Name(signal.effect)},
                     {"points", signal.points},
                     {"query", signal.query},
                     {"entry", signal.entry}});
  }
  return array;
}

Json MatchJson(const identify::Match& match) {
  Json json = {
      {"entry", match.entry},       {"revision", match.revision},   {"list", match.list},
      {"kind", Name(match.kind)},   {"score", match.score},         {"band", Name(match.band)},
      {"alert", match.alert},       {"category", match.category},   {"action", match.action},
      {"discreet", match.discreet}, {"authority", match.authority}, {"reference", match.reference}};
  if (const watchlist::Action* action = watchlist::FindAction(match.action)) {
    json["guidance"] = {{"label", action->label},
                        {"instruction", action->instruction},
                        {"contact", action->contact},
                        {"evidence", action->evidence},
                        {"as_normal", action->conduct == watchlist::Action::Conduct::kAsNormal},
                        {"priority", action->priority}};
  }
  if (match.list == watchlist::kProvisionalList) json["provisional"] = true;
  if (match.suppression) json["suppression"] = SuppressionJson(*match.suppression);
  json["signals"] = SignalsJson(match.signals);
  return json;
}

Json SuppressionJson(const identify::Suppression& suppression) {
  return {{"list", suppression.list},
          {"entry", suppression.entry},
          {"revision", suppression.revision},
          {"reason", suppression.reason},
          {"officer", suppression.officer},
          {"second_officer", suppression.second_officer},
          {"until", ToIso(ToDate(suppression.until))},
          {"screening", suppression.screening}};
}

void PrintMatch(const Json& match) {
  const bool suppressed = match.contains("suppression");
  const char* silent = suppressed ? " (suppressed)" : " (below alert)";
  std::printf("  hit %s in %s: %s, %s, score %.2f%s\n", Shown(match, "entry").c_str(),
              Shown(match, "list").c_str(), Shown(match, "kind").c_str(),
              Shown(match, "band").c_str(), match["score"].get<double>(),
              match["alert"].get<bool>() ? "" : silent);
  if (match.contains("provisional")) {
    std::puts(
        "    provisional: two officers of this post added it, the centre has not approved it");
  }
  if (suppressed) {
    const Json& said = match["suppression"];
    std::printf("    not this person until %s, said %s: %s\n", Shown(said, "until").c_str(),
                Shown(said, "officer").c_str(), Shown(said, "reason").c_str());
  }
  if (match["alert"].get<bool>() && match.contains("guidance")) PrintGuidance(match);
  PrintSignals(match["signals"]);
}

void PrintSignals(const Json& signals) {
  for (const Json& signal : signals) {
    std::printf("    %-12s %+6.1f  %s ~ %s\n", Shown(signal, "id").c_str(),
                signal["points"].get<double>(), Shown(signal, "query").c_str(),
                Shown(signal, "entry").c_str());
  }
}

}  // namespace chowki::app::cli
