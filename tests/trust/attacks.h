#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "trust/policy.h"
#include "trust/refusal.h"

namespace chowki::trust::test {

// A post with a history, and a bundle that somebody hands it.
struct Situation {
  std::string root;                 // given by hand
  std::vector<std::string> before;  // bundles that it took in
  std::string bundle;
  Policy policy;
  Time clock;
  std::string opening_key;  // name for OpeningKeyOf; empty: none
};

struct Attack {
  const char* name;
  std::optional<Refusal> refusal;  // nothing: no attack, it is taken
  Situation (*make)();
};

// By what they are on: one file of attacks/ each.
[[nodiscard]] std::vector<Attack> Taken();
[[nodiscard]] std::vector<Attack> RootAttacks();
[[nodiscard]] std::vector<Attack> EnvelopeAttacks();
[[nodiscard]] std::vector<Attack> HeartbeatAttacks();
[[nodiscard]] std::vector<Attack> ManifestAttacks();
[[nodiscard]] std::vector<Attack> ApprovalAttacks();
[[nodiscard]] std::vector<Attack> FileAttacks();
[[nodiscard]] std::vector<Attack> RecordAttacks();
[[nodiscard]] std::vector<Attack> BundleAttacks();

[[nodiscard]] std::vector<Attack> Attacks();  // all of them

}  // namespace chowki::trust::test
