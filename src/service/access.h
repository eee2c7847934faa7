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

inline constexpr RoleSet kEverybody{
    pki::Role::kKiosk,    pki::Role::kOfficer, pki::Role::kSupervisor, pki::Role::kAdmin,
    pki::Role::kApprover, pki::Role::kAuditor, pki::Role::kDevice,     pki::Role::kSafeguarding};

// At the centre: who follows lists, who looks after it, who works on lists or checks that work.
inline constexpr RoleSet kFollowers{pki::Role::kDevice, pki::Role::kAdmin, pki::Role::kAuditor};
inline constexpr RoleSet kInspectors{pki::Role::kAdmin, pki::Role::kAuditor};
inline constexpr RoleSet kListReaders{pki::Role::kAdmin, pki::Role::kApprover, pki::Role::kAuditor};

// At a post: who sees travellers and may say that somebody needs help.
inline constexpr RoleSet kWitnesses{pki::Role::kOfficer, pki::Role::kSupervisor,
                                    pki::Role::kSafeguarding};

// Who may call what. A method that has no row here cannot be called by anybody: ours do not compile
// (Method below), those of others are refused (fence.h). Add a method here.
inline constexpr std::array kAccess{
    AccessRow{"/chowki.screening.v1.ScreeningService/ScreenDocument",
              {pki::Role::kKiosk, pki::Role::kOfficer, pki::Role::kSupervisor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/ScreenDocumentProgress",
              {pki::Role::kKiosk, pki::Role::kOfficer, pki::Role::kSupervisor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/AppendUpload",
              {pki::Role::kKiosk, pki::Role::kOfficer, pki::Role::kSupervisor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/GetUpload",
              {pki::Role::kKiosk, pki::Role::kOfficer, pki::Role::kSupervisor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/CheckIdentity",
              {pki::Role::kOfficer, pki::Role::kSupervisor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/GetListStates",
              {pki::Role::kOfficer, pki::Role::kSupervisor, pki::Role::kAuditor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/GetScreening",
              {pki::Role::kOfficer, pki::Role::kSupervisor, pki::Role::kAuditor,
               pki::Role::kSafeguarding}},
    AccessRow{"/chowki.screening.v1.ScreeningService/ListScreenings",
              {pki::Role::kOfficer, pki::Role::kSupervisor, pki::Role::kAuditor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/WatchScreenings",
              {pki::Role::kOfficer, pki::Role::kSupervisor, pki::Role::kAuditor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/RecordDecision",
              {pki::Role::kOfficer, pki::Role::kSupervisor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/ListSuppressions",
              {pki::Role::kOfficer, pki::Role::kSupervisor, pki::Role::kAuditor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/ProposeProvisionalEntry",
              {pki::Role::kOfficer, pki::Role::kSupervisor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/ConfirmProvisionalEntry",
              {pki::Role::kOfficer, pki::Role::kSupervisor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/WithdrawProvisionalEntry",
              {pki::Role::kOfficer, pki::Role::kSupervisor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/ListProvisionalEntries",
              {pki::Role::kOfficer, pki::Role::kSupervisor, pki::Role::kAuditor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/SignDecision",
              {pki::Role::kOfficer, pki::Role::kSupervisor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/ListReads", {pki::Role::kAuditor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/GetStatistics",
              {pki::Role::kSupervisor, pki::Role::kAuditor}},
    AccessRow{"/chowki.referral.v1.ReferralService/RecordObservations", kWitnesses},
    AccessRow{"/chowki.referral.v1.ReferralService/CreateReferral", kWitnesses},
    AccessRow{"/chowki.referral.v1.ReferralService/GetReferral", {pki::Role::kSafeguarding}},
    AccessRow{"/chowki.referral.v1.ReferralService/ListReferrals", {pki::Role::kSafeguarding}},
    AccessRow{"/chowki.referral.v1.ReferralService/WatchReferrals", {pki::Role::kSafeguarding}},
    AccessRow{"/chowki.referral.v1.ReferralService/AssignReferral", {pki::Role::kSafeguarding}},
    AccessRow{"/chowki.referral.v1.ReferralService/AddNote", {pki::Role::kSafeguarding}},
    AccessRow{"/chowki.referral.v1.ReferralService/ListNotes", {pki::Role::kSafeguarding}},
    AccessRow{"/chowki.referral.v1.ReferralService/ProposeOutcome", {pki::Role::kSafeguarding}},
    AccessRow{"/chowki.referral.v1.ReferralService/SignOutcome", {pki::Role::kSafeguarding}},
    AccessRow{"/chowki.referral.v1.ReferralService/ReviewRule", {pki::Role::kSafeguarding}},
    AccessRow{"/chowki.referral.v1.ReferralService/GetGuidance",
              {pki::Role::kSafeguarding, pki::Role::kAuditor}},
    AccessRow{"/chowki.referral.v1.ReferralService/GetReferralRates",
              {pki::Role::kSafeguarding, pki::Role::kAuditor}},
    AccessRow{"/chowki.referral.v1.ReferralService/ListAccesses", {pki::Role::kAuditor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/ListLateAlerts",
              {pki::Role::kOfficer, pki::Role::kSupervisor, pki::Role::kAuditor}},
    AccessRow{"/chowki.screening.v1.ScreeningService/AcknowledgeLateAlert",
              {pki::Role::kOfficer, pki::Role::kSupervisor}},
    // Approvers, too: what they sign is for one deployment.
    AccessRow{"/chowki.sync.v1.SyncService/GetRoots",
              {pki::Role::kDevice, pki::Role::kAdmin, pki::Role::kAuditor, pki::Role::kApprover}},
    AccessRow{"/chowki.sync.v1.SyncService/GetHead", kFollowers},
    AccessRow{"/chowki.sync.v1.SyncService/ListManifests", kFollowers},
    AccessRow{"/chowki.sync.v1.SyncService/StreamFile", kFollowers},
    AccessRow{"/chowki.sync.v1.SyncService/GetBucketDigests", kFollowers},
    AccessRow{"/chowki.sync.v1.SyncService/StreamBuckets", kFollowers},
    AccessRow{"/chowki.sync.v1.SyncService/GetWithdrawn", kFollowers},
    AccessRow{"/chowki.sync.v1.SyncService/ReportState", {pki::Role::kDevice}},
    AccessRow{"/chowki.event.v1.EventService/GetCursor", {pki::Role::kDevice}},
    AccessRow{"/chowki.event.v1.EventService/PushEvents", {pki::Role::kDevice}},
    AccessRow{"/chowki.memory.v1.SharedMemoryService/GetPeriodKeys", {pki::Role::kDevice}},
    AccessRow{"/chowki.memory.v1.SharedMemoryService/PushCrossings", {pki::Role::kDevice}},
    AccessRow{"/chowki.fleet.v1.FleetService/ListDevices", kInspectors},
    AccessRow{"/chowki.fleet.v1.FleetService/InviteDevice", {pki::Role::kAdmin}},
    AccessRow{"/chowki.fleet.v1.FleetService/RevokeDevice", {pki::Role::kAdmin}},
    AccessRow{"/chowki.fleet.v1.FleetService/RenewCertificate", {pki::Role::kDevice}},
    AccessRow{"/chowki.fleet.v1.EnrolmentService/Enrol", {pki::Role::kStranger}},
    AccessRow{"/chowki.watchlist.v1.WatchlistService/ListWatchlists", kListReaders},
    AccessRow{"/chowki.watchlist.v1.WatchlistService/ListVersions", kListReaders},
    AccessRow{"/chowki.watchlist.v1.WatchlistService/ListEntries", kListReaders},
    AccessRow{"/chowki.watchlist.v1.WatchlistService/ListEntryRevisions", kListReaders},
    AccessRow{"/chowki.watchlist.v1.WatchlistService/GetChangeSet", kListReaders},
    AccessRow{"/chowki.watchlist.v1.WatchlistService/ListChangeSets", kListReaders},
    AccessRow{"/chowki.watchlist.v1.WatchlistService/PlanChangeSet", kListReaders},
    AccessRow{"/chowki.watchlist.v1.WatchlistService/StreamChanges", kListReaders},
    AccessRow{"/chowki.watchlist.v1.ImpactService/AssessImpact", kListReaders},
    AccessRow{"/chowki.watchlist.v1.ImpactService/ListLateAlerts", kInspectors},
    AccessRow{"/chowki.watchlist.v1.WatchlistService/CreateChangeSet", {pki::Role::kAdmin}},
    AccessRow{"/chowki.watchlist.v1.WatchlistService/ImportChanges", {pki::Role::kAdmin}},
    AccessRow{"/chowki.watchlist.v1.WatchlistService/DraftFromFile", {pki::Role::kAdmin}},
    AccessRow{"/chowki.watchlist.v1.WatchlistService/SubmitChangeSet", {pki::Role::kAdmin}},
    AccessRow{"/chowki.watchlist.v1.WatchlistService/WithdrawChangeSet", {pki::Role::kAdmin}},
    AccessRow{"/chowki.watchlist.v1.WatchlistService/PublishVersion", {pki::Role::kAdmin}},
    AccessRow{"/chowki.watchlist.v1.WatchlistService/DraftRevert", {pki::Role::kAdmin}},
    AccessRow{"/chowki.watchlist.v1.WatchlistService/ApproveChangeSet", {pki::Role::kApprover}},
    AccessRow{"/chowki.watchlist.v1.WatchlistService/RejectChangeSet", {pki::Role::kApprover}},
    AccessRow{"/chowki.figures.v1.FiguresService/GetMonthlyFigures", kInspectors},
    AccessRow{"/chowki.figures.v1.FiguresService/ReportReferrals", {pki::Role::kDevice}},
    AccessRow{"/chowki.audit.v1.AuditService/ListRecords", kInspectors},
    AccessRow{"/chowki.audit.v1.AuditService/GetTreeHead", kInspectors},
    AccessRow{"/chowki.audit.v1.AuditService/GetInclusionProof", kInspectors},
    AccessRow{"/chowki.audit.v1.AuditService/GetConsistencyProof", kInspectors},
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
