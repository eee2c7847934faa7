#pragma once

#include <string>
#include <string_view>

#include "base/status.h"

namespace chowki::accounts {

inline constexpr size_t kLeastPassword = 10;     // characters
inline constexpr size_t kLongestPassword = 256;  // bytes

// Long enough, UTF-8, without control characters. Nothing is asked of which characters it has
// (NIST SP 800-63B, 5.1.1.2).
//
// errors  kInvalidArgument with ACCOUNT_INVALID.
[[nodiscard]] Status CheckPassword(std::string_view password);

// A password as it is kept: Argon2id with its own salt (RFC 9106), 64 MiB and about 0.1 CPU-s.
//
// errors  kResourceExhausted: there is no memory for it.
[[nodiscard]] Result<std::string> HashPassword(std::string_view password);

// Whether it is the password that was hashed; takes as long either way.
[[nodiscard]] bool IsPassword(std::string_view password, const std::string& hash);

}  // namespace chowki::accounts
