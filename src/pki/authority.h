#pragma once

#include <filesystem>
#include <string>

#include "base/clock.h"
#include "base/status.h"
#include "pki/wish.h"

namespace chowki::pki {

// A certification authority that is a folder: ca.crt and ca.key, and beside them <name>.crt and
// <name>.key of everything it issued. For development and small sites; a country runs its own.
// Keys are ECDSA P-256, their files readable by the owner only. Nothing is ever overwritten.

struct KeyPair {
  std::filesystem::path certificate;
  std::filesystem::path key;
};

// Makes the folder and the authority in it, valid for ten years.
//
// name    common name: 1 to 64 characters of [A-Za-z0-9 _.-].
// errors  kAlreadyExists when there is one; kInvalidArgument; kUnavailable naming the file that
//         cannot be written.
[[nodiscard]] Result<KeyPair> InitAuthority(const std::filesystem::path& dir,
                                            const std::string& name, const Clock& clock);

// Issues a certificate with a new key.
//
// errors  kNotFound when the folder has no authority; kAlreadyExists when the name was issued
//         before; kInvalidArgument naming what is wrong with the wish; kUnavailable as above.
[[nodiscard]] Result<KeyPair> Issue(const std::filesystem::path& dir, const Wish& wish,
                                    const Clock& clock);

}  // namespace chowki::pki
