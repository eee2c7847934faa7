#pragma once

#include <functional>
#include <optional>
#include <ostream>
#include <string>

#include "base/clock.h"
#include "central/intake.h"
#include "sql/pool.h"
#include "trust/byte_source.h"
#include "trust/sealing_key.h"
#include "trust/signing_key.h"

namespace chowki::central_service {

// Who opens and acknowledges the bundles that posts without a line send up.
struct EventReceiver {
  std::string deployment;
  const trust::OpeningKey* opening_key = nullptr;
  const trust::SigningKey* receipt_key = nullptr;  // of an owner with the role receiver
  // The key that a device was enrolled with.
  std::function<std::optional<trust::VerifyKey>(const std::string& device)> key_of;
  std::string provisional_list = {};  // as Centre's
};

// Takes the events of an upward bundle in, as if they had come over the line: any number of times,
// all or nothing; then writes the receipt, a bundle that goes back to the post.
//
// returns  up to where the device's events are stored now.
// errors   those of trust::BundleReader, Verifier::CheckEventBatch and central::TakeEvents;
//          BUNDLE_DIRECTION_WRONG; FILE_DIGEST_MISMATCH: other events than were signed;
//          EVENT_SEQUENCE_FORK: their chain is not the one that was signed.
[[nodiscard]] Result<central::Cursor> TakeEventBundle(sql::Pool& store, trust::ByteSource& bundle,
                                                      const EventReceiver& receiver, Time now,
                                                      std::ostream& receipt);

}  // namespace chowki::central_service
