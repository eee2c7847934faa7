#include "app/cli/change_signing.h"

#include <array>

#include "app/file_text.h"
#include "trust/key_file.h"
#include "trust/refusal.h"
#include "trust/signers.h"
#include "trust/submission.h"
#include "trust/verifier.h"

namespace chowki::app::cli {
namespace {

using trust::Refusal;

std::string Signed(const Signer& signer, std::string_view payload) {
  const std::array<const trust::SigningKey*, 1> keys{&signer.key};
  return trust::ToBytes(trust::Sign(trust::Submission::kPayloadType, payload, keys));
}

}  // namespace

Result<Signer> ReadSigner(const std::string& root_file, const std::string& key_file,
                          trust::Role role) {
  CHOWKI_ASSIGN_OR_RETURN(const std::string envelope, ReadText(root_file));
  CHOWKI_ASSIGN_OR_RETURN(auto root, trust::Verifier::Pin(envelope));
  CHOWKI_ASSIGN_OR_RETURN(trust::SigningKey key, trust::ReadSigningKey(key_file));
  for (const trust::TrustedKey& known : root->keys) {
    if (known.key == key.verify_key() && known.roles.contains(role)) {
      std::string owner = known.owner;
      return Signer{std::move(root), std::move(key), std::move(owner)};
    }
  }
  return PermissionDenied("{}: the trust root does not know this key as {}", key_file,
                          trust::Name(role));
}

std::string SignSubmission(const Signer& author, const std::string& list, const Digest& digest,
                           Time now, bool urgent) {
  const trust::Submission submission{author.root->deployment,
                                     list,
                                     digest,
                                     author.owner,
                                     std::chrono::floor<std::chrono::seconds>(now),
                                     urgent};
  return Signed(author, ToPayload(submission));
}

Result<std::string> SignApproval(const Signer& approver, const std::string& submission,
                                 const std::string& list, const Digest& digest) {
  CHOWKI_ASSIGN_OR_RETURN(const trust::Envelope envelope,
                          trust::ParseEnvelope(submission, trust::kMaxStatementBytes));
  CHOWKI_ASSIGN_OR_RETURN(const trust::Submission submitted,
                          trust::ParseSubmission(envelope.payload));
  if (submitted.deployment != approver.root->deployment || submitted.list != list) {
    return trust::Refuse(Refusal::kApprovalForAnother, {{"list", list}});
  }
  if (submitted.change_set != digest) {
    return trust::Refuse(Refusal::kChangeSetMismatch, {{"change_set", ToHex(digest)}});
  }
  const auto authors = trust::OwnersWhoSigned(envelope, *approver.root, trust::Role::kAuthor);
  if (!authors.contains(submitted.author)) {
    return trust::Refuse(Refusal::kAuthorUnproven, {{"author", submitted.author}});
  }
  if (submitted.author == approver.owner) {
    return trust::Refuse(Refusal::kSelfApproval, {{"have", 0}, {"need", 1}});
  }
  return Signed(approver, envelope.payload);
}

}  // namespace chowki::app::cli
