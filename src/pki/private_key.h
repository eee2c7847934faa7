#pragma once

#include <string>
#include <string_view>

#include "base/status.h"

namespace chowki::pki {

// A new ECDSA key on P-256, as PEM (PKCS #8, not encrypted). It comes from the system's randomness.
[[nodiscard]] Result<std::string> MakePrivateKey();

// Its public half: DER of a SubjectPublicKeyInfo.
//
// errors  kInvalidArgument: no private key in the text.
[[nodiscard]] Result<std::string> PublicKeyOf(std::string_view private_key_pem);

}  // namespace chowki::pki
