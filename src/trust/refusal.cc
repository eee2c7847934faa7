#include "trust/refusal.h"

#include <array>

namespace chowki::trust {
namespace {

struct Row {
  const char* name;
  StatusCode code;
  const char* sentence;
};

// In the order of the enum.
constexpr std::array kRows = {
    Row{"KEY_FILE_UNSAFE", StatusCode::kFailedPrecondition,
        "a file with a secret key must be a regular file that only its owner may read (chmod 600)"},
    Row{"KEY_FILE_MALFORMED", StatusCode::kInvalidArgument, "not a key file of the wanted kind"},
    Row{"ENVELOPE_MALFORMED", StatusCode::kDataLoss, "not a signed envelope, or over its limits"},
    Row{"PAYLOAD_TYPE_WRONG", StatusCode::kDataLoss, "the envelope holds something else"},
    Row{"SIGNATURE_THRESHOLD", StatusCode::kPermissionDenied,
        "fewer owners of the role's keys signed than the trust root asks for"},
    Row{"METADATA_MALFORMED", StatusCode::kDataLoss, "a signed message breaks the rules"},
    Row{"DEPLOYMENT_WRONG", StatusCode::kPermissionDenied, "signed for another deployment"},
    Row{"ROOT_VERSION_GAP", StatusCode::kFailedPrecondition,
        "the offered trust root does not follow the one before"},
    Row{"ROOT_CHAIN_TOO_LONG", StatusCode::kInvalidArgument, "too many trust roots at once"},
    Row{"ROOT_EXPIRED", StatusCode::kFailedPrecondition,
        "the newest trust root has expired, and its keys with it"},
    Row{"ROOT_EPOCH_LOWERED", StatusCode::kPermissionDenied,
        "a trust root must not lower the epoch"},
    Row{"ROOT_TOO_OLD", StatusCode::kFailedPrecondition,
        "the manifest needs a newer trust root than the one held"},
    Row{"EPOCH_VOID", StatusCode::kFailedPrecondition, "not of the epoch of the trust root"},
    Row{"HEARTBEAT_MISSING", StatusCode::kFailedPrecondition, "there is no heartbeat"},
    Row{"HEARTBEAT_REPLAYED", StatusCode::kFailedPrecondition,
        "the heartbeat is older than the one held"},
    Row{"HEARTBEAT_FORK", StatusCode::kDataLoss,
        "two different heartbeats have the same number: raise an alarm"},
    Row{"HEARTBEAT_ROLLBACK", StatusCode::kDataLoss,
        "a newer heartbeat names an older version of a list"},
    Row{"HEARTBEAT_TIME_WRONG", StatusCode::kDataLoss,
        "the heartbeat's time is not within that of the trust root"},
    Row{"HEARTBEAT_LACKS_LIST", StatusCode::kFailedPrecondition,
        "the heartbeat does not name the list"},
    Row{"MANIFEST_MISSING", StatusCode::kFailedPrecondition,
        "the heartbeat names a newer version, whose manifest is not there"},
    Row{"MANIFEST_NOT_CURRENT", StatusCode::kFailedPrecondition,
        "not the manifest that the heartbeat names"},
    Row{"MANIFEST_WRONG_LIST", StatusCode::kDataLoss, "a manifest of another list"},
    Row{"MANIFEST_ROLLBACK", StatusCode::kFailedPrecondition,
        "an older version of the list than the one held"},
    Row{"MANIFEST_FORK", StatusCode::kDataLoss,
        "two different manifests have the same version: raise an alarm"},
    Row{"MANIFEST_CHAIN_BROKEN", StatusCode::kDataLoss,
        "the manifest does not follow the one before"},
    Row{"SCHEMA_UNKNOWN", StatusCode::kFailedPrecondition,
        "the entries are of a form that this program cannot read: update it"},
    Row{"AUTHOR_UNPROVEN", StatusCode::kPermissionDenied,
        "a change set that its author did not sign, or may not submit"},
    Row{"APPROVAL_MISSING", StatusCode::kPermissionDenied,
        "a change set without the approvals that the trust root asks for"},
    Row{"SELF_APPROVAL", StatusCode::kPermissionDenied, "the author approved a change set himself"},
    Row{"APPROVAL_FOR_ANOTHER", StatusCode::kPermissionDenied,
        "the approval is for another list or change set"},
    Row{"CHANGE_SET_MISMATCH", StatusCode::kPermissionDenied,
        "the records are not those of the approved change sets"},
    Row{"STEP_NOT_APPROVED", StatusCode::kPermissionDenied,
        "nobody's approval can be checked on this way to the new version: bring a bundle with "
        "every "
        "step (chowki bundle export --steps-from), or accept this version by its manifest's digest "
        "(chowki "
        "sync pull --accept-manifest)"},
    Row{"FILE_MISSING", StatusCode::kFailedPrecondition, "a file that is needed is not there"},
    Row{"FILE_LENGTH_WRONG", StatusCode::kDataLoss, "the file is not as long as the manifest says"},
    Row{"FILE_DIGEST_MISMATCH", StatusCode::kDataLoss, "the file is not the one its name says"},
    Row{"CHUNK_DIGEST_MISMATCH", StatusCode::kDataLoss,
        "a part of the file is not what the manifest says"},
    Row{"FILE_CORRUPT", StatusCode::kDataLoss, "the file is not one zstd frame"},
    Row{"DECOMPRESSION_LIMIT", StatusCode::kResourceExhausted,
        "the file unpacks to more than the manifest says, or needs more memory than we give"},
    Row{"RECORD_MALFORMED", StatusCode::kDataLoss, "a record that breaks the format"},
    Row{"RECORD_ORDER", StatusCode::kDataLoss, "records out of order, doubled, or of a wrong kind"},
    Row{"DELTA_BASE_WRONG", StatusCode::kFailedPrecondition,
        "the delta starts from another state than the one held"},
    Row{"REVISION_CONFLICT", StatusCode::kDataLoss,
        "a record does not follow the revision that is held"},
    Row{"ENTRY_COUNT_MISMATCH", StatusCode::kDataLoss,
        "the number of entries or records is not the one that is signed"},
    Row{"STATE_ROOT_MISMATCH", StatusCode::kDataLoss, "the entries are not those that are signed"},
    Row{"BUNDLE_MALFORMED", StatusCode::kDataLoss, "not a bundle, cut off, or over its limits"},
    Row{"BUNDLE_DIRECTION_WRONG", StatusCode::kInvalidArgument,
        "the bundle is on its way somewhere else"},
    Row{"BUNDLE_NOT_SEALED", StatusCode::kPermissionDenied, "events travel only in sealed bundles"},
    Row{"BUNDLE_NOT_FOR_US", StatusCode::kPermissionDenied,
        "the bundle is sealed to other keys than ours"},
    Row{"BUNDLE_DAMAGED", StatusCode::kDataLoss, "the sealed part was altered or cut off"},
    Row{"RECEIPT_WRONG_DEVICE", StatusCode::kPermissionDenied,
        "a receipt for another device or stream"},
    Row{"RECEIPT_BEYOND_SENT", StatusCode::kDataLoss, "a receipt for events that were never sent"},
    Row{"EVENT_SEQUENCE_FORK", StatusCode::kDataLoss,
        "the same event number stands for other events there: raise an alarm"},
};
static_assert(kRows.size() == kRefusalCount);

const Row& RowOf(Refusal refusal) { return kRows.at(static_cast<size_t>(refusal)); }

}  // namespace

std::string_view Name(Refusal refusal) { return RowOf(refusal).name; }

Status Refuse(Refusal refusal, std::initializer_list<Fact> facts) {
  const Row& row = RowOf(refusal);
  ErrorDetail detail;
  detail.reason = row.name;
  std::string listed;
  for (const Fact& fact : facts) {
    listed += fmt::format("{}{} {}", listed.empty() ? "" : ", ", fact.key, fact.value);
    detail.metadata[fact.key] = fact.value;
  }
  std::string message = row.sentence;
  if (!listed.empty()) message += fmt::format(" ({})", listed);
  return WithDetail(MakeStatus(row.code, message), detail);
}

std::optional<Refusal> RefusalOf(const Status& status) {
  const auto detail = Detail(status);
  if (!detail) return std::nullopt;
  for (int i = 0; i < kRefusalCount; ++i) {
    const auto refusal = static_cast<Refusal>(i);
    if (Name(refusal) == detail->reason) return refusal;
  }
  return std::nullopt;
}

}  // namespace chowki::trust
