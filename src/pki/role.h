#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace chowki::pki {

// What the holder of a certificate may be to us. A certificate names its roles as subject
// alternative names of type URI: "chowki://role/kiosk".
enum class Role {
  kKiosk,
  kOfficer,
  kSupervisor,
  kAdmin,
  kApprover,
  kAuditor,
  kDevice,
  kSafeguarding,  // looks after people who may need help; sees nothing of what others may not
  kStranger,      // who shows no certificate: no certificate can name it
};

inline constexpr std::array kAllRoles{Role::kKiosk,  Role::kOfficer,     Role::kSupervisor,
                                      Role::kAdmin,  Role::kApprover,    Role::kAuditor,
                                      Role::kDevice, Role::kSafeguarding};

inline constexpr std::string_view kRoleUri = "chowki://role/";

[[nodiscard]] std::string_view Name(Role role);  // "kiosk", "officer", ...
[[nodiscard]] std::optional<Role> RoleFromName(std::string_view name);

}  // namespace chowki::pki
