#include "service/access.h"

#include <set>
#include <string>

#include <catch2/catch.hpp>
#include <google/protobuf/descriptor.h>

#include "chowki/screening/v1/screening_service.pb.h"

namespace chowki::service {
namespace {

using pki::Role;

constexpr char kPrefix[] = "/chowki.screening.v1.ScreeningService/";

TEST_CASE("every method of the contract has a row, and every row of ours a method", "[service]") {
  const auto* file = screening::v1::ScreenDocumentRequest::descriptor()->file();
  std::set<std::string> in_contract;
  for (int s = 0; s < file->service_count(); ++s) {
    for (int m = 0; m < file->service(s)->method_count(); ++m) {
      const std::string method =
          "/" + file->service(s)->full_name() + "/" + file->service(s)->method(m)->name();
      INFO(method);
      CHECK(RolesFor(method) != RoleSet{});
      in_contract.insert(method);
    }
  }
  CHECK(in_contract.size() == 7);
  for (const AccessRow& row : kAccess) {
    if (row.method.starts_with("/chowki.")) CHECK(in_contract.contains(std::string(row.method)));
  }
}

TEST_CASE("what nobody listed, nobody may call", "[service]") {
  CHECK(RolesFor("/chowki.screening.v1.ScreeningService/DeleteScreening") == RoleSet{});
  CHECK(RolesFor("") == RoleSet{});
}

TEST_CASE("kiosks screen and nothing else", "[service]") {
  for (const AccessRow& row : kAccess) {
    if (!row.method.starts_with(kPrefix)) continue;
    INFO(row.method);
    const bool screens = row.method.find("ScreenDocument") != std::string_view::npos;
    CHECK(row.roles.Has(Role::kKiosk) == screens);
    CHECK_FALSE(row.roles.Has(Role::kDevice));
    CHECK_FALSE(row.roles.Has(Role::kAdmin));
  }
}

TEST_CASE("only an admin sees the reflection", "[service]") {
  const RoleSet roles = RolesFor("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo");
  CHECK(roles == RoleSet{Role::kAdmin});
}

}  // namespace
}  // namespace chowki::service
