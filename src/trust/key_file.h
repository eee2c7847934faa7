#pragma once

#include <filesystem>

#include "base/status.h"
#include "trust/sealing_key.h"
#include "trust/signing_key.h"

namespace chowki::trust {

// Keys in files, one line of text each: "chowki-key-1 ed25519 secret <64 hexadecimal digits>", the
// kind being ed25519 or x25519, secret or public.
//
// A secret key is written with mode 0600, a public one with 0644; both reach the disk before the
// function returns, and neither is ever written over another file.
// errors of writing  kAlreadyExists; kUnavailable with the system's reason.
// errors of reading  kNotFound; KEY_FILE_UNSAFE when others may read a secret key, or it is no
//                    regular file; KEY_FILE_MALFORMED.

[[nodiscard]] Status WriteKeyFile(const std::filesystem::path& path, const SigningKey& key);
[[nodiscard]] Status WriteKeyFile(const std::filesystem::path& path, const VerifyKey& key);
[[nodiscard]] Status WriteKeyFile(const std::filesystem::path& path, const OpeningKey& key);
[[nodiscard]] Status WriteKeyFile(const std::filesystem::path& path, const SealingKey& key);

[[nodiscard]] Result<SigningKey> ReadSigningKey(const std::filesystem::path& path);
[[nodiscard]] Result<VerifyKey> ReadVerifyKey(const std::filesystem::path& path);
[[nodiscard]] Result<OpeningKey> ReadOpeningKey(const std::filesystem::path& path);
[[nodiscard]] Result<SealingKey> ReadSealingKey(const std::filesystem::path& path);

}  // namespace chowki::trust
