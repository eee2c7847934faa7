#include "central_service/impact_service.h"

#include <string>

#include "central_service/impact.h"
#include "central_service/names.h"
#include "wire/field_error.h"
#include "wire/status.h"
#include "wire/types.h"

namespace chowki::central_service {
namespace {

namespace pb = watchlist::v1;

constexpr int kScreenings = 2000;
constexpr int kMaxScreenings = 20'000;
constexpr char kRetryMs[] = "10000";

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

}  // namespace chowki::central_service
