#pragma once

#include <functional>
#include <string>

#include "base/clock.h"
#include "base/digest.h"
#include "central/invitation.h"
#include "sql/connection.h"

namespace chowki::central {

// A certificate of a post, as the centre remembers it.
struct DeviceCertificate {
  std::string serial;  // lower-case hex
  Digest sha256{};
  Digest key_sha256{};  // of its public key
  Time expires{};
  std::string pem;  // "": issued by others
};
using IssueCertificate = std::function<Result<DeviceCertificate>()>;

// Everything here within a transaction of the caller, which locks the post's invitation or
// certificates until its end.

// The certificate of an invited post. One name is one post: what was issued to that name before,
// by whomever, is not accepted any more, and a revocation ends. Asked again with the same key,
// because the answer was lost on its way, it gives the same certificate.
//
// secret      what the post shows.
// key_sha256  of the public key that the certificate will be of.
// returns     PEM.
// errors      as FindInvitation; kPermissionDenied with ENROLMENT_TOKEN_USED: the token became the
//             certificate of another key; those of issue.
[[nodiscard]] Result<std::string> Enrol(sql::Connection& store, const std::string& device,
                                        std::string_view secret, const Digest& key_sha256,
                                        const IssueCertificate& issue, Time now);

// The next certificate of a post. Live from now on are this one and the one it was asked with.
//
// shown   the certificate that the post called with, proven by TLS and not withdrawn.
// errors  those of issue.
[[nodiscard]] Result<std::string> Renew(sql::Connection& store, const std::string& device,
                                        const DeviceCertificate& shown,
                                        const IssueCertificate& issue, Time now);

}  // namespace chowki::central
