#include "app/cli/provisional_command.h"

#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <grpcpp/client_context.h>

#include "app/cli/connection.h"
#include "app/cli/entry_json.h"
#include "app/cli/json_lines.h"
#include "app/grpc_lifetime.h"
#include "base/text.h"
#include "chowki/screening/v1/screening_service.grpc.pb.h"
#include "screen/screening_id.h"
#include "wire/provisional.h"

namespace chowki::app::cli {
namespace {

using Json = nlohmann::ordered_json;
namespace pb = screening::v1;

struct Options {
  ConnectionOptions connection;
  std::string output = "text";
  // Of a row of chowki's own CSV, by its columns; what may be given several times stands in one
  // cell there.
  std::map<std::string, std::string> one;
  std::map<std::string, std::vector<std::string>> several;
  std::string id;
  std::string reason;
  int days = 0;
  bool all = false;
  std::string checkpoint = "-";
};

Json ToJson(const journal::ProvisionalEntry& entry) {
  Json json = {{"id", entry.entry.id},
               {"state", Name(entry.state)},
               {"checkpoint", entry.checkpoint},
               {"reason", entry.reason},
               {"proposed_by", entry.proposed_by},
               {"proposed", ToIsoTime(entry.proposed)},
               {"until", ToIsoTime(entry.until)}};
  if (entry.confirmed) {
    json["confirmed_by"] = entry.confirmed_by;
    json["confirmed"] = ToIsoTime(*entry.confirmed);
  }
  if (entry.ended) {
    json["ended_by"] = entry.ended_by;
    json["end_reason"] = entry.end_reason;
    json["ended"] = ToIsoTime(*entry.ended);
  }
  json["entry"] = EntryJson(entry.entry);
  return json;
}

void PrintText(const journal::ProvisionalEntry& entry) {
  const watchlist::Entry& listed = entry.entry;
  std::string who;
  if (!listed.names.empty()) {
    who = listed.names.front().full;
  } else if (!listed.documents.empty()) {
    who = listed.documents.front().number;
  }
  std::printf("%s %s, until %s: %s, %s, %s\n", Printable(listed.id).c_str(),
              std::string(Name(entry.state)).c_str(), ToIsoTime(entry.until).c_str(),
              Printable(who).c_str(), Printable(listed.category).c_str(),
              Printable(listed.action).c_str());
  std::printf("  proposed by %s: %s\n", Printable(entry.proposed_by).c_str(),
              Printable(entry.reason).c_str());
  if (entry.confirmed) std::printf("  confirmed by %s\n", Printable(entry.confirmed_by).c_str());
  if (entry.ended) {
    std::printf("  ended %s%s: %s\n", ToIsoTime(*entry.ended).c_str(),
                entry.ended_by.empty() ? "" : (" by " + Printable(entry.ended_by)).c_str(),
                Printable(entry.end_reason).c_str());
  }
}

Status Print(const Options& options, const pb::ProvisionalEntry& message) {
  CHOWKI_ASSIGN_OR_RETURN(const auto entry, wire::FromProto(message));
  if (options.output == "jsonl") {
    std::fputs(ToLine(ToJson(entry)).c_str(), stdout);
  } else {
    PrintText(entry);
  }
  return Ok();
}

struct Asking {
  pb::ScreeningService::Stub& stub;
  grpc::ClientContext context;
};

Status Add(const Options& options, Asking& asking) {
  pb::ProposeProvisionalEntryRequest request;
  request.set_request_id(screen::NewScreeningId(SystemClock().Now()));
  request.set_reason(options.reason);
  request.set_days(options.days);
  for (const auto& [column, text] : options.one) {
    if (!text.empty()) (*request.mutable_columns())[column] = text;
  }
  for (const auto& [column, values] : options.several) {
    if (!values.empty()) (*request.mutable_columns())[column] = Join(values, ";");
  }
  pb::ProvisionalEntry entry;
  CHOWKI_RETURN_IF_ERROR(
      FromGrpc(asking.stub.ProposeProvisionalEntry(&asking.context, request, &entry)));
  return Print(options, entry);
}

Status Confirm(const Options& options, Asking& asking) {
  pb::ConfirmProvisionalEntryRequest request;
  request.set_request_id(screen::NewScreeningId(SystemClock().Now()));
  request.set_id(options.id);
  pb::ProvisionalEntry entry;
  CHOWKI_RETURN_IF_ERROR(
      FromGrpc(asking.stub.ConfirmProvisionalEntry(&asking.context, request, &entry)));
  return Print(options, entry);
}

Status Withdraw(const Options& options, Asking& asking) {
  pb::WithdrawProvisionalEntryRequest request;
  request.set_request_id(screen::NewScreeningId(SystemClock().Now()));
  request.set_id(options.id);
  request.set_reason(options.reason);
  pb::ProvisionalEntry entry;
  CHOWKI_RETURN_IF_ERROR(
      FromGrpc(asking.stub.WithdrawProvisionalEntry(&asking.context, request, &entry)));
  return Print(options, entry);
}

Status List(const Options& options, Asking& asking) {
  pb::ListProvisionalEntriesRequest request;
  request.set_parent("checkpoints/" + options.checkpoint);
  request.set_also_ended(options.all);
  pb::ListProvisionalEntriesResponse response;
  CHOWKI_RETURN_IF_ERROR(
      FromGrpc(asking.stub.ListProvisionalEntries(&asking.context, request, &response)));
  for (const pb::ProvisionalEntry& entry : response.entries()) {
    CHOWKI_RETURN_IF_ERROR(Print(options, entry));
  }
  return Ok();
}

using Verb = Status (*)(const Options&, Asking&);

int Run(const Options& options, Verb verb) {
  const GrpcLifetime grpc;
  const auto channel = Connect(options.connection);
  if (!channel.ok()) {
    PrintError(Message(channel.status()));
    return kUsage;
  }
  const auto stub = pb::ScreeningService::NewStub(*channel);
  Asking asking{*stub, {}};
  asking.context.set_deadline(std::chrono::system_clock::now() +
                              std::chrono::seconds(options.connection.timeout_s));
  const Status status = verb(options, asking);
  if (status.ok()) return kDone;
  const auto detail = Detail(status);
  PrintError((detail ? detail->reason + ": " : "") + Message(status));
  return kSomeFailed;
}

void AddColumns(CLI::App& add, Options& options) {
  const auto one = [&](const char* flag, const char* column, const char* about) {
    return add.add_option(flag, options.one[column], about);
  };
  const auto several = [&](const char* flag, const char* column, const char* about) {
    add.add_option(flag, options.several[column], about);
  };
  one("--category", "category", "why: wanted, stolen_document, ... (watchlists/README.md)")
      ->required();
  one("--name", "name", "the whole name; or --surname and --given-names");
  one("--surname", "surname", "as on a document");
  one("--given-names", "given_names", "as on a document");
  several("--alias", "aliases", "another name of the person");
  several("--birth-date", "birth_dates", "1974-08-12, 1974-08, 1974 or ~1974");
  one("--sex", "sex", "M, F or X");
  several("--nationality", "nationalities", "a code or an English name");
  several("--document", "documents", "NUMBER, ISSUER:NUMBER or TYPE:ISSUER:NUMBER");
  one("--action", "action", "what is to be done (default: the category's own)");
  one("--authority", "authority", "who asked for it");
  one("--reference", "reference", "that authority's own number");
}

}  // namespace

void AddProvisionalCommand(CLI::App& root, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command = root.add_subcommand(
      "provisional", "Add to the post's own list, with two officers, when the centre is far.");
  command->require_subcommand(1);
  const auto verb = [&](const char* name, const char* about, Verb run) {
    CLI::App* sub = command->add_subcommand(name, about);
    AddConnectionOptions(*sub, options->connection);
    sub->add_option("--output", options->output, "text or jsonl")
        ->check(CLI::IsMember({"text", "jsonl"}));
    sub->callback(
        [options, run, &chosen] { chosen = [options, run] { return Run(*options, run); }; });
    return sub;
  };
  const auto id = [&](CLI::App* sub) {
    sub->add_option("id", options->id, "prov-..., as add printed it")->required();
  };
  const auto reason = [&](CLI::App* sub) {
    sub->add_option("--reason", options->reason, "why, in one line")->required();
  };

  CLI::App* add =
      verb("add", "Propose an entry; it matches once another officer confirms it.", Add);
  AddColumns(*add, *options);
  reason(add);
  add->add_option("--days", options->days, "how long it stands, at most 30 (default 14)")
      ->check(CLI::Range(1, 30));
  id(verb("confirm", "Confirm what another officer proposed: it matches from now on.", Confirm));
  CLI::App* withdraw = verb("withdraw", "Take an entry back.", Withdraw);
  id(withdraw);
  reason(withdraw);
  CLI::App* list = verb("list", "List the post's own entries, newest first.", List);
  list->add_flag("--all", options->all, "also those that ended");
  list->add_option("--checkpoint", options->checkpoint, "of one checkpoint only");
}

}  // namespace chowki::app::cli
