#pragma once

#include <string>

#include "base/clock.h"
#include "base/digest.h"
#include "base/status.h"
#include "trust/signing_key.h"
#include "trust/trust_root.h"
#include "trust/verified.h"

namespace chowki::app::cli {

// What a person needs to sign: the deployment's trust root, and a key of his own that it names.
struct Signer {
  trust::Verified<trust::TrustRoot> root;
  trust::SigningKey key;
  std::string owner;  // as the root calls him
};

// errors  those of the files; kPermissionDenied: the root does not give the key this role.
[[nodiscard]] Result<Signer> ReadSigner(const std::string& root_file, const std::string& key_file,
                                        trust::Role role);

// The envelope with which an author submits records of this digest.
// urgent  nobody else shall be asked.
[[nodiscard]] std::string SignSubmission(const Signer& author, const std::string& list,
                                         const Digest& digest, Time now, bool urgent = false);

// The same submission signed by one more person.
//
// submission  envelope, as the centre has it.
// digest      of the records that this person was shown.
// errors      APPROVAL_FOR_ANOTHER; CHANGE_SET_MISMATCH: the author signed something else;
//             AUTHOR_UNPROVEN; SELF_APPROVAL.
[[nodiscard]] Result<std::string> SignApproval(const Signer& approver,
                                               const std::string& submission,
                                               const std::string& list, const Digest& digest);

}  // namespace chowki::app::cli
