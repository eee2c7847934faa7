#include "trust/trust_state.h"

#include <algorithm>

namespace chowki::trust {

const HeldList* TrustState::Find(const std::string& list) const {
  const auto held = lists.find(list);
  if (held == lists.end() || held->second.epoch != root->epoch) return nullptr;
  return &held->second;
}

Time TrustedTime(const TrustState& state, Time clock) {
  Time time = std::max(clock, state.root->issued);
  if (state.heartbeat && state.heartbeat->heartbeat.epoch == state.root->epoch) {
    time = std::max(time, state.heartbeat->heartbeat.issued);
  }
  return time;
}

}  // namespace chowki::trust
