#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/digest.h"
#include "base/status.h"
#include "trust/key_id.h"
#include "trust/sealed_stream.h"

namespace chowki::trust {

// Numbers as in bundle.proto.
enum class Direction { kDown = 1, kUp, kAcknowledge };

[[nodiscard]] std::string_view Name(Direction direction);  // "down", "up", "acknowledge"

struct BundleList {
  std::string name;
  std::vector<std::string> manifests;  // ascending by version
  bool operator==(const BundleList&) const = default;
};

struct BundleSection {
  Digest sha256{};
  std::int64_t bytes = 0;
  bool operator==(const BundleSection&) const = default;
};

struct SealedKey {
  KeyId recipient{};
  std::string bytes;
  bool operator==(const SealedKey&) const = default;
};

struct Sealing {
  StreamHeader stream_header{};
  std::vector<SealedKey> keys;
  bool operator==(const Sealing&) const = default;
};

// What an offline bundle (*.chb) begins with. Envelopes are serialised SignedEnvelopes; nothing is
// verified, the header itself is not even signed.
struct BundleHeader {
  Direction direction = Direction::kDown;
  std::string deployment;
  Time created{};
  std::vector<std::string> roots;  // ascending by version
  std::string heartbeat;           // empty: none
  std::vector<BundleList> lists;
  std::vector<std::string> statements;  // up: an EventBatch; acknowledge: a Receipt
  std::vector<BundleSection> sections;
  std::optional<Sealing> sealing;
  bool operator==(const BundleHeader&) const = default;
};

inline constexpr std::string_view kBundleMagic = "CHBNDL01";
inline constexpr size_t kMaxBundleHeaderBytes = 16 << 20;

[[nodiscard]] std::string ToBytes(const BundleHeader& header);

// errors  BUNDLE_MALFORMED; BUNDLE_NOT_SEALED: events that are not sealed.
[[nodiscard]] Result<BundleHeader> ParseBundleHeader(std::string_view bytes);

}  // namespace chowki::trust
