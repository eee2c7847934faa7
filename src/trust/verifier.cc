#include "trust/verifier.h"

#include <algorithm>

#include "trust/refusal.h"
#include "trust/signers.h"

namespace chowki::trust {
namespace {

Result<Envelope> ParseAs(std::string_view bytes, size_t limit, std::string_view payload_type) {
  CHOWKI_ASSIGN_OR_RETURN(Envelope envelope, ParseEnvelope(bytes, limit));
  if (envelope.payload_type != payload_type) {
    return Refuse(Refusal::kPayloadTypeWrong, {{"wanted", payload_type}});
  }
  return envelope;
}

Status CheckDeployment(std::string_view theirs, std::string_view ours) {
  if (theirs == ours) return Ok();
  return Refuse(Refusal::kDeploymentWrong, {{"ours", ours}, {"theirs", theirs}});
}

Status CheckEpoch(std::int64_t theirs, const TrustRoot& root) {
  if (theirs == root.epoch) return Ok();
  return Refuse(Refusal::kEpochVoid, {{"epoch", theirs}, {"in_force", root.epoch}});
}

// One root after another.
Status CheckSuccessor(const TrustRoot& before, const TrustRoot& after, const Envelope& envelope) {
  CHOWKI_RETURN_IF_ERROR(CheckDeployment(after.deployment, before.deployment));
  if (after.version != before.version + 1) {
    return Refuse(Refusal::kRootVersionGap, {{"have", before.version}, {"offered", after.version}});
  }
  CHOWKI_RETURN_IF_ERROR(CheckThreshold(envelope, before, Role::kRoot));
  CHOWKI_RETURN_IF_ERROR(CheckThreshold(envelope, after, Role::kRoot));
  if (after.epoch < before.epoch) {
    return Refuse(Refusal::kRootEpochLowered, {{"have", before.epoch}, {"offered", after.epoch}});
  }
  return Ok();
}

// A heartbeat against the one before in the same epoch.
Status CheckNewer(const Heartbeat& offered, const Digest& digest, const HeldHeartbeat& held) {
  const Heartbeat& before = held.heartbeat;
  if (offered.sequence < before.sequence) {
    return Refuse(Refusal::kHeartbeatReplayed,
                  {{"have", before.sequence}, {"offered", offered.sequence}});
  }
  if (offered.sequence == before.sequence && digest != held.digest) {
    return Refuse(Refusal::kHeartbeatFork, {{"sequence", offered.sequence}});
  }
  for (const auto& [list, head] : before.heads) {
    const auto found = offered.heads.find(list);
    if (found == offered.heads.end() || found->second.version >= head.version) continue;
    return Refuse(Refusal::kHeartbeatRollback,
                  {{"list", list}, {"have", head.version}, {"offered", found->second.version}});
  }
  return Ok();
}

// What the heartbeat says of a list against what is held of it.
Status CheckHead(const std::string& list, const Head& head, const HeldList& held) {
  if (head.version < held.version) {
    return Refuse(Refusal::kManifestRollback,
                  {{"list", list}, {"have", held.version}, {"offered", head.version}});
  }
  if (head.version == held.version && head.manifest != held.manifest) {
    return Refuse(Refusal::kManifestFork, {{"list", list}, {"version", held.version}});
  }
  return Ok();
}

Status CheckChangeSets(const Manifest& manifest, const TrustRoot& root) {
  for (const ChangeSet& set : manifest.change_sets) {
    const Submission& submission = set.submission;
    if (submission.deployment != manifest.deployment || submission.list != manifest.list) {
      return Refuse(Refusal::kApprovalForAnother, {{"list", submission.list}});
    }
    CHOWKI_RETURN_IF_ERROR(CheckApprovals(set.signatures, submission, root));
  }
  return Ok();
}

// What holds for a manifest by itself.
Status CheckManifest(const Manifest& manifest, const std::string& list, const TrustRoot& root,
                     const Policy& policy) {
  CHOWKI_RETURN_IF_ERROR(CheckDeployment(manifest.deployment, root.deployment));
  if (manifest.list != list) {
    return Refuse(Refusal::kManifestWrongList, {{"wanted", list}, {"offered", manifest.list}});
  }
  if (manifest.root_version_needed > root.version) {
    return Refuse(Refusal::kRootTooOld,
                  {{"have", root.version}, {"need", manifest.root_version_needed}});
  }
  CHOWKI_RETURN_IF_ERROR(CheckEpoch(manifest.epoch, root));
  if (manifest.schema != policy.schema) {
    return Refuse(Refusal::kSchemaUnknown, {{"schema", manifest.schema}});
  }
  return policy.check_approvals ? CheckChangeSets(manifest, root) : Ok();
}

// The version that a manifest is to follow.
struct Predecessor {
  std::int64_t version = 0;
  std::optional<Digest> manifest;
};

Status CheckFollows(const Manifest& manifest, const Predecessor& before) {
  const bool adjacent = manifest.version == before.version + 1;
  if (manifest.version > before.version && (!adjacent || manifest.previous == before.manifest)) {
    return Ok();
  }
  return Refuse(Refusal::kManifestChainBroken,
                {{"after", before.version}, {"version", manifest.version}});
}

}  // namespace

Result<Verified<TrustRoot>> Verifier::Pin(std::string_view bytes) {
  CHOWKI_ASSIGN_OR_RETURN(Envelope envelope,
                          ParseAs(bytes, kMaxRootBytes, TrustRoot::kPayloadType));
  CHOWKI_ASSIGN_OR_RETURN(TrustRoot root, ParseTrustRoot(envelope.payload));
  CHOWKI_RETURN_IF_ERROR(CheckThreshold(envelope, root, Role::kRoot));
  return Verified<TrustRoot>(std::move(root), std::move(envelope));
}

Result<Verified<TrustRoot>> Verifier::FollowRoots(const TrustState& held,
                                                  std::span<const std::string> offered,
                                                  Time clock) {
  if (offered.size() > kMaxRootSteps) {
    return Refuse(Refusal::kRootChainTooLong,
                  {{"offered", offered.size()}, {"limit", kMaxRootSteps}});
  }
  Verified<TrustRoot> newest = held.root;
  for (const std::string& bytes : offered) {
    CHOWKI_ASSIGN_OR_RETURN(Envelope envelope,
                            ParseAs(bytes, kMaxRootBytes, TrustRoot::kPayloadType));
    CHOWKI_ASSIGN_OR_RETURN(TrustRoot root, ParseTrustRoot(envelope.payload));
    if (root.version <= newest->version) continue;
    CHOWKI_RETURN_IF_ERROR(CheckSuccessor(*newest, root, envelope));
    newest = Verified<TrustRoot>(std::move(root), std::move(envelope));
  }
  const Time now = TrustedTime({newest, held.heartbeat, {}}, clock);
  if (now > newest->expires) return Refuse(Refusal::kRootExpired, {{"version", newest->version}});
  return newest;
}

Result<Verified<Heartbeat>> Verifier::CheckHeartbeat(const TrustState& held,
                                                     std::string_view bytes) {
  const TrustRoot& root = *held.root;
  CHOWKI_ASSIGN_OR_RETURN(Envelope envelope,
                          ParseAs(bytes, kMaxHeartbeatBytes, Heartbeat::kPayloadType));
  CHOWKI_RETURN_IF_ERROR(CheckThreshold(envelope, root, Role::kHeartbeat));
  CHOWKI_ASSIGN_OR_RETURN(Heartbeat heartbeat, ParseHeartbeat(envelope.payload));
  CHOWKI_RETURN_IF_ERROR(CheckDeployment(heartbeat.deployment, root.deployment));
  CHOWKI_RETURN_IF_ERROR(CheckEpoch(heartbeat.epoch, root));
  // It moves our idea of the time: no further than the root reaches.
  if (heartbeat.issued < root.issued || heartbeat.issued > root.expires) {
    return Refuse(Refusal::kHeartbeatTimeWrong, {{"sequence", heartbeat.sequence}});
  }
  const Verified<Heartbeat> verified(std::move(heartbeat), std::move(envelope));
  if (held.heartbeat && held.heartbeat->heartbeat.epoch == root.epoch) {
    CHOWKI_RETURN_IF_ERROR(CheckNewer(*verified, verified.digest(), *held.heartbeat));
  }
  for (const auto& [list, head] : verified->heads) {
    const HeldList* ours = held.Find(list);
    if (ours != nullptr) CHOWKI_RETURN_IF_ERROR(CheckHead(list, head, *ours));
  }
  return verified;
}

Result<std::vector<Verified<Manifest>>> Verifier::CheckManifests(
    const TrustState& held, const Verified<Heartbeat>& heartbeat, const std::string& list,
    std::span<const std::string> offered, const Policy& policy) {
  const auto named = heartbeat->heads.find(list);
  if (named == heartbeat->heads.end()) {
    return Refuse(Refusal::kHeartbeatLacksList, {{"list", list}});
  }
  const Head& head = named->second;
  std::vector<Verified<Manifest>> chain;
  Predecessor before;
  if (const HeldList* ours = held.Find(list)) {
    CHOWKI_RETURN_IF_ERROR(CheckHead(list, head, *ours));
    before = {ours->version, ours->manifest};
    if (head.version == ours->version) return chain;
  }

  for (const std::string& bytes : offered) {
    CHOWKI_ASSIGN_OR_RETURN(Envelope envelope,
                            ParseAs(bytes, kMaxManifestBytes, Manifest::kPayloadType));
    CHOWKI_RETURN_IF_ERROR(CheckThreshold(envelope, *held.root, Role::kPublisher));
    CHOWKI_ASSIGN_OR_RETURN(Manifest manifest, ParseManifest(envelope.payload));
    CHOWKI_RETURN_IF_ERROR(CheckManifest(manifest, list, *held.root, policy));
    if (chain.empty() && manifest.version <= before.version) continue;
    CHOWKI_RETURN_IF_ERROR(CheckFollows(manifest, before));
    const Verified<Manifest>& verified =
        chain.emplace_back(Verified<Manifest>(std::move(manifest), std::move(envelope)));
    before = {verified->version, verified.digest()};
  }
  if (offered.empty()) return Refuse(Refusal::kManifestMissing, {{"list", list}});
  if (chain.empty()) {
    return Refuse(Refusal::kManifestRollback,
                  {{"list", list}, {"have", before.version}, {"named", head.version}});
  }
  if (chain.back()->version != head.version || chain.back().digest() != head.manifest) {
    return Refuse(Refusal::kManifestNotCurrent,
                  {{"list", list}, {"offered", chain.back()->version}, {"named", head.version}});
  }
  return chain;
}

Result<Verified<EventBatch>> Verifier::CheckEventBatch(
    std::string_view deployment, std::string_view bytes,
    const std::function<std::optional<VerifyKey>(const std::string& device)>& key_of) {
  CHOWKI_ASSIGN_OR_RETURN(Envelope envelope,
                          ParseAs(bytes, kMaxStatementBytes, EventBatch::kPayloadType));
  CHOWKI_ASSIGN_OR_RETURN(EventBatch batch, ParseEventBatch(envelope.payload));
  CHOWKI_RETURN_IF_ERROR(CheckDeployment(batch.deployment, deployment));
  const auto key = key_of(batch.device);
  if (!key) return Refuse(Refusal::kReceiptWrongDevice, {{"device", batch.device}});
  const std::string signed_bytes = PreAuthEncoding(envelope.payload_type, envelope.payload);
  const bool accepted = std::any_of(
      envelope.signatures.begin(), envelope.signatures.end(),
      [&](const Signature& signature) { return key->Accepts(signed_bytes, signature.bytes); });
  if (!accepted) {
    return Refuse(Refusal::kSignatureThreshold, {{"role", "device"}, {"have", 0}, {"need", 1}});
  }
  return Verified<EventBatch>(std::move(batch), std::move(envelope));
}

Result<Verified<Receipt>> Verifier::CheckReceipt(const TrustRoot& root, std::string_view bytes,
                                                 const SentEvents& sent) {
  CHOWKI_ASSIGN_OR_RETURN(Envelope envelope,
                          ParseAs(bytes, kMaxStatementBytes, Receipt::kPayloadType));
  CHOWKI_RETURN_IF_ERROR(CheckThreshold(envelope, root, Role::kReceiver));
  CHOWKI_ASSIGN_OR_RETURN(Receipt receipt, ParseReceipt(envelope.payload));
  CHOWKI_RETURN_IF_ERROR(CheckDeployment(receipt.deployment, root.deployment));
  if (receipt.device != sent.device || receipt.stream_epoch != sent.stream_epoch) {
    return Refuse(Refusal::kReceiptWrongDevice,
                  {{"device", receipt.device}, {"stream_epoch", receipt.stream_epoch}});
  }
  if (receipt.through_sequence > sent.last_sequence) {
    return Refuse(Refusal::kReceiptBeyondSent,
                  {{"sent", sent.last_sequence}, {"through", receipt.through_sequence}});
  }
  const auto chain = sent.chain_at(receipt.through_sequence);
  if (chain && *chain != receipt.chain) {
    return Refuse(Refusal::kEventSequenceFork, {{"sequence", receipt.through_sequence}});
  }
  return Verified<Receipt>(std::move(receipt), std::move(envelope));
}

}  // namespace chowki::trust
