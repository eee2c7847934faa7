#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/digest.h"
#include "trust/heartbeat.h"
#include "trust/trust_root.h"
#include "trust/verified.h"

namespace chowki::trust {

// What a post holds of one list, beside the entries.
struct HeldList {
  std::int64_t epoch = 0;
  std::int64_t version = 0;
  Digest manifest{};
  Digest state_root{};
  std::int64_t entry_count = 0;
  Time issued{};
  Time expires{};
  bool operator==(const HeldList&) const = default;
};

struct HeldHeartbeat {
  Heartbeat heartbeat;
  Digest digest{};
  std::string envelope;  // as it came, to keep and to hand on
  bool operator==(const HeldHeartbeat&) const = default;
};

// All that decides what a post accepts next. It is kept in one transaction with the entries, or an
// old one could be put beside new ones.
struct TrustState {
  Verified<TrustRoot> root;
  std::optional<HeldHeartbeat> heartbeat;
  std::map<std::string, HeldList> lists;

  // nullptr: nothing of this list in the root's epoch.
  [[nodiscard]] const HeldList* Find(const std::string& list) const;
  bool operator==(const TrustState& other) const;
};

// When a list was last known to be the newest: as it was issued, or by a heartbeat that names it.
[[nodiscard]] Time ConfirmedAt(const TrustState& state, const std::string& list);

// The clock, but never before what signed messages have told: a clock that was set back does not
// make an expired root good again.
[[nodiscard]] Time TrustedTime(const TrustState& state, Time clock);

}  // namespace chowki::trust
