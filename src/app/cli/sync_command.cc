#include "app/cli/sync_command.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/cli/connection.h"
#include "app/cli/entry_json.h"
#include "app/cli/json_lines.h"
#include "app/cli/progress_bar.h"
#include "app/file_text.h"
#include "app/grpc_lifetime.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/text.h"
#include "sync/post_store.h"
#include "sync/puller.h"
#include "sync/repair.h"
#include "trust/trust_state.h"

namespace chowki::app::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string store = "chowki-lists.db";
  std::vector<std::string> lists = {"national"};
  std::string root;
  bool check_approvals = false;
  std::string accepted_manifest;
  bool jsonl = false;
  ConnectionOptions connection;
};

int Fail(const Status& status) {
  PrintError(Message(status));
  return kSomeFailed;
}

// ---- status, verify: without a line

watchlist::ListState StateOf(const trust::TrustState& state, const std::string& list,
                             const trust::HeldList& held, Time now) {
  watchlist::ListState head;
  head.list = list;
  head.epoch = held.epoch;
  head.version = held.version;
  head.entries = held.entry_count;
  head.state_root = ToHex(held.state_root);
  head.issued = ConfirmedAt(state, list);
  head = watchlist::WithAge(std::move(head), now);
  if (now > held.expires) head.freshness = watchlist::Freshness::kStale;
  return head;
}

void Print(const watchlist::ListState& state, bool jsonl) {
  if (jsonl) {
    std::fputs(ToLine(ListJson(state)).c_str(), stdout);
    return;
  }
  std::printf("%s  version %lld  %lld entries  %s, %lld s old\n", Printable(state.list).c_str(),
              static_cast<long long>(state.version), static_cast<long long>(state.entries),
              std::string(watchlist::Name(state.freshness)).c_str(),
              static_cast<long long>(state.age.count()));
}

// Why a list is not brought up to date, as whoever tried last wrote it down.
Status PrintFaults(sync::PostStore& store, bool jsonl) {
  CHOWKI_ASSIGN_OR_RETURN(const auto faults, store.ReadFaults());
  for (const auto& [list, fault] : faults) {
    const std::string since = ToIsoTime(fault.since);
    if (jsonl) {
      std::fputs(ToLine(Json{{"list", list},
                             {"fault", fault.reason},
                             {"message", fault.message},
                             {"since", since}})
                     .c_str(),
                 stdout);
    } else {
      std::printf("%s: not brought up to date since %s: %s%s%s\n",
                  list.empty() ? "all lists" : Printable(list).c_str(), since.c_str(),
                  Printable(fault.reason).c_str(), fault.reason.empty() ? "" : ": ",
                  Printable(fault.message).c_str());
    }
  }
  return Ok();
}

int PrintStatus(const Options& options) {
  auto store = sync::PostStore::Open(options.store);
  if (!store.ok()) return Fail(store.status());
  const auto state = store->ReadTrust();
  if (!state.ok()) return Fail(state.status());
  const Time now = TrustedTime(*state, SystemClock().Now());
  for (const auto& [list, held] : state->lists)
    Print(StateOf(*state, list, held, now), options.jsonl);
  if (state->lists.empty() && !options.jsonl) {
    std::printf("no list yet; trusts %s, root version %lld\n",
                Printable(state->root->deployment).c_str(),
                static_cast<long long>(state->root->version));
  }
  const Status told = PrintFaults(*store, options.jsonl);
  return told.ok() ? kDone : Fail(told);
}

int Verify(const Options& options) {
  auto store = sync::PostStore::Open(options.store);
  if (!store.ok()) return Fail(store.status());
  const auto state = store->ReadTrust();
  if (!state.ok()) return Fail(state.status());
  int result = kDone;
  for (const auto& [list, held] : state->lists) {
    const auto loaded = store->Load(list);
    if (!loaded.ok()) {
      PrintError(Message(loaded.status()) + "; chowki sync repair mends it");
      result = kSomeFailed;
    }
    const std::string root = ToHex(held.state_root);
    if (options.jsonl) {
      std::fputs(
          ToLine(Json{{"list", list}, {"state_root", root}, {"intact", loaded.ok()}}).c_str(),
          stdout);
    } else if (loaded.ok()) {
      std::printf("%s  intact: %zu entries, state root %s\n", Printable(list).c_str(),
                  loaded->size(), root.c_str());
    }
  }
  return result;
}

// ---- pull, repair: ask the centre

// Everything that a question to the centre needs.
struct Line {
  SystemClock clock;
  sync::PostStore store;
  std::unique_ptr<sync::Centre> centre;
  ProgressBar bar;

  [[nodiscard]] Result<sync::Puller> Make(const Options& options) {
    sync::Puller::Parts parts;
    parts.store = &store;
    parts.centre = centre.get();
    parts.clock = &clock;
    parts.downloads = options.store + ".files";
    parts.follows = {options.lists.begin(), options.lists.end()};
    parts.policy.check_approvals = options.check_approvals;
    if (!options.accepted_manifest.empty()) {
      const auto digest = DigestFromHex(options.accepted_manifest);
      if (!digest.ok()) return Annotate(digest.status(), "--accept-manifest");
      parts.policy.accepted_manifest = *digest;
    }
    parts.progress = [this](std::int64_t bytes, std::int64_t of) {
      bar.Show("fetching",
               static_cast<double>(bytes) / static_cast<double>(std::max<std::int64_t>(of, 1)));
    };
    return sync::Puller(std::move(parts));
  }
};

Result<std::unique_ptr<Line>> MakeLine(const Options& options) {
  auto store = sync::PostStore::Open(options.store);
  if (store.status().code() == StatusCode::kNotFound && !options.root.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(const std::string root, ReadText(options.root));
    store = sync::PostStore::Create(options.store, root);
  }
  CHOWKI_RETURN_IF_ERROR(store.status());
  CHOWKI_ASSIGN_OR_RETURN(const auto address, AddressOf(options.connection));
  CHOWKI_ASSIGN_OR_RETURN(auto centre, sync::Centre::Make(address));
  return std::unique_ptr<Line>(new Line{{}, *std::move(store), std::move(centre), {}});
}

int Pull(const Options& options) {
  const GrpcLifetime grpc;
  const auto line = MakeLine(options);
  if (!line.ok()) return Fail(line.status());
  auto puller = (*line)->Make(options);
  if (!puller.ok()) return Fail(puller.status());
  const auto pulled = puller->Round(std::chrono::seconds(0));
  if (!pulled.ok()) return Fail(pulled.status());
  for (const auto& [list, why] : pulled->failed) PrintError(Message(why));
  const int printed = PrintStatus(options);
  return pulled->failed.empty() ? printed : kSomeFailed;
}

int Repair(const Options& options) {
  const GrpcLifetime grpc;
  const auto line = MakeLine(options);
  if (!line.ok()) return Fail(line.status());
  int result = kDone;
  for (const std::string& list : options.lists) {
    const auto damaged = sync::Repair((*line)->store, *(*line)->centre, list);
    if (!damaged.ok()) {
      result = Fail(damaged.status());
    } else if (options.jsonl) {
      std::fputs(ToLine(Json{{"list", list}, {"buckets_repaired", damaged->size()}}).c_str(),
                 stdout);
    } else {
      std::printf("%s  %zu of %d buckets were damaged and are whole again\n",
                  Printable(list).c_str(), damaged->size(), trust::kBucketCount);
    }
  }
  return result;
}

CLI::App* Add(CLI::App& sync, const std::shared_ptr<Options>& options, Chosen& chosen,
              const char* name, const char* about, int (*run)(const Options&)) {
  CLI::App* command = sync.add_subcommand(name, about);
  command->add_option("--store", options->store, "What the post holds (default chowki-lists.db)");
  command
      ->add_option_function<std::string>(
          "--output", [options](const std::string& form) { options->jsonl = form == "jsonl"; },
          "text or jsonl")
      ->check(CLI::IsMember({"text", "jsonl"}));
  command->callback([options, run, &chosen] { chosen = [options, run] { return run(*options); }; });
  return command;
}

}  // namespace

void AddSyncCommand(CLI::App& app, Chosen& chosen) {
  CLI::App* sync =
      app.add_subcommand("sync", "Looks after the lists that a post gets from the centre.");
  sync->require_subcommand(1);
  const auto options = std::make_shared<Options>();
  Add(*sync, options, chosen, "status", "Tells which lists the post holds, and how old.",
      PrintStatus);
  Add(*sync, options, chosen, "verify",
      "Holds every entry against what was signed; exit status 1 when a list is damaged.", Verify);
  CLI::App* pull =
      Add(*sync, options, chosen, "pull", "Asks the centre for the newest version, once.", Pull);
  CLI::App* repair = Add(*sync, options, chosen, "repair",
                         "Finds damaged buckets of a list and fetches these anew.", Repair);
  for (CLI::App* command : {pull, repair}) {
    AddConnectionOptions(*command, options->connection);
    command->add_option("--list", options->lists, "Lists (default national); may be repeated");
  }
  pull->add_option("--root", options->root, "First trust root, for a store that is not there yet");
  pull->add_flag("--check-approvals", options->check_approvals,
                 "Check two persons' signatures on each change here too");
  pull->add_option(
      "--accept-manifest", options->accepted_manifest,
      "SHA-256 of the manifest whose version is taken though approvals on the way to it "
      "cannot be checked: compare it by another way first");
}

}  // namespace chowki::app::cli
