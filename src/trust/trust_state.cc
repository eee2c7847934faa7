#include "trust/trust_state.h"

#include <algorithm>

namespace chowki::trust {

const HeldList* TrustState::Find(const std::string& list) const {
  const auto held = lists.find(list);
  if (held == lists.end() || held->second.epoch != root->epoch) return nullptr;
  return &held->second;
}

bool TrustState::operator==(const TrustState& other) const {
  return root.digest() == other.root.digest() && heartbeat == other.heartbeat &&
         lists == other.lists;
}

Time ConfirmedAt(const TrustState& state, const std::string& list) {
  const HeldList* held = state.Find(list);
  if (held == nullptr) return Time{};
  if (!state.heartbeat || state.heartbeat->heartbeat.epoch != held->epoch) return held->issued;
  const auto& heads = state.heartbeat->heartbeat.heads;
  const auto head = heads.find(list);
  const bool newest = head != heads.end() && head->second.manifest == held->manifest;
  return newest ? std::max(held->issued, state.heartbeat->heartbeat.issued) : held->issued;
}

Time TrustedTime(const TrustState& state, Time clock) {
  Time time = std::max(clock, state.root->issued);
  if (state.heartbeat && state.heartbeat->heartbeat.epoch == state.root->epoch) {
    time = std::max(time, state.heartbeat->heartbeat.issued);
  }
  return time;
}

}  // namespace chowki::trust
