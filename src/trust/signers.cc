#include "trust/signers.h"

#include <algorithm>

#include "trust/refusal.h"

namespace chowki::trust {
namespace {

int ThresholdOf(const TrustRoot& root, Role role) {
  const auto threshold = root.thresholds.find(role);
  return threshold == root.thresholds.end() ? 0 : threshold->second;
}

}  // namespace

std::set<std::string> OwnersWhoSigned(const Envelope& envelope, const TrustRoot& root, Role role) {
  std::set<std::string> owners;
  const std::string signed_bytes = PreAuthEncoding(envelope.payload_type, envelope.payload);
  for (const TrustedKey& key : root.keys) {
    if (!key.roles.contains(role)) continue;
    const KeyId id = key.key.id();
    const bool accepted = std::any_of(
        envelope.signatures.begin(), envelope.signatures.end(), [&](const Signature& signature) {
          return signature.key == id && key.key.Accepts(signed_bytes, signature.bytes);
        });
    if (accepted) owners.insert(key.owner);
  }
  return owners;
}

Status CheckThreshold(const Envelope& envelope, const TrustRoot& root, Role role) {
  const auto have = static_cast<int>(OwnersWhoSigned(envelope, root, role).size());
  const int need = ThresholdOf(root, role);
  if (need > 0 && have >= need) return Ok();
  return Refuse(Refusal::kSignatureThreshold,
                {{"role", Name(role)}, {"have", have}, {"need", need}});
}

Status CheckApprovals(const Envelope& envelope, const Submission& submission,
                      const TrustRoot& root) {
  const std::string& author = submission.author;
  if (!OwnersWhoSigned(envelope, root, Role::kAuthor).contains(author)) {
    return Refuse(Refusal::kAuthorUnproven, {{"author", author}});
  }
  if (submission.urgent && OwnersWhoSigned(envelope, root, Role::kUrgent).contains(author)) {
    return Ok();
  }
  auto approvers = OwnersWhoSigned(envelope, root, Role::kApprover);
  const bool by_author = approvers.erase(author) > 0;
  const auto have = static_cast<int>(approvers.size());
  const int need = std::max(1, ThresholdOf(root, Role::kApprover));
  if (have >= need) return Ok();
  return Refuse(by_author ? Refusal::kSelfApproval : Refusal::kApprovalMissing,
                {{"have", have}, {"need", need}});
}

}  // namespace chowki::trust
