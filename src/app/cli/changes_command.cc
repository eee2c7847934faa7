#include "app/cli/changes_command.h"

#include <algorithm>
#include <cstdio>
#include <memory>

#include "app/cli/change_signing.h"
#include "app/cli/changes_client.h"
#include "app/cli/changes_impact.h"
#include "app/cli/changes_json.h"
#include "app/cli/json_lines.h"
#include "app/cli/progress_bar.h"
#include "app/file_text.h"
#include "app/grpc_lifetime.h"
#include "trust/submission.h"
#include "watchlist/entry_bytes.h"
#include "watchlist/list_build.h"

namespace chowki::app::cli {
namespace {

namespace pb = watchlist::v1;
using Json = nlohmann::ordered_json;

// As terraform's -detailed-exitcode: a plan that would change something.
constexpr int kWouldChange = 2;

struct Options {
  ConnectionOptions connection;
  std::string output = "text";
  std::string list;
  std::string title;
  std::vector<std::string> from;
  std::vector<std::string> remove;
  bool whole_list = false;
  std::string plan_file;
  std::string draft;
  std::string name;
  std::vector<std::string> names;
  std::string root;
  std::string key;
  std::vector<std::string> accepted;
  std::string reason;
  std::int64_t to_version = 0;
  bool diff = false;
  bool impact = false;

  [[nodiscard]] bool json() const { return output == "jsonl"; }
};

// What plan hands to submit.
struct PlanFile {
  std::string change_set;
  std::string list;
  Digest digest{};
};

Status WritePlanFile(const std::string& path, const std::string& name, const std::string& list,
                     const pb::Plan& plan) {
  Json json = PlanJson(plan);
  json["change_set"] = name;
  json["list"] = list;
  return ReplaceText(path, ToLine(json));
}

Result<PlanFile> ReadPlanFile(const std::string& path) {
  CHOWKI_ASSIGN_OR_RETURN(const std::string text, ReadText(path));
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return InvalidInput("{} is no plan", path);
  PlanFile plan{TextOf(json, "change_set"), TextOf(json, "list"), {}};
  const auto digest = DigestFromHex(TextOf(json, "digest"));
  if (!digest.ok()) return InvalidInput("{}: nothing can be submitted of this plan", path);
  plan.digest = *digest;
  return plan;
}

// "watchlists/national/changeSets/7" -> "national"
std::string ListOf(const std::string& name) {
  const size_t begin = std::min(name.find('/') + 1, name.size());
  return name.substr(begin, name.find('/', begin) - begin);
}

// The rows of an import; what the sources leave out is told on standard error.
Result<std::vector<pb::Change>> ReadRows(const Options& options) {
  std::vector<pb::Change> rows;
  std::vector<watchlist::SourceSpec> sources;
  for (const std::string& text : options.from) {
    CHOWKI_ASSIGN_OR_RETURN(sources.emplace_back(), watchlist::ParseSourceSpec(text));
  }
  if (!sources.empty()) {
    ProgressBar bar;
    watchlist::BuildObserver observer;
    observer.problem = [](const watchlist::Problem& problem) {
      PrintError(
          fmt::format("{}:{}: {}{}", problem.file, problem.line,
                      problem.row_skipped ? "row skipped: " : "value left out: ", problem.reason));
    };
    observer.progress = [&bar](const std::filesystem::path& file, double share) {
      bar.Show(file.filename().string(), share);
    };
    watchlist::ListState head;
    head.list = options.list;
    CHOWKI_ASSIGN_OR_RETURN(const auto build,
                            watchlist::BuildList(sources, head, nullptr, observer));
    for (size_t i = 0; i < build.snapshot.size(); ++i) {
      rows.emplace_back().set_put(std::string(build.snapshot.BytesAt(i)));
    }
  }
  for (const std::string& id : options.remove) rows.emplace_back().set_remove(id);
  if (rows.empty()) return InvalidInput("nothing to import: --from or --remove");
  return rows;
}

void Print(const Options& options, const Json& json, const std::string& text) {
  std::fputs(options.json() ? ToLine(json).c_str() : text.c_str(), stdout);
}

void Print(const Options& options, const pb::ChangeSet& set) {
  Print(options, ChangeSetJson(set), ChangeSetText(set));
}

Status AddImpact(const Options& options, const std::string& name, Json& json, std::string& text) {
  CHOWKI_ASSIGN_OR_RETURN(const auto impact, AskImpact(options.connection, name));
  json["impact"] = ImpactJson(impact);
  text += ImpactText(impact);
  return Ok();
}

Result<int> PrintPlan(const Options& options, ChangesClient& client, const std::string& name) {
  CHOWKI_ASSIGN_OR_RETURN(const pb::Plan plan, client.Plan(name));
  Json json = PlanJson(plan);
  json["change_set"] = name;
  std::string text = name + "\n" + PlanText(plan);
  if (options.impact) CHOWKI_RETURN_IF_ERROR(AddImpact(options, name, json, text));
  Print(options, json, text);
  if (!options.plan_file.empty()) {
    CHOWKI_RETURN_IF_ERROR(WritePlanFile(options.plan_file, name, options.list, plan));
  }
  bool broken = false;
  for (const pb::Plan::Problem& problem : plan.problems()) broken = broken || !problem.guard();
  if (broken) return kSomeFailed;
  return plan.digest().empty() ? kDone : kWouldChange;
}

Result<int> Plan(const Options& options, ChangesClient& client) {
  if (!options.draft.empty()) {
    Options of_draft = options;
    of_draft.list = ListOf(options.draft);
    return PrintPlan(of_draft, client, options.draft);
  }
  if (options.list.empty()) return InvalidInput("--list, or --draft of one that is there");
  CHOWKI_ASSIGN_OR_RETURN(const auto rows, ReadRows(options));
  CHOWKI_ASSIGN_OR_RETURN(const pb::ChangeSet set,
                          client.Create(options.list, options.title, options.whole_list));
  {
    ProgressBar bar;
    CHOWKI_RETURN_IF_ERROR(client.Import(set.name(), rows, [&](size_t kept) {
      bar.Show("import", static_cast<double>(kept) / static_cast<double>(rows.size()));
    }));
  }
  return PrintPlan(options, client, set.name());
}

Result<int> Revert(const Options& options, ChangesClient& client) {
  CHOWKI_ASSIGN_OR_RETURN(const pb::ChangeSet set, client.Revert(options.list, options.to_version));
  return PrintPlan(options, client, set.name());
}

Result<int> Submit(const Options& options, ChangesClient& client) {
  CHOWKI_ASSIGN_OR_RETURN(const PlanFile plan, ReadPlanFile(options.plan_file));
  CHOWKI_ASSIGN_OR_RETURN(const Signer author,
                          ReadSigner(options.root, options.key, trust::Role::kAuthor));
  const std::string submission =
      SignSubmission(author, plan.list, plan.digest, SystemClock().Now());
  CHOWKI_ASSIGN_OR_RETURN(const pb::ChangeSet set,
                          client.Submit(plan.change_set, submission, options.accepted));
  Print(options, set);
  return kDone;
}

// Each entry ends by itself, the latest on the last day that the centre takes.
Status EndByThemselves(std::vector<pb::Change>& rows, Time now) {
  const Date last = ToDate(now + trust::kUrgentEnds);
  for (pb::Change& row : rows) {
    CHOWKI_ASSIGN_OR_RETURN(watchlist::Entry entry, watchlist::FromBytes(row.put()));
    entry.valid_until = std::min(entry.valid_until.value_or(last), last);
    row.set_put(watchlist::ToBytes(entry));
  }
  return Ok();
}

// From rows to posts in one go, by one person.
Result<int> Urgent(const Options& options, ChangesClient& client) {
  const Time now = SystemClock().Now();
  CHOWKI_ASSIGN_OR_RETURN(const Signer author,
                          ReadSigner(options.root, options.key, trust::Role::kUrgent));
  CHOWKI_ASSIGN_OR_RETURN(auto rows, ReadRows(options));
  CHOWKI_RETURN_IF_ERROR(EndByThemselves(rows, now));
  CHOWKI_ASSIGN_OR_RETURN(const pb::ChangeSet draft,
                          client.Create(options.list, options.title, false));
  CHOWKI_RETURN_IF_ERROR(client.Import(draft.name(), rows, [](size_t) {}));
  CHOWKI_ASSIGN_OR_RETURN(const pb::Plan plan, client.Plan(draft.name()));
  if (plan.digest().empty()) {
    return FailedPrecondition("nothing of it is new to list {}", options.list);
  }
  CHOWKI_ASSIGN_OR_RETURN(const Digest digest,
                          client.ForEachChange(draft.name(), [](const pb::PlannedChange&) {}));
  const std::string submission = SignSubmission(author, options.list, digest, now, true);
  CHOWKI_RETURN_IF_ERROR(client.Submit(draft.name(), submission, {}).status());
  CHOWKI_RETURN_IF_ERROR(client.Publish(options.list, {draft.name()}).status());
  CHOWKI_ASSIGN_OR_RETURN(const pb::ChangeSet set, client.Get(draft.name()));
  Print(options, set);
  return kDone;
}

Result<int> Show(const Options& options, ChangesClient& client) {
  CHOWKI_ASSIGN_OR_RETURN(const pb::ChangeSet set, client.Get(options.name));
  Json shown = ChangeSetJson(set);
  std::string text = ChangeSetText(set);
  if (options.impact) CHOWKI_RETURN_IF_ERROR(AddImpact(options, options.name, shown, text));
  Print(options, shown, text);
  if (!options.diff) return kDone;
  CHOWKI_RETURN_IF_ERROR(client
                             .ForEachChange(options.name,
                                            [&](const pb::PlannedChange& change) {
                                              const Json json = PlannedChangeJson(change);
                                              Print(options, json,
                                                    fmt::format("  {} {}\n", TextOf(json, "change"),
                                                                TextOf(json, "id")));
                                            })
                             .status());
  return kDone;
}

// The digest that is signed is computed here from what the centre shows, never believed.
Result<int> Approve(const Options& options, ChangesClient& client) {
  CHOWKI_ASSIGN_OR_RETURN(const Signer approver,
                          ReadSigner(options.root, options.key, trust::Role::kApprover));
  CHOWKI_ASSIGN_OR_RETURN(const pb::ChangeSet held, client.Get(options.name));
  CHOWKI_ASSIGN_OR_RETURN(const Digest digest,
                          client.ForEachChange(options.name, [](const pb::PlannedChange&) {}));
  CHOWKI_ASSIGN_OR_RETURN(const std::string approval,
                          SignApproval(approver, held.submission(), ListOf(options.name), digest));
  CHOWKI_ASSIGN_OR_RETURN(const pb::ChangeSet set, client.Approve(options.name, approval));
  Print(options, set);
  return kDone;
}

Result<int> Reject(const Options& options, ChangesClient& client) {
  CHOWKI_ASSIGN_OR_RETURN(const pb::ChangeSet set, client.Reject(options.name, options.reason));
  Print(options, set);
  return kDone;
}

Result<int> Withdraw(const Options& options, ChangesClient& client) {
  CHOWKI_ASSIGN_OR_RETURN(const pb::ChangeSet set, client.Withdraw(options.name));
  Print(options, set);
  return kDone;
}

Result<int> List(const Options& options, ChangesClient& client) {
  CHOWKI_ASSIGN_OR_RETURN(const auto sets, client.List(options.list));
  for (const pb::ChangeSet& set : sets) Print(options, set);
  return kDone;
}

Result<int> Publish(const Options& options, ChangesClient& client) {
  CHOWKI_ASSIGN_OR_RETURN(const auto response, client.Publish(options.list, options.names));
  Json json = VersionJson(response.version());
  json["list"] = options.list;
  json["conflicted"] = Json::array();
  std::string text = fmt::format("{}: version {} with {} entries\n", options.list,
                                 response.version().number(), response.version().entries());
  for (const std::string& name : response.conflicted()) {
    json["conflicted"].push_back(name);
    text += fmt::format("  in conflict, make it anew: {}\n", name);
  }
  Print(options, json, text);
  return response.conflicted().empty() ? kDone : kSomeFailed;
}

Result<int> Versions(const Options& options, ChangesClient& client) {
  CHOWKI_ASSIGN_OR_RETURN(const auto versions, client.Versions(options.list));
  for (const pb::Version& version : versions) {
    Print(options, VersionJson(version),
          fmt::format("{:>6}  {} entries\n", version.number(), version.entries()));
  }
  return kDone;
}

using Verb = Result<int> (*)(const Options&, ChangesClient&);

int Run(const Options& options, Verb verb) {
  const GrpcLifetime grpc;
  auto client = ChangesClient::Open(options.connection);
  if (!client.ok()) {
    PrintError(Message(client.status()));
    return kUsage;
  }
  const Result<int> code = verb(options, *client);
  if (code.ok()) return *code;
  const auto detail = Detail(code.status());
  PrintError((detail ? detail->reason + ": " : "") + Message(code.status()));
  return kSomeFailed;
}

}  // namespace

void AddChangesCommand(CLI::App& root, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command = root.add_subcommand(
      "changes", "Change a list at the centre: plan, submit, approve by another, publish.");
  command->require_subcommand(1);
  const auto add = [&](const char* name, const char* about, Verb verb) {
    CLI::App* sub = command->add_subcommand(name, about);
    AddConnectionOptions(*sub, options->connection);
    sub->add_option("-o,--output", options->output, "text or jsonl")
        ->check(CLI::IsMember({"text", "jsonl"}));
    sub->callback(
        [options, verb, &chosen] { chosen = [options, verb] { return Run(*options, verb); }; });
    return sub;
  };
  const auto list = [&](CLI::App* sub) {
    sub->add_option("--list", options->list, "the list")->required();
  };
  const auto name = [&](CLI::App* sub) {
    sub->add_option("change_set", options->name, "watchlists/LIST/changeSets/NUMBER")->required();
  };
  const auto impact = [&](CLI::App* sub) {
    sub->add_flag("--impact", options->impact,
                  "how many of the screenings that posts sent last it would have changed");
  };
  const auto signer = [&](CLI::App* sub) {
    sub->add_option("--root", options->root, "file of the trust root")->required();
    sub->add_option("--sign", options->key, "file of your own key (0600)")->required();
  };

  CLI::App* plan = add(
      "plan", "Make a draft and say what it would do: exit 0 nothing, 2 changes, 1 error.", Plan);
  plan->add_option("--list", options->list, "the list");
  CLI::Option* draft = plan->add_option(
      "--draft", options->draft, "one that is there, of a post: watchlists/LIST/changeSets/NUMBER");
  plan->add_option("--from", options->from, "FORMAT:PATH, as in list build; may be repeated")
      ->excludes(draft);
  plan->add_option("--remove", options->remove, "id of an entry to remove; may be repeated")
      ->excludes(draft);
  plan->add_flag("--whole", options->whole_list, "the sources are the whole list");
  plan->add_option("--title", options->title, "what it is for");
  plan->add_option("--out", options->plan_file, "file for submit");
  impact(plan);
  CLI::App* submit = add("submit", "Freeze a plan with your signature.", Submit);
  submit->add_option("plan", options->plan_file, "file that plan wrote")->required();
  signer(submit);
  submit->add_option("--accept", options->accepted, "a guard that is meant; may be repeated");
  CLI::App* urgent =
      add("urgent", "Add entries at once and alone; they end by themselves within a day or so.",
          Urgent);
  list(urgent);
  urgent->add_option("--from", options->from, "FORMAT:PATH, as in list build")->required();
  urgent->add_option("--title", options->title, "what it is for");
  signer(urgent);
  CLI::App* show = add("show", "Show a change set.", Show);
  name(show);
  show->add_flag("--diff", options->diff, "entry by entry");
  impact(show);
  CLI::App* approve = add("approve", "Sign somebody else's change set.", Approve);
  name(approve);
  signer(approve);
  CLI::App* reject = add("reject", "Say no to a change set.", Reject);
  name(reject);
  reject->add_option("--reason", options->reason, "why")->required();
  name(add("withdraw", "Take your own change set back.", Withdraw));
  list(add("list", "List change sets, newest first.", List));
  CLI::App* publish = add("publish", "Make the next version of what is approved.", Publish);
  list(publish);
  publish->add_option("change_sets", options->names, "only these, in this order");
  CLI::App* revert = add("revert", "Plan to bring an older version back.", Revert);
  list(revert);
  revert->add_option("--to", options->to_version, "its number")->required();
  revert->add_option("--out", options->plan_file, "file for submit");
  list(add("versions", "List versions, newest first.", Versions));
}

}  // namespace chowki::app::cli
