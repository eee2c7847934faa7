#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "base/digest.h"
#include "sql/connection.h"

namespace chowki::central {

// The leave of a post to ask for one certificate.
struct Invitation {
  std::string device;      // who it will be, whatever it says of itself
  Digest secret_sha256{};  // of what it must show; the secret itself is kept nowhere
  Time invited{};
  Time expires{};
  std::optional<std::string> used_serial;  // of the certificate that came of it
};

// Keeps an invitation in the place of any earlier one of that post.
//
// by  who invites, for the log.
[[nodiscard]] Status Invite(sql::Connection& store, const Invitation& invitation,
                            const std::string& by);

// The invitation of a post that shows this secret. Somebody who does not know the secret learns
// nothing, not even whether the post was invited.
//
// errors  kUnauthenticated with ENROLMENT_TOKEN_WRONG; kFailedPrecondition with
//         ENROLMENT_TOKEN_EXPIRED.
[[nodiscard]] Result<Invitation> FindInvitation(sql::Connection& store, const std::string& device,
                                                std::string_view secret, Time now);

}  // namespace chowki::central
