#include "app/cli/screen_command.h"

#include <cstdio>
#include <map>
#include <memory>

#include <grpcpp/client_context.h>
#include <nlohmann/json.hpp>

#include "app/cli/connection.h"
#include "app/cli/finding_json.h"
#include "app/cli/match_json.h"
#include "app/cli/screening_call.h"
#include "app/grpc_lifetime.h"
#include "base/clock.h"
#include "base/text.h"
#include "chowki/screening/v1/screening_service.grpc.pb.h"
#include "screen/screening_id.h"
#include "wire/finding.h"

namespace chowki::app::cli {
namespace {

using Json = nlohmann::ordered_json;
namespace pb = screening::v1;

const std::map<std::string, pb::Capture> kCaptures{
    {"scanner", pb::CAPTURE_SCANNER}, {"camera", pb::CAPTURE_CAMERA}, {"file", pb::CAPTURE_FILE}};

struct Options {
  ConnectionOptions connection;
  std::string visible;
  std::string infrared;
  std::string ultraviolet;
  std::string output = "text";
  std::string request_id;
  std::string lane;
  std::string capture = "file";
  std::vector<std::string> typed_mrz;
  std::string corrects;
  std::vector<std::string> same_traveller;
  std::string group;
  std::string direction;
  std::vector<std::string> contacts;
  bool progress = false;
};

void PrintLine(const Json& json) {
  std::printf("%s\n", json.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
  std::fflush(stdout);
}

std::string Text(const Json& json, const char* key) {
  return Printable(json.at(key).get<std::string>());
}

// For people: what to look at first.
void PrintText(const Json& json) {
  if (json.contains("presentation")) {
    std::printf("%s, document %s\n", Text(json, "advice").c_str(),
                Text(json, "presentation").c_str());
    return;
  }
  std::printf("%s (risk %.2f), %s\n", AsciiUpper(Text(json, "advice")).c_str(),
              json["risk"].get<double>(), Text(json, "name").c_str());
  for (const Json& reason : json["reasons"]) {
    std::printf("  %-9s %s\n", Text(reason, "level").c_str(), Text(reason, "code").c_str());
  }
  for (const Json& line : json["mrz"]) {
    std::printf("  %s\n", Printable(line.get<std::string>()).c_str());
  }
  for (const Json& check : json["checks"]) {
    std::printf("  %-22s %-13s %s\n", Text(check, "id").c_str(), Text(check, "outcome").c_str(),
                Text(check, "reason").c_str());
  }
  for (const Json& hit : json["hits"]) PrintMatch(hit);
  for (const Json& list : json["lists"]) {
    std::printf("  list %s version %lld: %s\n", Text(list, "list").c_str(),
                static_cast<long long>(list["version"].get<std::int64_t>()),
                Text(list, "freshness").c_str());
  }
}

void Print(const Options& options, const Json& json) {
  if (options.output == "jsonl") {
    PrintLine(json);
  } else {
    PrintText(json);
  }
}

Result<pb::ScreenDocumentRequest> MakeRequest(const Options& options) {
  pb::ScreenDocumentRequest request;
  request.set_request_id(options.request_id.empty() ? screen::NewScreeningId(SystemClock().Now())
                                                    : options.request_id);
  request.set_lane(options.lane);
  for (const std::string& name : options.same_traveller) request.add_same_traveller(name);
  request.set_capture(kCaptures.at(options.capture));
  request.mutable_typed_mrz()->Add(options.typed_mrz.begin(), options.typed_mrz.end());
  request.set_corrects(options.corrects);
  request.set_group(options.group);
  if (!options.direction.empty()) {
    request.set_direction(options.direction == "in" ? pb::DIRECTION_IN : pb::DIRECTION_OUT);
  }
  request.mutable_contacts()->Add(options.contacts.begin(), options.contacts.end());
  CHOWKI_RETURN_IF_ERROR(AddImage(options.visible, type::v1::LIGHT_VISIBLE, request));
  CHOWKI_RETURN_IF_ERROR(AddImage(options.infrared, type::v1::LIGHT_INFRARED, request));
  CHOWKI_RETURN_IF_ERROR(AddImage(options.ultraviolet, type::v1::LIGHT_ULTRAVIOLET, request));
  return request;
}

// One step of a screening, as a line of its own.
void PrintUpdate(const Options& options, const pb::ScreenDocumentProgressResponse& update) {
  Json json;
  if (update.has_stage()) {
    json = {{"stage", update.stage().stage()}};
  } else if (update.has_mrz()) {
    json = {{"mrz", Json::array()}};
    for (const std::string& line : update.mrz().lines()) json["mrz"].push_back(line);
  } else if (const auto finding = wire::FromProto(update.finding()); finding.ok()) {
    json = {{"check", FindingJson(*finding)}};
  }
  if (options.output == "jsonl") {
    PrintLine(json);
  } else if (update.has_stage()) {
    std::printf("%s ...\n", Printable(update.stage().stage()).c_str());
  }
}

Result<pb::ScreenDocumentResponse> Ask(pb::ScreeningService::Stub& stub, const Options& options,
                                       const pb::ScreenDocumentRequest& request) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(options.connection.timeout_s));
  pb::ScreenDocumentResponse response;
  if (!options.progress) {
    CHOWKI_RETURN_IF_ERROR(FromGrpc(stub.ScreenDocument(&context, request, &response)));
    return response;
  }
  pb::ScreenDocumentProgressRequest wanted;
  *wanted.mutable_screen() = request;
  const auto updates = stub.ScreenDocumentProgress(&context, wanted);
  pb::ScreenDocumentProgressResponse update;
  while (updates->Read(&update)) {
    if (update.has_answer()) {
      response = update.answer();
    } else {
      PrintUpdate(options, update);
    }
  }
  CHOWKI_RETURN_IF_ERROR(FromGrpc(updates->Finish()));
  return response;
}

// An error as a line of its own, beside the one for people.
int Fail(const Options& options, const Status& status) {
  const auto detail = Detail(status);
  const std::string reason = detail ? detail->reason : "";
  PrintError(options.visible + ": " + (reason.empty() ? "" : reason + ": ") + Message(status));
  if (options.output == "jsonl") PrintLine(ErrorJson(status));
  return kSomeFailed;
}

int Screen(const Options& options) {
  const GrpcLifetime grpc;
  const auto channel = Connect(options.connection);
  if (!channel.ok()) {
    PrintError(Message(channel.status()));
    return kUsage;
  }
  const auto request = MakeRequest(options);
  if (!request.ok()) return Fail(options, request.status());
  const auto stub = pb::ScreeningService::NewStub(*channel);
  const auto response = Ask(*stub, options, *request);
  if (!response.ok()) return Fail(options, response.status());
  const auto json = AnswerJson(*response);
  if (!json.ok()) return Fail(options, json.status());
  Print(options, *json);
  return kDone;
}

}  // namespace

void AddScreenCommand(CLI::App& root, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command = root.add_subcommand("screen", "Have a document screened by a service.");
  AddConnectionOptions(*command, options->connection);
  command->add_option("--visible", options->visible, "image in visible light")->required();
  command->add_option("--infrared", options->infrared, "image in infrared light");
  command->add_option("--ultraviolet", options->ultraviolet, "image in ultraviolet light");
  command->add_option("--output", options->output, "text or jsonl")
      ->check(CLI::IsMember({"text", "jsonl"}));
  command->add_option("--request-id", options->request_id,
                      "UUID; a repeat returns the first answer (default: a new one)");
  command->add_option("--lane", options->lane, "where the document was presented");
  command
      ->add_option("--capture", options->capture,
                   "how the images came about: scanner, camera or file (default: file)")
      ->check(CLI::IsMember({"scanner", "camera", "file"}));
  command->add_option("--typed-mrz", options->typed_mrz,
                      "a line of the machine-readable zone as an officer typed it; once a line");
  command->add_option("--corrects", options->corrects,
                      "name of the screening that is done again with --typed-mrz");
  command->add_option(
      "--same-traveller", options->same_traveller,
      "name of the screening of another document of the traveller; may be repeated");
  command->add_option("--group", options->group,
                      "the same text for all who travel together (default: alone)");
  command
      ->add_option("--direction", options->direction,
                   "which way the traveller goes: out or in (default: as the lane's)")
      ->check(CLI::IsMember({"out", "in"}));
  command->add_option("--contact", options->contacts,
                      "a telephone number, sponsor or address as the traveller states it; may be "
                      "repeated");
  command->add_flag("--progress", options->progress, "tell what is known as it is known");
  command->callback([options, &chosen] { chosen = [options] { return Screen(*options); }; });
}

}  // namespace chowki::app::cli
