#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/digest.h"
#include "base/status.h"

namespace chowki::trust {

// The newest version of one list.
struct Head {
  std::int64_t version = 0;
  Digest manifest{};  // SHA-256 over its payload
  bool operator==(const Head&) const = default;
};

// What is newest at a moment, for all lists of a deployment.
struct Heartbeat {
  static constexpr std::string_view kPayloadType = "application/vnd.chowki.heartbeat.v1+protobuf";

  std::string deployment;
  std::int64_t epoch = 1;
  std::int64_t sequence = 1;
  Time issued{};
  Time expires{};
  std::map<std::string, Head> heads;  // by list
  bool operator==(const Heartbeat&) const = default;
};

[[nodiscard]] std::string ToPayload(const Heartbeat& heartbeat);

// errors  METADATA_MALFORMED.
[[nodiscard]] Result<Heartbeat> ParseHeartbeat(std::string_view payload);

}  // namespace chowki::trust
