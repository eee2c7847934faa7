#pragma once

#include <array>
#include <initializer_list>
#include <string_view>

#include "pki/role.h"

namespace chowki::service {

// A set of roles.
class RoleSet {
 public:
  constexpr RoleSet() = default;
  constexpr RoleSet(std::initializer_list<pki::Role> roles) {
    for (const pki::Role role : roles) Add(role);
  }
  constexpr void Add(pki::Role role) { bits_ |= 1u << static_cast<unsigned>(role); }
  [[nodiscard]] constexpr bool Has(pki::Role role) const {
    return (bits_ & (1u << static_cast<unsigned>(role))) != 0;
  }
  [[nodiscard]] constexpr bool Meets(RoleSet other) const { return (bits_ & other.bits_) != 0; }
  constexpr bool operator==(const RoleSet&) const = default;

 private:
  unsigned bits_ = 0;
};

struct AccessRow {
  std::string_view method;
  RoleSet roles;
};

inline constexpr RoleSet kEverybody{pki::Role::kKiosk, pki::Role::kOfficer,  pki::Role::kSupervisor,
                                    pki::Role::kAdmin, pki::Role::kApprover, pki::Role::kAuditor,
                                    pki::Role::kDevice};

// Who may call what. A method that has no row here cannot be called by anybody: ours do not compile
// (Method below), those of others are refused (fence.h). Add a method here.
inline constexpr std::array kAccess{
    AccessRow{"/chowki.screening.v1.ScreeningService/ScreenDocument",
              {pki::Role::kKiosk, pki::Role::kOfficer, pki::Role::kSupervisor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/ScreenDocumentProgress",
              {pki::Role::kKiosk, pki::Role::kOfficer, pki::Role::kSupervisor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/CheckIdentity",
              {pki::Role::kOfficer, pki::Role::kSupervisor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/GetScreening",
              {pki::Role::kOfficer, pki::Role::kSupervisor, pki::Role::kAuditor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/ListScreenings",
              {pki::Role::kOfficer, pki::Role::kSupervisor, pki::Role::kAuditor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/RecordDecision",
              {pki::Role::kOfficer, pki::Role::kSupervisor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/ListSuppressions",
              {pki::Role::kOfficer, pki::Role::kSupervisor, pki::Role::kAuditor}},
    AccessRow{"/grpc.health.v1.Health/Check", kEverybody},
    AccessRow{"/grpc.health.v1.Health/Watch", kEverybody},
    AccessRow{"/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
              {pki::Role::kAdmin}},
};

// The roles of a method's row; none when it has no row.
[[nodiscard]] constexpr RoleSet RolesFor(std::string_view method) {
  for (const AccessRow& row : kAccess) {
    if (row.method == method) return row.roles;
  }
  return {};
}

// A method of ours with its row. Made while compiling: without a row there is no program.
struct Method {
  consteval explicit Method(std::string_view path) : name(path), roles(RolesFor(path)) {
    if (roles == RoleSet{}) throw "this method has no row in kAccess";
  }
  std::string_view name;
  RoleSet roles;
};

}  // namespace chowki::service
