#include "central_service/impact_service.h"

#include <string>

#include "central/late_alert.h"
#include "central_service/impact.h"
#include "central_service/names.h"
#include "identify/match.h"
#include "wire/field_error.h"
#include "wire/resource_name.h"
#include "wire/status.h"
#include "wire/types.h"

namespace chowki::central_service {
namespace {

namespace pb = watchlist::v1;

constexpr int kScreenings = 2000;
constexpr int kMaxScreenings = 20'000;
constexpr char kRetryMs[] = "10000";

constexpr int kPage = 50;
constexpr int kMostInPage = 500;
constexpr char kAllLists[] = "watchlists/-";

pb::LateAlert ToProto(const central::LateAlert& alert) {
  pb::LateAlert message;
  message.set_id(alert.id);
  message.set_post(alert.device);
  message.set_screening(alert.screening);
  *message.mutable_crossing_time() = wire::ToProto(alert.crossed);
  message.set_list(alert.list);
  message.set_version(alert.version);
  message.set_entry(wire::ToText(alert.entry));
  message.set_entry_sha256(wire::ToBytes(alert.entry_digest));
  message.set_kind(alert.kind);
  message.set_band(alert.band);
  message.set_category(wire::ToText(alert.category));
  message.set_action(wire::ToText(alert.action));
  *message.mutable_raise_time() = wire::ToProto(alert.raised);
  message.set_victim(alert.kind == identify::Name(identify::MatchKind::kMissing) ||
                     alert.kind == identify::Name(identify::MatchKind::kAtRisk));
  return message;
}

pb::AssessImpactResponse ToProto(const Impact& impact) {
  pb::AssessImpactResponse message;
  message.set_screenings(impact.screenings);
  message.set_posts(impact.posts);
  if (impact.oldest) *message.mutable_oldest_time() = wire::ToProto(*impact.oldest);
  if (impact.newest) *message.mutable_newest_time() = wire::ToProto(*impact.newest);
  message.set_gained(impact.gained);
  message.set_lost(impact.lost);
  for (const Impact::OfEntry& entry : impact.entries) {
    auto& row = *message.add_entries();
    row.set_id(entry.id);
    row.set_gained(entry.gained);
    row.set_lost(entry.lost);
  }
  return message;
}

}  // namespace

grpc::Status ImpactService::AssessImpact(grpc::ServerContext* context,
                                         const pb::AssessImpactRequest* request,
                                         pb::AssessImpactResponse* response) {
  constexpr service::Method kMethod("/chowki.watchlist.v1.ImpactService/AssessImpact");
  return gate_->Serve(kMethod, *context, [&](const service::Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const std::int64_t number, ParseChangeSetName(request->name()));
    CHOWKI_RETURN_IF_ERROR(
        wire::CheckRange("max_screenings", request->max_screenings(), 0, kMaxScreenings));
    const std::unique_lock alone(busy_, std::try_to_lock);
    if (!alone) {
      return WithDetail(ResourceExhausted("another assessment runs: come back"),
                        {"QUEUE_FULL", {{"limit", "1"}, {wire::kRetryAfterMs, kRetryMs}}});
    }
    const int most = request->max_screenings() == 0 ? kScreenings : request->max_screenings();
    CHOWKI_ASSIGN_OR_RETURN(
        const Impact impact,
        central_service::AssessImpact(*centre_.store, number, centre_.guards, most, call.deadline));
    *response = ToProto(impact);
    return Ok();
  });
}

grpc::Status ImpactService::ListLateAlerts(grpc::ServerContext* context,
                                           const pb::ListLateAlertsRequest* request,
                                           pb::ListLateAlertsResponse* response) {
  constexpr service::Method kMethod("/chowki.watchlist.v1.ImpactService/ListLateAlerts");
  return gate_->Serve(kMethod, *context, [&](const service::Call&) -> Status {
    std::string list;
    if (request->parent() != kAllLists) {
      CHOWKI_ASSIGN_OR_RETURN(list, ParseListName(request->parent()));
    }
    CHOWKI_RETURN_IF_ERROR(wire::CheckRange("page_size", request->page_size(), 0, kMostInPage));
    const std::string& below = request->page_token();
    if (!below.empty() && !wire::IsUuid(below)) {
      return WithDetail(InvalidInput("the page token does not belong to this list"),
                        {"PAGE_TOKEN_INVALID", {}});
    }
    const int size = request->page_size() == 0 ? kPage : request->page_size();
    CHOWKI_ASSIGN_OR_RETURN(const auto alerts, centre_.store->ReadFor([&](sql::Connection& store) {
      return central::ListLateAlerts(store, list, below, size + 1);
    }));
    for (const central::LateAlert& alert : alerts) {
      if (response->late_alerts_size() == size) {
        response->set_next_page_token(response->late_alerts(size - 1).id());
        break;
      }
      *response->add_late_alerts() = ToProto(alert);
    }
    return Ok();
  });
}

}  // namespace chowki::central_service
