#include "app/cli/record_json.h"

#include <cmath>
#include <string>

#include "app/cli/screening_json.h"
#include "base/date.h"
#include "icao/country.h"

namespace chowki::app::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;

// What stands in the field may be a misread part of a name: only codes that exist go out.
std::string KnownIssuer(const std::string& code) {
  return icao::FindCountry(code) != nullptr ? code : "";
}

// The first letter is the kind of document; others are the issuer's own.
std::string KindOf(const icao::MrzRecord& record) {
  const std::string kind = record.document_code.substr(0, 1);
  return std::string("PACIV").find(kind) != std::string::npos ? kind : "";
}

Json CheckJson(const verify::Finding& finding) {
  return {{"id", finding.check},
          {"generic_id", finding.generic_id},
          {"outcome", verify::Name(finding.outcome)},
          {"contributes", verify::Name(finding.contributes)},
          {"silent", finding.silent},
          {"reason", finding.reason}};
}

}  // namespace

Json RecordJson(const screen::Screening& screening) {
  Json json;
  json["record"] = kVersion;
  json["day"] = ToIso(ToDate(screening.time));
  json["software"] = screening.provenance.software;
  json["models"] = screening.provenance.models;
  json["calibration"] = CalibrationJson(screening.provenance);
  json["policy"] = screening.provenance.policy;
  json["format"] = screening.record ? icao::Name(screening.record->format) : "";
  json["document"] = screening.record ? KindOf(*screening.record) : "";
  json["issuer"] = screening.record ? KnownIssuer(screening.record->issuing_state) : "";
  json["lights"] = Json::array();
  for (const screen::InputImage& image : screening.images) {
    json["lights"].push_back(capture::Name(image.light));
  }
  json["advice"] = decide::Name(screening.verdict.advice);
  json["checks"] = Json::array();
  for (const verify::Finding& finding : screening.findings) {
    json["checks"].push_back(CheckJson(finding));
  }
  json["stages_cpu_ms"] = Json::object();
  for (const screen::StageTiming& timing : screening.timings) {
    json["stages_cpu_ms"][timing.stage] =
        std::round(static_cast<double>(timing.cpu.count()) / 100) / 10;
  }
  return json;
}

}  // namespace chowki::app::cli
