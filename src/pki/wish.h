#pragma once

#include <string>
#include <vector>

#include "base/status.h"
#include "pki/role.h"

namespace chowki::pki {

// What a certificate is to say. With roles it may be shown by a client, with dns or ip by a
// server; at least one of them is needed.
struct Wish {
  std::string name;  // common name and file name: 1 to 64 characters of [A-Za-z0-9_.-]
  std::vector<Role> roles;
  std::vector<std::string> dns;
  std::vector<std::string> ip;  // IPv4 or IPv6
  int days = 365;               // 1..3650
};

// errors  kInvalidArgument naming what is wrong with it.
[[nodiscard]] Status Validate(const Wish& wish);

// 1 to 64 letters, digits, or characters of `extra`.
[[nodiscard]] bool IsShortName(std::string_view text, std::string_view extra);

}  // namespace chowki::pki
