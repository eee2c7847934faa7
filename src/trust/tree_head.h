#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/digest.h"
#include "base/status.h"

namespace chowki::trust {

// The centre's word how far its audit log went at a time, signed by the role heartbeat: a log that
// does not continue it (merkle.h) was changed.
struct TreeHead {
  static constexpr std::string_view kPayloadType = "application/vnd.chowki.tree-head.v1+protobuf";

  std::string deployment;
  std::int64_t size = 0;  // records
  Digest root{};
  Time issued{};
  bool operator==(const TreeHead&) const = default;
};

[[nodiscard]] std::string ToPayload(const TreeHead& head);

// errors  METADATA_MALFORMED.
[[nodiscard]] Result<TreeHead> ParseTreeHead(std::string_view payload);

}  // namespace chowki::trust
