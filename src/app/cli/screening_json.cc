#include "app/cli/screening_json.h"

#include <cmath>
#include <string>

#include "app/cli/finding_json.h"
#include "app/cli/match_json.h"
#include "app/cli/mrz_json.h"

namespace chowki::app::cli {
namespace {

using Json = nlohmann::ordered_json;

double Rounded(double value, double step) { return std::round(value / step) * step; }

double Ms(std::chrono::microseconds time) {
  return Rounded(std::chrono::duration<double, std::milli>(time).count(), 0.01);
}

template <typename Values, typename ToJson>
Json Array(const Values& values, const ToJson& to_json) {
  Json array = Json::array();
  for (const auto& value : values) array.push_back(to_json(value));
  return array;
}

}  // namespace

Json ReasonJson(const decide::Reason& reason) {
  return {{"level", decide::Name(reason.level)},
          {"kind", decide::Name(reason.kind)},
          {"code", reason.code}};
}

Json ListStateJson(const watchlist::ListState& state) {
  return {{"list", state.list},
          {"epoch", state.epoch},
          {"version", state.version},
          {"entries", state.entries},
          {"state_root", state.state_root},
          {"freshness", watchlist::Name(state.freshness)},
          {"age_s", state.age.count()}};
}

Json CalibrationJson(const screen::Provenance& provenance) {
  const auto& used = provenance.calibration;
  if (!used) return nullptr;
  return {{"reader", used->reader}, {"age_days", used->age_days}, {"documents", used->documents}};
}

Json ScreeningJson(const screen::Screening& screening) {
  Json json;
  json["id"] = screening.id;
  json["checkpoint"] = screening.checkpoint;
  json["lane"] = screening.lane;
  json["capture"] = screen::Name(screening.capture);
  json["advice"] = decide::Name(screening.verdict.advice);
  json["risk"] = Rounded(screening.verdict.risk, 0.0001);
  json["reasons"] = Array(screening.verdict.reasons, ReasonJson);
  json["hits"] = Array(screening.matches, MatchJson);
  json["checks"] = Array(screening.findings, FindingJson);
  json["format"] = screening.record ? icao::Name(screening.record->format) : "";
  json["mrz"] = screening.transcript.mrz.lines;
  json["fields"] = screening.record ? FieldsJson(*screening.record) : Json::object();
  json["certain"] = screening.transcript.mrz.certain;
  json["typed"] = screening.transcript.mrz.typed;
  json["lists"] = Array(screening.provenance.lists, ListStateJson);
  json["calibration"] = CalibrationJson(screening.provenance);
  json["stages_ms"] = Json::object();
  json["stages_cpu_ms"] = Json::object();
  for (const screen::StageTiming& timing : screening.timings) {
    json["stages_ms"][timing.stage] = Ms(timing.elapsed);
    json["stages_cpu_ms"][timing.stage] = Ms(timing.cpu);
  }
  return json;
}

}  // namespace chowki::app::cli
