#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "trust/signing_key.h"

namespace chowki::trust {

// What a key may sign; numbers as in trust_root.proto.
enum class Role { kRoot = 1, kPublisher, kHeartbeat, kAuthor, kApprover, kReceiver, kUrgent };

[[nodiscard]] std::string_view Name(Role role);  // "root", "publisher", ...

struct TrustedKey {
  VerifyKey key;
  std::string owner;
  std::set<Role> roles;
  bool operator==(const TrustedKey&) const = default;
};

// Which keys may sign what in one deployment: the one thing that a post is given by hand.
struct TrustRoot {
  static constexpr std::string_view kPayloadType = "application/vnd.chowki.trust-root.v1+protobuf";

  std::string deployment;
  std::int64_t version = 1;
  std::int64_t epoch = 1;
  Time issued{};
  Time expires{};
  std::vector<TrustedKey> keys;
  std::map<Role, int> thresholds;  // different owners; a role that is not here may sign nothing
  bool operator==(const TrustRoot&) const = default;
};

[[nodiscard]] std::string ToPayload(const TrustRoot& root);

// errors  METADATA_MALFORMED: a name, number or time out of range, a key twice, a threshold that
//         the owners of the role cannot reach, or none for root, publisher or heartbeat.
[[nodiscard]] Result<TrustRoot> ParseTrustRoot(std::string_view payload);

}  // namespace chowki::trust
