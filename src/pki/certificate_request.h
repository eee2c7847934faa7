#pragma once

#include <string>
#include <string_view>

#include "base/status.h"

namespace chowki::pki {

// A certificate request (PKCS #10, RFC 2986) is taken for one thing only: the proof that whoever
// sent it has the private half of its key. What it says about its sender is not looked at.

inline constexpr std::size_t kMaxRequestBytes = 4096;

// A request for a private key's public half. Its subject is empty.
//
// errors  kInvalidArgument: no private key in the text.
[[nodiscard]] Result<std::string> MakeRequest(std::string_view private_key_pem);

// The public key of a request, as DER of a SubjectPublicKeyInfo: ECDSA on P-256 or P-384.
//
// errors  kInvalidArgument with CERTIFICATE_REQUEST_UNFIT, metadata fault: "too long", "not a
//         request", "key" (another algorithm, curve or encoding), "signature".
// thread  pure.
[[nodiscard]] Result<std::string> ReadRequest(std::string_view pem);

}  // namespace chowki::pki
