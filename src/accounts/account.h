#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "pki/role.h"

namespace chowki::accounts {

// Somebody who signs in at this post with a password.
struct Account {
  std::string name;              // "a.khan": 1 to 64 characters of [a-z0-9._-]
  std::vector<pki::Role> roles;  // of people; kiosks and devices have certificates
  bool operator==(const Account&) const = default;
};

// errors  kInvalidArgument with ACCOUNT_INVALID: not such a name, no roles, or one of a machine.
[[nodiscard]] Status Validate(const Account& account);

// "officer,supervisor" -> roles.
//
// errors  kInvalidArgument with ACCOUNT_INVALID naming the word that is no role.
[[nodiscard]] Result<std::vector<pki::Role>> ParseRoles(std::string_view text);
[[nodiscard]] std::string ToText(const std::vector<pki::Role>& roles);

}  // namespace chowki::accounts
