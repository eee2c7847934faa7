#include "service/access.h"

#include <array>
#include <set>
#include <string>

#include <catch2/catch.hpp>
#include <google/protobuf/descriptor.h>

#include "chowki/audit/v1/audit_service.pb.h"
#include "chowki/event/v1/event_service.pb.h"
#include "chowki/figures/v1/figures_service.pb.h"
#include "chowki/fleet/v1/enrolment_service.pb.h"
#include "chowki/fleet/v1/fleet_service.pb.h"
#include "chowki/memory/v1/shared_memory_service.pb.h"
#include "chowki/referral/v1/referral_service.pb.h"
#include "chowki/screening/v1/screening_service.pb.h"
#include "chowki/sync/v1/sync_service.pb.h"
#include "chowki/watchlist/v1/impact_service.pb.h"
#include "chowki/watchlist/v1/watchlist_service.pb.h"

namespace chowki::service {
namespace {

using pki::Role;

constexpr char kPrefix[] = "/chowki.screening.v1.ScreeningService/";

TEST_CASE("every method of the contract has a row, and every row of ours a method", "[service]") {
  const std::array files{screening::v1::ScreenDocumentRequest::descriptor()->file(),
                         referral::v1::GetReferralRequest::descriptor()->file(),
                         sync::v1::GetHeadRequest::descriptor()->file(),
                         event::v1::GetCursorRequest::descriptor()->file(),
                         memory::v1::PushCrossingsRequest::descriptor()->file(),
                         fleet::v1::ListDevicesRequest::descriptor()->file(),
                         fleet::v1::EnrolRequest::descriptor()->file(),
                         watchlist::v1::GetChangeSetRequest::descriptor()->file(),
                         watchlist::v1::AssessImpactRequest::descriptor()->file(),
                         figures::v1::GetMonthlyFiguresRequest::descriptor()->file(),
                         audit::v1::GetTreeHeadRequest::descriptor()->file()};
  std::set<std::string> in_contract;
  for (const auto* file : files) {
    REQUIRE(file->service_count() == 1);
    for (int m = 0; m < file->service(0)->method_count(); ++m) {
      const std::string method =
          "/" + file->service(0)->full_name() + "/" + file->service(0)->method(m)->name();
      INFO(method);
      CHECK(RolesFor(method) != RoleSet{});
      in_contract.insert(method);
    }
  }
  CHECK(in_contract.size() == 75);
  for (const AccessRow& row : kAccess) {
    if (row.method.starts_with("/chowki.")) CHECK(in_contract.contains(std::string(row.method)));
  }
}

TEST_CASE("nobody may both submit a change set and approve one by the same role", "[service]") {
  const RoleSet submit = RolesFor("/chowki.watchlist.v1.WatchlistService/SubmitChangeSet");
  const RoleSet approve = RolesFor("/chowki.watchlist.v1.WatchlistService/ApproveChangeSet");
  CHECK_FALSE(submit.Meets(approve));
}

TEST_CASE("what nobody listed, nobody may call", "[service]") {
  CHECK(RolesFor("/chowki.screening.v1.ScreeningService/DeleteScreening") == RoleSet{});
  CHECK(RolesFor("") == RoleSet{});
}

TEST_CASE("kiosks screen, hand images in for that, and nothing else", "[service]") {
  for (const AccessRow& row : kAccess) {
    if (!row.method.starts_with(kPrefix)) continue;
    INFO(row.method);
    const bool screens = row.method.find("ScreenDocument") != std::string_view::npos ||
                         row.method.ends_with("Upload");
    CHECK(row.roles.Has(Role::kKiosk) == screens);
    CHECK_FALSE(row.roles.Has(Role::kDevice));
    CHECK_FALSE(row.roles.Has(Role::kAdmin));
  }
}

TEST_CASE("who shows no certificate may enrol and nothing else, and no certificate names him",
          "[service]") {
  for (const AccessRow& row : kAccess) {
    INFO(row.method);
    const bool enrols = row.method == "/chowki.fleet.v1.EnrolmentService/Enrol";
    CHECK(row.roles.Has(Role::kStranger) == enrols);
    if (enrols) CHECK(row.roles == RoleSet{Role::kStranger});
  }
  CHECK_FALSE(pki::RoleFromName(pki::Name(Role::kStranger)).has_value());
}

TEST_CASE("only an admin sees the reflection", "[service]") {
  const RoleSet roles = RolesFor("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo");
  CHECK(roles == RoleSet{Role::kAdmin});
}

}  // namespace
}  // namespace chowki::service
