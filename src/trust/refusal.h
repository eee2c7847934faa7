#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "base/status.h"

namespace chowki::trust {

// Why something that came from elsewhere was not taken. Each has one row in refusal.cc (name,
// status code, sentence) and one in proto/chowki/error/v1/error_reason.proto. A refusal leaves what
// is held as it was.
enum class Refusal {
  // keys in files
  kKeyFileUnsafe,
  kKeyFileMalformed,
  // what is signed
  kEnvelopeMalformed,
  kPayloadTypeWrong,
  kSignatureThreshold,
  kMetadataMalformed,
  kDeploymentWrong,
  // trust roots
  kRootVersionGap,
  kRootChainTooLong,
  kRootExpired,
  kRootEpochLowered,
  kRootTooOld,
  // heartbeats
  kEpochVoid,
  kHeartbeatMissing,
  kHeartbeatReplayed,
  kHeartbeatFork,
  kHeartbeatRollback,
  kHeartbeatTimeWrong,
  kHeartbeatLacksList,
  // manifests
  kManifestMissing,
  kManifestNotCurrent,
  kManifestWrongList,
  kManifestRollback,
  kManifestFork,
  kManifestChainBroken,
  kSchemaUnknown,
  // approvals
  kAuthorUnproven,
  kApprovalMissing,
  kSelfApproval,
  kApprovalForAnother,
  kChangeSetMismatch,
  kStepNotApproved,
  // files
  kFileMissing,
  kFileLengthWrong,
  kFileDigestMismatch,
  kChunkDigestMismatch,
  kFileCorrupt,
  kDecompressionLimit,
  // records and the state they lead to
  kRecordMalformed,
  kRecordOrder,
  kDeltaBaseWrong,
  kRevisionConflict,
  kEntryCountMismatch,
  kStateRootMismatch,
  // bundles
  kBundleMalformed,
  kBundleDirectionWrong,
  kBundleNotSealed,
  kBundleNotForUs,
  kBundleDamaged,
  // receipts
  kReceiptWrongDevice,
  kReceiptBeyondSent,
  kEventSequenceFork,
};
inline constexpr int kRefusalCount = static_cast<int>(Refusal::kEventSequenceFork) + 1;

[[nodiscard]] std::string_view Name(Refusal refusal);  // "SIGNATURE_THRESHOLD"

// One dynamic part of a refusal: stands in the message and in the error's metadata.
struct Fact {
  template <typename T>
  Fact(const char* name, const T& content) : key(name), value(fmt::format("{}", content)) {}
  std::string key;
  std::string value;
};

// The status of a refusal: its sentence, then the facts. Text of unverified bytes is no fact.
[[nodiscard]] Status Refuse(Refusal refusal, std::initializer_list<Fact> facts = {});

// Which refusal a status tells; nothing for OK and for errors of other kinds.
[[nodiscard]] std::optional<Refusal> RefusalOf(const Status& status);

}  // namespace chowki::trust
