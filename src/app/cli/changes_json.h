#pragma once

#include <nlohmann/json.hpp>

#include "chowki/watchlist/v1/change_set.pb.h"

namespace chowki::app::cli {

// Change sets, plans and versions the one way in which they are printed.
[[nodiscard]] nlohmann::ordered_json ChangeSetJson(const watchlist::v1::ChangeSet& set);
[[nodiscard]] nlohmann::ordered_json PlanJson(const watchlist::v1::Plan& plan);
[[nodiscard]] nlohmann::ordered_json VersionJson(const watchlist::v1::Version& version);
[[nodiscard]] nlohmann::ordered_json PlannedChangeJson(const watchlist::v1::PlannedChange& change);

// For people.
[[nodiscard]] std::string ChangeSetText(const watchlist::v1::ChangeSet& set);
[[nodiscard]] std::string PlanText(const watchlist::v1::Plan& plan);

}  // namespace chowki::app::cli
