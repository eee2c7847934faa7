#include "app/cli/changes_impact.h"

#include <grpcpp/client_context.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/text.h"
#include "chowki/watchlist/v1/impact_service.grpc.pb.h"

namespace chowki::app::cli {
namespace {

namespace pb = watchlist::v1;
using Json = nlohmann::ordered_json;

std::string Iso(const google::protobuf::Timestamp& time) {
  return ToIsoTime(Time(std::chrono::seconds(time.seconds())));
}

}  // namespace

Result<pb::AssessImpactResponse> AskImpact(const ConnectionOptions& connection,
                                           const std::string& name) {
  CHOWKI_ASSIGN_OR_RETURN(const auto channel, Connect(connection));
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(connection.timeout_s));
  pb::AssessImpactRequest request;
  request.set_name(name);
  pb::AssessImpactResponse response;
  CHOWKI_RETURN_IF_ERROR(
      FromGrpc(pb::ImpactService::NewStub(channel)->AssessImpact(&context, request, &response)));
  return response;
}

Json ImpactJson(const pb::AssessImpactResponse& impact) {
  Json json{{"screenings", impact.screenings()},
            {"posts", impact.posts()},
            {"oldest", nullptr},
            {"newest", nullptr},
            {"gained", impact.gained()},
            {"lost", impact.lost()},
            {"entries", Json::array()}};
  if (impact.has_oldest_time()) json["oldest"] = Iso(impact.oldest_time());
  if (impact.has_newest_time()) json["newest"] = Iso(impact.newest_time());
  for (const auto& entry : impact.entries()) {
    json["entries"].push_back(
        {{"id", entry.id()}, {"gained", entry.gained()}, {"lost", entry.lost()}});
  }
  return json;
}

std::string ImpactText(const pb::AssessImpactResponse& impact) {
  if (impact.screenings() == 0) return "Impact: no post sent any screening yet.\n";
  std::string text = fmt::format(
      "Impact on {} screenings of {} posts since {}: {} would have one more alert, {} one less.\n",
      impact.screenings(), impact.posts(), Iso(impact.oldest_time()), impact.gained(),
      impact.lost());
  for (const auto& entry : impact.entries()) {
    text += fmt::format("  {}: {} more, {} less\n", Printable(entry.id()), entry.gained(),
                        entry.lost());
  }
  return text;
}

}  // namespace chowki::app::cli
