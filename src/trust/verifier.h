#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "trust/event_batch.h"
#include "trust/manifest.h"
#include "trust/policy.h"
#include "trust/receipt.h"
#include "trust/trust_state.h"
#include "trust/verified.h"

namespace chowki::trust {

// How many trust roots one answer or bundle may hold.
inline constexpr size_t kMaxRootSteps = 32;

// What a device knows of its own events when a receipt comes back.
struct SentEvents {
  std::string device;
  std::int64_t stream_epoch = 1;
  std::int64_t last_sequence = 0;  // ever sent
  // Hash of the device's event chain at a number; nothing for events that are deleted already.
  std::function<std::optional<Digest>(std::int64_t sequence)> chain_at;
};

// Turns bytes that anybody may have carried into Verified values: the order of The Update Framework
// (theupdateframework.github.io/specification, section 5), each step resting on the one before.
//
// One deviation: a heartbeat or manifest that has expired but is newer than ours is taken, since a
// stick may travel for weeks and an older list is worse; whoever shows the list shows that it is
// stale. An expired trust root is refused.
//
// All functions are pure; every envelope is a serialised SignedEnvelope. Besides the errors they
// name they refuse with ENVELOPE_MALFORMED, PAYLOAD_TYPE_WRONG, SIGNATURE_THRESHOLD,
// METADATA_MALFORMED and DEPLOYMENT_WRONG.
class Verifier {
 public:
  // The first root, given by hand: whoever gives it compared its digest. It must be signed as it
  // asks itself.
  [[nodiscard]] static Result<Verified<TrustRoot>> Pin(std::string_view envelope);

  // The newest root that the offered ones lead to; held itself when none is newer.
  //
  // offered  ascending by version; those that are held already are passed over.
  // clock    now; see TrustedTime.
  // errors   ROOT_CHAIN_TOO_LONG, ROOT_VERSION_GAP, ROOT_EPOCH_LOWERED, ROOT_EXPIRED (the newest).
  [[nodiscard]] static Result<Verified<TrustRoot>> FollowRoots(const TrustState& held,
                                                               std::span<const std::string> offered,
                                                               Time clock);

  // held.root is the newest root already.
  // errors  EPOCH_VOID, HEARTBEAT_TIME_WRONG, HEARTBEAT_REPLAYED, HEARTBEAT_FORK,
  //         HEARTBEAT_ROLLBACK, MANIFEST_ROLLBACK, MANIFEST_FORK (it names another manifest of the
  //         version held).
  [[nodiscard]] static Result<Verified<Heartbeat>> CheckHeartbeat(const TrustState& held,
                                                                  std::string_view envelope);

  // The manifests from the version held, without it, to the one that the heartbeat names; none when
  // that is the one held.
  //
  // offered  ascending by version, the last one the newest; older ones are passed over.
  // errors   HEARTBEAT_LACKS_LIST, MANIFEST_MISSING, MANIFEST_WRONG_LIST, MANIFEST_ROLLBACK,
  //          MANIFEST_FORK, MANIFEST_NOT_CURRENT, MANIFEST_CHAIN_BROKEN, EPOCH_VOID, ROOT_TOO_OLD,
  //          SCHEMA_UNKNOWN, and with policy.check_approvals AUTHOR_UNPROVEN, APPROVAL_MISSING,
  //          SELF_APPROVAL, APPROVAL_FOR_ANOTHER.
  [[nodiscard]] static Result<std::vector<Verified<Manifest>>> CheckManifests(
      const TrustState& held, const Verified<Heartbeat>& heartbeat, const std::string& list,
      std::span<const std::string> offered, const Policy& policy);

  // At the centre. key_of: the key that a device was enrolled with.
  // errors  RECEIPT_WRONG_DEVICE: nobody enrolled the device.
  [[nodiscard]] static Result<Verified<EventBatch>> CheckEventBatch(
      std::string_view deployment, std::string_view envelope,
      const std::function<std::optional<VerifyKey>(const std::string& device)>& key_of);

  // At a post. errors  RECEIPT_WRONG_DEVICE, RECEIPT_BEYOND_SENT, EVENT_SEQUENCE_FORK.
  [[nodiscard]] static Result<Verified<Receipt>> CheckReceipt(const TrustRoot& root,
                                                              std::string_view envelope,
                                                              const SentEvents& sent);
};

}  // namespace chowki::trust
