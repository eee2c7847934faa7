#include "app/cli/fleet_command.h"

#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "app/cli/connection.h"
#include "app/cli/json_lines.h"
#include "app/file_text.h"
#include "app/grpc_lifetime.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/text.h"
#include "chowki/fleet/v1/fleet_service.grpc.pb.h"
#include "chowki/watchlist/v1/impact_service.grpc.pb.h"
#include "pki/enrolment_token.h"

namespace chowki::app::cli {
namespace {

namespace pb = fleet::v1;
using Json = nlohmann::ordered_json;
using google::protobuf::Timestamp;

constexpr int kPage = 1000;

struct Options {
  ConnectionOptions connection;
  bool jsonl = false;
  std::int64_t silent_s = 0;  // only posts of which nothing was heard for so long
  std::string device;
  std::int64_t valid_s = 0;
  std::string root;
  std::string reason;
  std::string list = "-";
};

std::string Hex(const std::string& bytes) {
  return ToHex({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

std::string Iso(const Timestamp& time) {
  return ToIsoTime(Time(std::chrono::seconds(time.seconds())));
}

Json IsoOrNull(bool there, const Timestamp& time) {
  return there ? Json(Iso(time)) : Json(nullptr);
}

// Of what was never heard of, since 1970.
std::int64_t SilentSeconds(const pb::Device& device) {
  const auto now =
      std::chrono::duration_cast<std::chrono::seconds>(SystemClock().Now().time_since_epoch());
  return now.count() - device.last_seen_time().seconds();
}

Json ToJson(const pb::Device& device) {
  const auto& report = device.last_report();
  Json json{{"device", device.id()},
            {"silent_s", device.has_last_seen_time() ? Json(SilentSeconds(device)) : Json(nullptr)},
            {"software", report.software_version()},
            {"events_waiting", report.events_waiting()},
            {"clock_offset_ms", device.clock_offset_ms()},
            {"error", report.last_error_reason()},
            {"lists", Json::array()},
            {"invited_until",
             IsoOrNull(device.has_invitation_expire_time(), device.invitation_expire_time())},
            {"certificate_until",
             IsoOrNull(device.has_certificate_expire_time(), device.certificate_expire_time())},
            {"revoked", nullptr}};
  for (const auto& held : report.held()) {
    json["lists"].push_back({{"list", held.list()},
                             {"epoch", held.epoch()},
                             {"version", held.version()},
                             {"state_root", Hex(held.state_root())}});
  }
  if (device.has_revocation()) {
    json["revoked"] = {{"time", Iso(device.revocation().time())},
                       {"by", device.revocation().admin()},
                       {"reason", device.revocation().reason()}};
  }
  return json;
}

// What people read of one post.
std::string ToText(const pb::Device& device) {
  const auto& report = device.last_report();
  std::string text = fmt::format("{:<24} ", Printable(device.id()));
  if (device.has_revocation()) {
    text += fmt::format("REVOKED {} by {}: {}  ", Iso(device.revocation().time()),
                        Printable(device.revocation().admin()),
                        Printable(device.revocation().reason()));
  }
  if (device.has_invitation_expire_time()) {
    text += fmt::format("invited until {}  ", Iso(device.invitation_expire_time()));
  }
  if (device.has_certificate_expire_time()) {
    text += fmt::format("certificate until {}  ", Iso(device.certificate_expire_time()));
  }
  if (!device.has_last_seen_time()) return text + "never heard of";
  text +=
      fmt::format("silent {:>6}s  {} events wait ", SilentSeconds(device), report.events_waiting());
  for (const auto& held : report.held()) {
    text += fmt::format(" {}:{}", Printable(held.list()), held.version());
  }
  if (!report.last_error_reason().empty()) text += "  " + Printable(report.last_error_reason());
  return text;
}

void Print(const pb::Device& device, bool jsonl) {
  const std::string line = jsonl ? ToLine(ToJson(device)) : ToText(device) + "\n";
  std::fputs(line.c_str(), stdout);
}

// One question to the fleet service.
template <typename Request, typename Response>
using Method = grpc::Status (pb::FleetService::Stub::*)(grpc::ClientContext*, const Request&,
                                                        Response*);
template <typename Request, typename Response>
Result<Response> Ask(const Options& options, Method<Request, Response> method,
                     const Request& request) {
  CHOWKI_ASSIGN_OR_RETURN(const auto channel, Connect(options.connection));
  const auto stub = pb::FleetService::NewStub(channel);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(options.connection.timeout_s));
  Response response;
  CHOWKI_RETURN_IF_ERROR(FromGrpc((stub.get()->*method)(&context, request, &response)));
  return response;
}

Status List(const Options& options) {
  pb::ListDevicesRequest request;
  request.set_page_size(kPage);
  do {
    CHOWKI_ASSIGN_OR_RETURN(const pb::ListDevicesResponse page,
                            (Ask<pb::ListDevicesRequest, pb::ListDevicesResponse>(
                                options, &pb::FleetService::Stub::ListDevices, request)));
    for (const pb::Device& device : page.devices()) {
      if (SilentSeconds(device) >= options.silent_s) Print(device, options.jsonl);
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return Ok();
}

// The token alone goes to standard output, so that it can be put into a file.
Status Invite(const Options& options) {
  std::optional<Digest> root_sha256;
  if (!options.root.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(const std::string root, ReadText(options.root));
    root_sha256 = Sha256(root);
  }
  pb::InviteDeviceRequest request;
  request.set_device(options.device);
  if (options.valid_s > 0) request.mutable_valid()->set_seconds(options.valid_s);
  CHOWKI_ASSIGN_OR_RETURN(const pb::InviteDeviceResponse invited,
                          (Ask<pb::InviteDeviceRequest, pb::InviteDeviceResponse>(
                              options, &pb::FleetService::Stub::InviteDevice, request)));
  CHOWKI_ASSIGN_OR_RETURN(const Digest authority, DigestFromHex(Hex(invited.authority_sha256())));
  const pki::EnrolmentToken token{options.device, authority, invited.secret(), root_sha256};
  std::printf("%s\n", pki::ToText(token).c_str());
  std::fprintf(
      stderr, "%s may enrol once until %s; the centre's authority has the fingerprint\n%s\n",
      options.device.c_str(), Iso(invited.expire_time()).c_str(), ToHex(authority).c_str());
  return Ok();
}

Status Revoke(const Options& options) {
  pb::RevokeDeviceRequest request;
  request.set_device(options.device);
  request.set_reason(options.reason);
  CHOWKI_ASSIGN_OR_RETURN(const pb::RevokeDeviceResponse revoked,
                          (Ask<pb::RevokeDeviceRequest, pb::RevokeDeviceResponse>(
                              options, &pb::FleetService::Stub::RevokeDevice, request)));
  Print(revoked.device(), options.jsonl);
  return Ok();
}

// What people read of one late alert.
std::string ToText(const watchlist::v1::LateAlert& alert) {
  return fmt::format("{}{}  {}  {}  {}:{} {}  {} {}  {}\n", alert.victim() ? "PROTECT  " : "",
                     Iso(alert.crossing_time()), Printable(alert.post()),
                     Printable(alert.screening()), Printable(alert.list()), alert.version(),
                     Printable(alert.entry()), Printable(alert.category()), alert.band(),
                     Printable(alert.action()));
}

Json ToJson(const watchlist::v1::LateAlert& alert) {
  return {{"post", alert.post()},
          {"screening", alert.screening()},
          {"crossed", Iso(alert.crossing_time())},
          {"list", alert.list()},
          {"version", alert.version()},
          {"entry", alert.entry()},
          {"entry_sha256", Hex(alert.entry_sha256())},
          {"kind", alert.kind()},
          {"band", alert.band()},
          {"category", alert.category()},
          {"action", alert.action()},
          {"raised", Iso(alert.raise_time())}};
}

Status Late(const Options& options) {
  CHOWKI_ASSIGN_OR_RETURN(const auto channel, Connect(options.connection));
  const auto stub = watchlist::v1::ImpactService::NewStub(channel);
  watchlist::v1::ListLateAlertsRequest request;
  request.set_parent("watchlists/" + options.list);
  request.set_page_size(500);
  do {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::seconds(options.connection.timeout_s));
    watchlist::v1::ListLateAlertsResponse page;
    CHOWKI_RETURN_IF_ERROR(FromGrpc(stub->ListLateAlerts(&context, request, &page)));
    for (const auto& alert : page.late_alerts()) {
      std::fputs((options.jsonl ? ToLine(ToJson(alert)) : ToText(alert)).c_str(), stdout);
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return Ok();
}

int Run(const Options& options, Status (*work)(const Options&)) {
  const GrpcLifetime grpc;
  const Status status = work(options);
  if (status.ok()) return kDone;
  PrintError(Message(status));
  return kSomeFailed;
}

// One verb of `chowki fleet`.
CLI::App* AddVerb(CLI::App& fleet, Chosen& chosen, const char* name, const char* what,
                  const std::shared_ptr<Options>& options, Status (*work)(const Options&)) {
  CLI::App* verb = fleet.add_subcommand(name, what);
  AddConnectionOptions(*verb, options->connection);
  verb->callback([options, work, &chosen] { chosen = [=] { return Run(*options, work); }; });
  return verb;
}

void AddOutputOption(CLI::App& verb, const std::shared_ptr<Options>& options) {
  verb.add_option_function<std::string>(
          "-o,--output", [options](const std::string& form) { options->jsonl = form == "jsonl"; },
          "text or jsonl")
      ->check(CLI::IsMember({"text", "jsonl"}));
}

}  // namespace

void AddFleetCommand(CLI::App& root, Chosen& chosen) {
  CLI::App* fleet = root.add_subcommand("fleet", "The posts as the centre knows them.");
  fleet->require_subcommand(1);
  auto options = std::make_shared<Options>();

  CLI::App* list =
      AddVerb(*fleet, chosen, "list",
              "Every post: what it holds, how long nothing was heard of it, what waits there.",
              options, List);
  AddOutputOption(*list, options);
  list->add_option("--silent", options->silent_s,
                   "only posts that were silent for so many seconds");

  CLI::App* late = AddVerb(*fleet, chosen, "late",
                           "Crossings at all posts that a list which was published later says "
                           "something about.",
                           options, Late);
  AddOutputOption(*late, options);
  late->add_option("--list", options->list, "only because of this list");

  CLI::App* invite =
      AddVerb(*fleet, chosen, "invite",
              "Print a token with which a post may enrol once (chowki enrol).", options, Invite);
  invite->add_option("POST", options->device, "who the post will be")->required();
  invite->add_option("--valid", options->valid_s, "how long: 90m, 24h, 7d; 24h when not said")
      ->transform(CLI::AsNumberWithUnit(
          std::map<std::string, std::int64_t>{{"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}}));
  invite->add_option("--root", options->root,
                     "trust root that the post shall begin with, whatever the centre says");

  CLI::App* revoke =
      AddVerb(*fleet, chosen, "revoke",
              "Shut a post out: none of its certificates is accepted any more.", options, Revoke);
  AddOutputOption(*revoke, options);
  revoke->add_option("POST", options->device, "which post")->required();
  revoke->add_option("--reason", options->reason, "why, for the log")->required();
}

}  // namespace chowki::app::cli
