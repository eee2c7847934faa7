#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/digest.h"
#include "base/status.h"
#include "pki/role.h"

namespace chowki::pki {

// What we look at in an X.509 certificate. Whether it is genuine is for TLS to say.
struct Certificate {
  std::string name;         // common name
  std::vector<Role> roles;  // by its URIs; unknown ones are left out
  std::string serial;       // lower-case hex, no leading zeros
  Time not_before{};
  Time not_after{};
  Digest sha256{};      // of the whole, its fingerprint
  Digest key_sha256{};  // of its public key (SubjectPublicKeyInfo)
  bool operator==(const Certificate&) const = default;
};

// The first certificate of a PEM text.
//
// errors  kInvalidArgument when there is none, or it has no common name.
// thread  pure.
[[nodiscard]] Result<Certificate> ReadCertificate(std::string_view pem);

}  // namespace chowki::pki
