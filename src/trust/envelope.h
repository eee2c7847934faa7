#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "trust/signing_key.h"

namespace chowki::trust {

struct Signature {
  KeyId key{};
  SignatureBytes bytes{};
  bool operator==(const Signature&) const = default;
};

// A DSSE envelope (github.com/secure-systems-lab/dsse, protocol 1.0): the exact bytes that were
// signed, what they are, and by whom. Nothing in it is verified.
struct Envelope {
  std::string payload_type;
  std::string payload;
  std::vector<Signature> signatures;
  bool operator==(const Envelope&) const = default;
};

// Limits in bytes of whole envelopes.
inline constexpr size_t kMaxRootBytes = 64 << 10;
inline constexpr size_t kMaxHeartbeatBytes = 128 << 10;
inline constexpr size_t kMaxManifestBytes = 8 << 20;
inline constexpr size_t kMaxStatementBytes = 16 << 10;  // approvals, receipts, event batches
inline constexpr size_t kMaxSignatures = 64;

// The bytes that a signature covers: DSSE's pre-authentication encoding.
[[nodiscard]] std::string PreAuthEncoding(std::string_view payload_type, std::string_view payload);

[[nodiscard]] Envelope Sign(std::string_view payload_type, std::string_view payload,
                            std::span<const SigningKey* const> keys);

// bytes   a serialised SignedEnvelope from anywhere.
// errors  ENVELOPE_MALFORMED: longer than limit, not such a message, no payload type, a signature
//         or key id of a wrong length, more than kMaxSignatures.
[[nodiscard]] Result<Envelope> ParseEnvelope(std::string_view bytes, size_t limit);
[[nodiscard]] std::string ToBytes(const Envelope& envelope);

}  // namespace chowki::trust
