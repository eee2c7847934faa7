#pragma once

#include "base/status.h"
#include "chowki/screening/v1/match.pb.h"
#include "identify/match.h"
#include "watchlist/list_state.h"

namespace chowki::wire {

// Matches and the lists they rest on <-> chowki/screening/v1/match.proto.

[[nodiscard]] Result<identify::Band> FromProto(screening::v1::Band band);

[[nodiscard]] screening::v1::Match ToProto(const identify::Match& match);
[[nodiscard]] Result<identify::Match> FromProto(const screening::v1::Match& message);

[[nodiscard]] screening::v1::Suppression ToProto(const identify::Suppression& suppression);
[[nodiscard]] Result<identify::Suppression> FromProto(const screening::v1::Suppression& message);

[[nodiscard]] screening::v1::ListState ToProto(const watchlist::ListState& state);
[[nodiscard]] Result<watchlist::ListState> FromProto(const screening::v1::ListState& message);

}  // namespace chowki::wire
