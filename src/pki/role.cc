#include "pki/role.h"

namespace chowki::pki {

std::string_view Name(Role role) {
  switch (role) {
    case Role::kKiosk:
      return "kiosk";
    case Role::kOfficer:
      return "officer";
    case Role::kSupervisor:
      return "supervisor";
    case Role::kAdmin:
      return "admin";
    case Role::kApprover:
      return "approver";
    case Role::kAuditor:
      return "auditor";
    case Role::kDevice:
      return "device";
    case Role::kSafeguarding:
      return "safeguarding";
    case Role::kStranger:
      return "stranger";
  }
  return "";
}

std::optional<Role> RoleFromName(std::string_view name) {
  for (const Role role : kAllRoles) {
    if (Name(role) == name) return role;
  }
  return std::nullopt;
}

}  // namespace chowki::pki
