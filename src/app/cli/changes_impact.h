#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "app/cli/connection.h"
#include "base/status.h"
#include "chowki/watchlist/v1/impact_service.pb.h"

namespace chowki::app::cli {

// What a change set would have meant for screenings of the last days, as the centre counts it.
//
// name    watchlists/LIST/changeSets/NUMBER.
// errors  as Connect; those of the service.
[[nodiscard]] Result<watchlist::v1::AssessImpactResponse> AskImpact(
    const ConnectionOptions& connection, const std::string& name);

[[nodiscard]] nlohmann::ordered_json ImpactJson(const watchlist::v1::AssessImpactResponse& impact);

// For people.
[[nodiscard]] std::string ImpactText(const watchlist::v1::AssessImpactResponse& impact);

}  // namespace chowki::app::cli
