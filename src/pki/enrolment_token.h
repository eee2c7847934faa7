#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/status.h"

namespace chowki::pki {

// What an admin of the centre hands to whoever sets up a post: leave to ask for a certificate once,
// and what to know the centre by. One line of text,
//   chowki-enrolment-1 POST AUTHORITY SECRET ROOT
// the last three being 64 hexadecimal digits each; ROOT may be "-".
struct EnrolmentToken {
  std::string device;
  Digest authority_sha256{};          // fingerprint of the authority's certificate
  std::string secret;                 // 32 bytes
  std::optional<Digest> root_sha256;  // of the first trust root; nothing: as the centre says
  bool operator==(const EnrolmentToken&) const = default;
};

[[nodiscard]] std::string ToText(const EnrolmentToken& token);  // without a line end

// errors  kInvalidArgument with ENROLMENT_TOKEN_MALFORMED.
[[nodiscard]] Result<EnrolmentToken> ParseEnrolmentToken(std::string_view text);

// 32 bytes from the system's randomness.
[[nodiscard]] Result<std::string> MakeEnrolmentSecret();

}  // namespace chowki::pki
