#include "app/cli/fleet_command.h"

#include <cstdio>
#include <memory>
#include <string>

#include "app/cli/connection.h"
#include "app/cli/json_lines.h"
#include "app/grpc_lifetime.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/text.h"
#include "chowki/fleet/v1/fleet_service.grpc.pb.h"

namespace chowki::app::cli {
namespace {

namespace pb = fleet::v1;
using Json = nlohmann::ordered_json;

constexpr int kPage = 1000;

struct Options {
  ConnectionOptions connection;
  bool jsonl = false;
  std::int64_t silent_s = 0;  // only posts of which nothing was heard for so long
};

std::string Hex(const std::string& bytes) {
  return ToHex({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

std::int64_t SilentSeconds(const pb::Device& device) {
  const auto now =
      std::chrono::duration_cast<std::chrono::seconds>(SystemClock().Now().time_since_epoch());
  return now.count() - device.last_seen_time().seconds();
}

void Print(const pb::Device& device, bool jsonl) {
  const auto& report = device.last_report();
  Json json{{"device", device.id()},
            {"silent_s", SilentSeconds(device)},
            {"software", report.software_version()},
            {"events_waiting", report.events_waiting()},
            {"clock_offset_ms", device.clock_offset_ms()},
            {"error", report.last_error_reason()},
            {"lists", Json::array()}};
  std::string lists;
  for (const auto& held : report.held()) {
    json["lists"].push_back({{"list", held.list()},
                             {"epoch", held.epoch()},
                             {"version", held.version()},
                             {"state_root", Hex(held.state_root())}});
    lists += fmt::format(" {}:{}", Printable(held.list()), held.version());
  }
  if (jsonl) {
    std::fputs(ToLine(json).c_str(), stdout);
    return;
  }
  std::printf("%-24s silent %6llds  %lld events wait %s%s%s\n", Printable(device.id()).c_str(),
              static_cast<long long>(SilentSeconds(device)),
              static_cast<long long>(report.events_waiting()), lists.c_str(),
              report.last_error_reason().empty() ? "" : "  ",
              Printable(report.last_error_reason()).c_str());
}

Status List(const Options& options) {
  CHOWKI_ASSIGN_OR_RETURN(const auto channel, Connect(options.connection));
  const auto stub = pb::FleetService::NewStub(channel);
  pb::ListDevicesRequest request;
  request.set_page_size(kPage);
  do {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::seconds(options.connection.timeout_s));
    pb::ListDevicesResponse page;
    CHOWKI_RETURN_IF_ERROR(FromGrpc(stub->ListDevices(&context, request, &page)));
    for (const pb::Device& device : page.devices()) {
      if (SilentSeconds(device) >= options.silent_s) Print(device, options.jsonl);
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return Ok();
}

int Run(const Options& options) {
  const GrpcLifetime grpc;
  const Status status = List(options);
  if (status.ok()) return kDone;
  PrintError(Message(status));
  return kSomeFailed;
}

}  // namespace

void AddFleetCommand(CLI::App& root, Chosen& chosen) {
  CLI::App* fleet = root.add_subcommand("fleet", "The posts as the centre knows them.");
  fleet->require_subcommand(1);
  CLI::App* list = fleet->add_subcommand(
      "list", "Every post: what it holds, how long nothing was heard of it, what waits there.");
  auto options = std::make_shared<Options>();
  AddConnectionOptions(*list, options->connection);
  list->add_option("--silent", options->silent_s,
                   "only posts that were silent for so many seconds");
  list->add_option_function<std::string>(
          "-o,--output", [options](const std::string& form) { options->jsonl = form == "jsonl"; },
          "text or jsonl")
      ->check(CLI::IsMember({"text", "jsonl"}));
  list->callback([options, &chosen] { chosen = [options] { return Run(*options); }; });
}

}  // namespace chowki::app::cli
