#include "accounts/account.h"

#include <algorithm>

#include "base/text.h"

namespace chowki::accounts {
namespace {

constexpr size_t kLongestName = 64;

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

Status Invalid(const std::string& field, const Status& why) {
  return WithDetail(why, {"ACCOUNT_INVALID", {{"field", field}}});
}

bool IsOfMachine(pki::Role role) { return role == pki::Role::kKiosk || role == pki::Role::kDevice; }

}  // namespace

Status Validate(const Account& account) {
  const bool named = !account.name.empty() && account.name.size() <= kLongestName &&
                     std::ranges::all_of(account.name, IsNameCharacter);
  if (!named) {
    return Invalid(
        "name",
        InvalidInput("the name of an account is 1 to {} characters of [a-z0-9._-]", kLongestName));
  }
  if (account.roles.empty()) {
    return Invalid("roles", InvalidInput("{} needs at least one role", account.name));
  }
  const auto machine = std::ranges::find_if(account.roles, IsOfMachine);
  if (machine != account.roles.end()) {
    return Invalid("roles", InvalidInput("{} is a role of machines: they have certificates",
                                         pki::Name(*machine)));
  }
  return Ok();
}

Result<std::vector<pki::Role>> ParseRoles(std::string_view text) {
  std::vector<pki::Role> roles;
  for (const std::string& word : Split(text, ',')) {
    const auto role = pki::RoleFromName(Trim(word));
    if (!role) return Invalid("roles", InvalidInput("\"{}\" is no role", word));
    roles.push_back(*role);
  }
  return roles;
}

std::string ToText(const std::vector<pki::Role>& roles) {
  std::vector<std::string> names;
  for (const pki::Role role : roles) names.emplace_back(pki::Name(role));
  return Join(names, ",");
}

}  // namespace chowki::accounts
