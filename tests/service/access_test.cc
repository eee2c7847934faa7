#include "service/access.h"

#include <map>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "support/contract.h"

namespace chowki::service {
namespace {

using pki::Role;

constexpr char kPrefix[] = "/chowki.screening.v1.ScreeningService/";

TEST_CASE("every method of the contract has a row, and every row of ours a method", "[service]") {
  std::set<std::string> in_contract;
  for (const std::string& method : test::ContractMethods()) {
    INFO(method);
    CHECK(RolesFor(method) != RoleSet{});
    in_contract.insert(method);
  }
  CHECK(in_contract.size() == 76);
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

constexpr std::string_view kReferrals = "/chowki.referral.v1.ReferralService/";

// What a method does, by its name: those begin with what they do.
bool OnlyReads(std::string_view method) {
  const std::string_view name = method.substr(method.rfind('/') + 1);
  for (const char* verb : {"Get", "List", "Watch", "Stream", "Plan", "Assess", "Check"}) {
    if (name.starts_with(verb)) return true;
  }
  return false;
}

TEST_CASE("auditors read and change nothing", "[service]") {
  for (const AccessRow& row : kAccess) {
    INFO(row.method);
    if (row.roles.Has(Role::kAuditor)) CHECK(OnlyReads(row.method));
  }
}

TEST_CASE("who looks after people reads and works on referrals, others only say that one is needed",
          "[service]") {
  const RoleSet theirs{Role::kSafeguarding};
  const RoleSet counted{Role::kSafeguarding, Role::kAuditor};
  const RoleSet said{Role::kOfficer, Role::kSupervisor, Role::kSafeguarding};
  const std::map<std::string_view, RoleSet> others = {{"RecordObservations", said},
                                                      {"CreateReferral", said},
                                                      {"GetGuidance", counted},
                                                      {"GetReferralRates", counted},
                                                      {"ListAccesses", {Role::kAuditor}}};
  for (const AccessRow& row : kAccess) {
    if (!row.method.starts_with(kReferrals)) continue;
    INFO(row.method);
    const auto other = others.find(row.method.substr(kReferrals.size()));
    CHECK(row.roles == (other == others.end() ? theirs : other->second));
  }
}

TEST_CASE("devices talk to the centre: lists, events, crossings, counts, certificates",
          "[service]") {
  for (const AccessRow& row : kAccess) {
    if (!row.roles.Has(Role::kDevice) || row.roles == kEverybody) continue;
    INFO(row.method);
    CHECK((row.method.starts_with("/chowki.sync.") || row.method.starts_with("/chowki.event.") ||
           row.method.starts_with("/chowki.memory.") ||
           row.method == "/chowki.figures.v1.FiguresService/ReportReferrals" ||
           row.method == "/chowki.fleet.v1.FleetService/RenewCertificate"));
  }
}

TEST_CASE("who works on lists works on nothing else, and admins see no traveller", "[service]") {
  for (const AccessRow& row : kAccess) {
    if (row.roles == kEverybody || !row.method.starts_with("/chowki.")) continue;
    INFO(row.method);
    const bool at_post = row.method.starts_with(kPrefix) || row.method.starts_with(kReferrals);
    if (at_post) {
      CHECK_FALSE(row.roles.Meets({Role::kAdmin, Role::kApprover, Role::kDevice}));
    } else {
      CHECK_FALSE(
          row.roles.Meets({Role::kKiosk, Role::kOfficer, Role::kSupervisor, Role::kSafeguarding}));
    }
  }
}

TEST_CASE("only an admin sees the reflection", "[service]") {
  const RoleSet roles = RolesFor("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo");
  CHECK(roles == RoleSet{Role::kAdmin});
}

}  // namespace
}  // namespace chowki::service
