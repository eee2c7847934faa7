#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/digest.h"
#include "base/status.h"

namespace chowki::trust {

// The centre's word that it stored a device's events up to a number.
struct Receipt {
  static constexpr std::string_view kPayloadType = "application/vnd.chowki.receipt.v1+protobuf";

  std::string deployment;
  std::string device;
  std::int64_t stream_epoch = 1;
  std::int64_t through_sequence = 1;
  Digest chain{};  // of the device's event chain at through_sequence
  Time issued{};
  bool operator==(const Receipt&) const = default;
};

[[nodiscard]] std::string ToPayload(const Receipt& receipt);

// errors  METADATA_MALFORMED.
[[nodiscard]] Result<Receipt> ParseReceipt(std::string_view payload);

}  // namespace chowki::trust
