#pragma once

#include <optional>
#include <span>
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

[[nodiscard]] std::span<const Attack> Attacks();

}  // namespace chowki::trust::test
