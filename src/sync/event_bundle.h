#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "journal/journal.h"
#include "trust/byte_source.h"
#include "trust/receipt.h"
#include "trust/sealing_key.h"
#include "trust/signing_key.h"
#include "trust/trust_root.h"
#include "trust/verified.h"

namespace chowki::sync {

// Who sends a journal's rows up on a stick.
struct EventSender {
  std::string deployment;
  std::string device;
  std::int64_t stream_epoch = 1;  // higher when the device lost its journal and began a new one
};

// At most so much goes into one bundle; what is left goes into the next.
inline constexpr std::int64_t kMaxBundledEventBytes = 64 << 20;

// Writes the rows of a journal behind one that the centre has as an upward bundle (*.chb): signed
// by the device, sealed to those who may read it.
//
// after    0, or what the last receipt says.
// to       at least one; the centre's.
// returns  the last row in it.
// errors   kNotFound: there is nothing behind it; those of journal::Journal and trust::WriteBundle.
[[nodiscard]] Result<std::int64_t> ExportEvents(const journal::Journal& journal,
                                                const EventSender& sender, std::int64_t after,
                                                const trust::SigningKey& device_key,
                                                const std::vector<trust::SealingKey>& to, Time now,
                                                std::ostream& out);

// The centre's word, on the way back, that it has everything up to a row.
//
// errors  those of trust::BundleReader and Verifier::CheckReceipt; BUNDLE_DIRECTION_WRONG.
[[nodiscard]] Result<trust::Verified<trust::Receipt>> ReadReceipt(trust::ByteSource& bundle,
                                                                  const trust::TrustRoot& root,
                                                                  const EventSender& sender,
                                                                  const journal::Journal& journal);

}  // namespace chowki::sync
