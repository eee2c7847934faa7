#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/status.h"

namespace chowki::trust {

// A device's word on the events that travel with it in an upward bundle; signed with its key.
struct EventBatch {
  static constexpr std::string_view kPayloadType = "application/vnd.chowki.event-batch.v1+protobuf";

  std::string deployment;
  std::string device;
  std::int64_t stream_epoch = 1;
  std::int64_t first_sequence = 1;
  std::int64_t last_sequence = 1;
  Digest chain{};   // of the device's event chain at last_sequence
  Digest events{};  // SHA-256 of the section that holds the events
  bool operator==(const EventBatch&) const = default;
};

[[nodiscard]] std::string ToPayload(const EventBatch& batch);

// errors  METADATA_MALFORMED.
[[nodiscard]] Result<EventBatch> ParseEventBatch(std::string_view payload);

}  // namespace chowki::trust
