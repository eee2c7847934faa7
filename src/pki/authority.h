#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "pki/role.h"

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

// What a certificate is asked for. With roles it may be shown by a client, with dns or ip by a
// server; at least one of them is needed.
struct Wish {
  std::string name;  // common name and file name: 1 to 64 characters of [A-Za-z0-9_.-]
  std::vector<Role> roles;
  std::vector<std::string> dns;
  std::vector<std::string> ip;  // IPv4 or IPv6
  int days = 365;               // 1..3650
};

// errors  kNotFound when the folder has no authority; kAlreadyExists when the name was issued
//         before; kInvalidArgument naming what is wrong with the wish; kUnavailable as above.
[[nodiscard]] Result<KeyPair> Issue(const std::filesystem::path& dir, const Wish& wish,
                                    const Clock& clock);

}  // namespace chowki::pki
