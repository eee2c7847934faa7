#include "app/cli/finding_json.h"

#include <cmath>

namespace chowki::app::cli {
namespace {

using Json = nlohmann::ordered_json;

// Coordinates to a tenth of a thousandth: less than a pixel.
Json RegionJson(const Quad& region) {
  Json corners = Json::array();
  for (const Point& corner : region.corners) {
    corners.push_back({std::round(corner.x * 1e4) / 1e4, std::round(corner.y * 1e4) / 1e4});
  }
  return corners;
}

}  // namespace

Json FindingJson(const verify::Finding& finding) {
  Json json;
  json["id"] = finding.check;
  json["generic_id"] = finding.generic_id;
  json["outcome"] = verify::Name(finding.outcome);
  json["contributes"] = verify::Name(finding.contributes);
  json["silent"] = finding.silent;
  json["reason"] = finding.reason;
  json["value"] = finding.value ? Json(*finding.value) : Json();
  json["threshold"] = finding.threshold ? Json(*finding.threshold) : Json();
  json["evidence"] = Json::array();
  for (const verify::Evidence& evidence : finding.evidence) {
    json["evidence"].push_back({{"light", capture::Name(evidence.light)},
                                {"region", RegionJson(evidence.region)},
                                {"expected", evidence.expected},
                                {"seen", evidence.seen}});
  }
  return json;
}

}  // namespace chowki::app::cli
