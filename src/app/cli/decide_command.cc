#include "app/cli/decide_command.h"

#include <cstdio>
#include <map>
#include <memory>

#include <grpcpp/client_context.h>

#include "app/cli/connection.h"
#include "app/cli/json_lines.h"
#include "app/cli/match_json.h"
#include "app/grpc_lifetime.h"
#include "base/date.h"
#include "base/text.h"
#include "chowki/screening/v1/screening_service.grpc.pb.h"
#include "screen/screening_id.h"
#include "wire/match.h"
#include "wire/types.h"

namespace chowki::app::cli {
namespace {

using Json = nlohmann::ordered_json;
namespace pb = screening::v1;

struct Options {
  ConnectionOptions connection;
  std::string output = "text";
  // decide
  std::string screening;
  std::string outcome;
  std::string note;
  std::string second_officer;
  std::string same;
  std::vector<std::string> others;
  std::string list;
  std::string reason;
  std::string until;
  // suppressions
  std::string checkpoint = "-";
};

std::chrono::system_clock::time_point DeadlineOf(const Options& options) {
  return std::chrono::system_clock::now() + std::chrono::seconds(options.connection.timeout_s);
}

const std::map<std::string, pb::DecisionOutcome> kOutcomes = {
    {"proceed", pb::DECISION_OUTCOME_PROCEED},
    {"refer", pb::DECISION_OUTCOME_REFER},
    {"refuse", pb::DECISION_OUTCOME_REFUSE}};

Result<pb::RecordDecisionRequest> MakeRequest(const Options& options) {
  pb::RecordDecisionRequest request;
  request.set_name(options.screening);
  request.set_request_id(screen::NewScreeningId(SystemClock().Now()));
  pb::Decision& decision = *request.mutable_decision();
  decision.set_outcome(kOutcomes.at(options.outcome));
  decision.set_note(options.note);
  decision.set_second_officer(options.second_officer);
  if (!options.same.empty()) {
    pb::HitDisposition* hit = decision.add_hit_dispositions();
    hit->set_entry(options.same);
    hit->set_list(options.list);
    hit->set_same_person(true);
    hit->set_reason(options.reason);
  }
  for (const std::string& entry : options.others) {
    pb::HitDisposition* hit = decision.add_hit_dispositions();
    hit->set_entry(entry);
    hit->set_list(options.list);
    hit->set_reason(options.reason);
    if (options.until.empty()) continue;
    CHOWKI_ASSIGN_OR_RETURN(const Date day, ParseIsoDate(options.until));
    const std::chrono::days since(DaysBetween({1970, 1, 1}, day));
    *hit->mutable_suppress_until_time() = wire::ToProto(Time(since));
  }
  return request;
}

int Fail(const Status& status) {
  const auto detail = Detail(status);
  PrintError((detail ? detail->reason + ": " : "") + Message(status));
  return kSomeFailed;
}

int Decide(const Options& options) {
  const GrpcLifetime grpc;
  const auto request = MakeRequest(options);
  const auto channel = Connect(options.connection);
  for (const Status& status : {request.status(), channel.status()}) {
    if (status.ok()) continue;
    PrintError(Message(status));
    return kUsage;
  }
  const auto stub = pb::ScreeningService::NewStub(*channel);
  grpc::ClientContext context;
  context.set_deadline(DeadlineOf(options));
  pb::Screening response;
  const Status status = FromGrpc(stub->RecordDecision(&context, *request, &response));
  if (!status.ok()) return Fail(status);
  const Json json{{"status", "ok"},
                  {"name", response.name()},
                  {"etag", response.etag()},
                  {"outcome", options.outcome},
                  {"officer", response.decision().officer()}};
  if (options.output == "jsonl") {
    std::fputs(ToLine(json).c_str(), stdout);
  } else {
    std::printf("recorded: %s, by %s\n", options.outcome.c_str(),
                Printable(response.decision().officer()).c_str());
  }
  return kDone;
}

Status PrintPage(const Options& options, const pb::ListSuppressionsResponse& page) {
  for (const pb::Suppression& message : page.suppressions()) {
    CHOWKI_ASSIGN_OR_RETURN(const auto suppression, wire::FromProto(message));
    const Json json = SuppressionJson(suppression);
    if (options.output == "jsonl") {
      std::fputs(ToLine(json).c_str(), stdout);
      continue;
    }
    std::printf("%s in %s, revision %lld, until %s: %s (%s, screening %s)\n",
                Printable(suppression.entry).c_str(), Printable(suppression.list).c_str(),
                static_cast<long long>(suppression.revision), TextOf(json, "until").c_str(),
                Printable(suppression.reason).c_str(), Printable(suppression.officer).c_str(),
                Printable(suppression.screening).c_str());
  }
  return Ok();
}

int ListSuppressions(const Options& options) {
  const GrpcLifetime grpc;
  const auto channel = Connect(options.connection);
  if (!channel.ok()) {
    PrintError(Message(channel.status()));
    return kUsage;
  }
  const auto stub = pb::ScreeningService::NewStub(*channel);
  pb::ListSuppressionsRequest request;
  request.set_parent("checkpoints/" + options.checkpoint);
  do {
    grpc::ClientContext context;
    context.set_deadline(DeadlineOf(options));
    pb::ListSuppressionsResponse page;
    Status status = FromGrpc(stub->ListSuppressions(&context, request, &page));
    if (status.ok()) status = PrintPage(options, page);
    if (!status.ok()) return Fail(status);
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return kDone;
}

void AddOutput(CLI::App& command, Options& options) {
  command.add_option("--output", options.output, "text or jsonl")
      ->check(CLI::IsMember({"text", "jsonl"}));
}

}  // namespace

void AddDecideCommands(CLI::App& root, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* decide =
      root.add_subcommand("decide", "Record what an officer decided about a screening.");
  AddConnectionOptions(*decide, options->connection);
  AddOutput(*decide, *options);
  decide->add_option("--screening", options->screening, "name, as chowki screen prints it")
      ->required();
  decide->add_option("--outcome", options->outcome, "proceed, refer or refuse")
      ->required()
      ->check(CLI::IsMember({"proceed", "refer", "refuse"}));
  decide->add_option("--note", options->note, "free text");
  decide->add_option("--second-officer", options->second_officer, "who agreed");
  decide->add_option("--same-person", options->same, "entry that the traveller is");
  decide->add_option("--not-this-person", options->others, "entries that the traveller is not");
  decide->add_option("--list", options->list,
                     "list of those entries, where several have their ids");
  decide->add_option("--reason", options->reason, "how that was found out");
  decide->add_option("--until", options->until,
                     "day (YYYY-MM-DD) until which those entries, as they are now, shall not alert "
                     "for this person again; suspects only");
  decide->callback([options, &chosen] { chosen = [options] { return Decide(*options); }; });

  CLI::App* list = root.add_subcommand(
      "suppressions", "List what officers said for good: checked, not this person.");
  AddConnectionOptions(*list, options->connection);
  AddOutput(*list, *options);
  list->add_option("--checkpoint", options->checkpoint, "of one checkpoint only");
  list->callback([options, &chosen] { chosen = [options] { return ListSuppressions(*options); }; });
}

}  // namespace chowki::app::cli
