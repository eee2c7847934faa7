#include "app/cli/bundle_command.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "app/cli/connection.h"
#include "app/cli/event_bundle.h"
#include "app/cli/json_lines.h"
#include "app/cli/progress_bar.h"
#include "app/file_text.h"
#include "app/grpc_lifetime.h"
#include "base/clock.h"
#include "base/text.h"
#include "sync/bundle_export.h"
#include "sync/bundle_import.h"
#include "sync/post_store.h"
#include "trust/bundle_file.h"
#include "trust/key_file.h"

namespace chowki::app::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct Options {
  std::string bundle;
  std::string store = "chowki-lists.db";
  std::string root;
  std::string opening_key;
  std::vector<std::string> lists = {"national"};
  std::vector<std::string> recipients;
  bool check_approvals = false;
  std::int64_t steps_from = 0;
  ConnectionOptions connection;
  EventBundleOptions of_events;

  // For what the two kinds of bundle share.
  [[nodiscard]] EventBundleOptions ForEvents() const {
    EventBundleOptions events = of_events;
    events.bundle = bundle;
    events.root = root;
    events.opening_key = opening_key;
    events.recipients = recipients;
    return events;
  }
};

int Fail(const Status& status) {
  PrintError(Message(status));
  return kSomeFailed;
}

Result<std::ifstream> OpenBundle(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return NotFound("{}: cannot be opened", path);
  return in;
}

Result<std::optional<trust::OpeningKey>> KeyOf(const Options& options) {
  if (options.opening_key.empty()) return std::optional<trust::OpeningKey>();
  CHOWKI_ASSIGN_OR_RETURN(auto key, trust::ReadOpeningKey(options.opening_key));
  return std::optional<trust::OpeningKey>(std::move(key));
}

Result<sync::PostStore> OpenStore(const fs::path& path, const std::string& root_file) {
  auto store = sync::PostStore::Open(path);
  if (store.status().code() != StatusCode::kNotFound || root_file.empty()) return store;
  CHOWKI_ASSIGN_OR_RETURN(const std::string root, ReadText(root_file));
  return sync::PostStore::Create(path, root);
}

Status TakeIn(sync::PostStore& store, const Options& options) {
  CHOWKI_ASSIGN_OR_RETURN(std::ifstream in, OpenBundle(options.bundle));
  CHOWKI_ASSIGN_OR_RETURN(const auto key, KeyOf(options));
  trust::StreamSource source(in);
  trust::Policy policy;
  policy.check_approvals = options.check_approvals;
  const auto changed =
      sync::ImportBundle(store, source, {options.lists.begin(), options.lists.end()}, policy,
                         SystemClock().Now(), key ? &*key : nullptr);
  if (!changed.ok()) return Annotate(changed.status(), options.bundle);
  CHOWKI_ASSIGN_OR_RETURN(const auto state, store.ReadTrust());
  for (const auto& [list, held] : state.lists) {
    std::fputs(ToLine(Json{{"list", list},
                           {"version", held.version},
                           {"entries", held.entry_count},
                           {"state_root", ToHex(held.state_root)},
                           {"changed", changed->contains(list)}})
                   .c_str(),
               stdout);
  }
  return Ok();
}

int Import(const Options& options) {
  if (!options.of_events.central.empty()) return ImportEventBundle(options.ForEvents());
  auto store = OpenStore(options.store, options.root);
  if (!store.ok()) return Fail(store.status());
  const Status taken = TakeIn(*store, options);
  return taken.ok() ? kDone : Fail(taken);
}

// A folder that goes with everything in it.
class Workshop {
 public:
  Workshop() {
    std::string name = (fs::temp_directory_path() / "chowki-bundle-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~Workshop() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// As a post that trusts the root and holds nothing would.
int Verify(const Options& options) {
  const Workshop workshop;
  auto store = OpenStore(workshop.path() / "post.db", options.root);
  if (!store.ok()) return Fail(store.status());
  const Status taken = TakeIn(*store, options);
  return taken.ok() ? kDone : Fail(taken);
}

int Inspect(const Options& options) {
  auto in = OpenBundle(options.bundle);
  if (!in.ok()) return Fail(in.status());
  trust::StreamSource source(*in);
  // A sealed bundle shows its header only to those who can open it; say so by its own reason.
  const auto key = KeyOf(options);
  if (!key.ok()) return Fail(key.status());
  const auto reader = trust::BundleReader::Open(source, *key ? &**key : nullptr);
  if (!reader.ok()) return Fail(Annotate(reader.status(), options.bundle));
  const trust::BundleHeader& header = (*reader)->header();
  Json lists = Json::array();
  for (const trust::BundleList& list : header.lists) {
    lists.push_back({{"list", list.name}, {"manifests", list.manifests.size()}});
  }
  std::int64_t bytes = 0;
  for (const trust::BundleSection& section : header.sections) bytes += section.bytes;
  const Json json = {{"direction", trust::Name(header.direction)},
                     {"deployment", header.deployment},
                     {"roots", header.roots.size()},
                     {"heartbeat", !header.heartbeat.empty()},
                     {"lists", lists},
                     {"files", header.sections.size()},
                     {"bytes", bytes},
                     {"sealed", header.sealing.has_value()},
                     {"verified", false}};
  std::fputs(ToLine(json).c_str(), stdout);
  return kDone;
}

Status WriteBundleFile(const Options& options) {
  CHOWKI_ASSIGN_OR_RETURN(const auto address, AddressOf(options.connection));
  CHOWKI_ASSIGN_OR_RETURN(const auto centre, sync::Centre::Make(address));
  const Workshop workshop;
  sync::ExportOptions request;
  CHOWKI_ASSIGN_OR_RETURN(request.first_root, ReadText(options.root));
  for (const std::string& list : options.lists) request.held[list] = {};
  request.downloads = workshop.path();
  request.steps_from = options.steps_from;
  for (const std::string& file : options.recipients) {
    CHOWKI_ASSIGN_OR_RETURN(request.to.emplace_back(), trust::ReadSealingKey(file));
  }
  ProgressBar bar;
  const std::string side = options.bundle + ".new";
  std::ofstream out(side, std::ios::binary | std::ios::trunc);
  if (!out) return Unavailable("{}: cannot be written", side);
  CHOWKI_RETURN_IF_ERROR(sync::ExportBundle(
      *centre, request, SystemClock().Now(), out, [&](std::int64_t bytes, std::int64_t of) {
        bar.Show("fetching",
                 static_cast<double>(bytes) / static_cast<double>(std::max<std::int64_t>(of, 1)));
      }));
  out.close();
  std::error_code error;
  fs::rename(side, options.bundle, error);
  return out && !error ? Ok() : Unavailable("{}: cannot be written", options.bundle);
}

int Export(const Options& options) {
  if (options.of_events.events) return ExportEventBundle(options.ForEvents());
  const GrpcLifetime grpc;
  const Status written = WriteBundleFile(options);
  if (!written.ok()) {
    std::error_code ignored;
    fs::remove(options.bundle + ".new", ignored);
    return Fail(written);
  }
  return Inspect(options);
}

CLI::App* Add(CLI::App& bundle, const std::shared_ptr<Options>& options, Chosen& chosen,
              const char* name, const char* about, int (*run)(const Options&)) {
  CLI::App* command = bundle.add_subcommand(name, about);
  command->add_option("bundle", options->bundle, "The bundle, *.chb")->required();
  command->callback([options, run, &chosen] { chosen = [options, run] { return run(*options); }; });
  return command;
}

}  // namespace

void AddBundleCommand(CLI::App& app, Chosen& chosen) {
  CLI::App* bundle =
      app.add_subcommand("bundle", "Carries lists to posts without a line, in one signed file.");
  bundle->require_subcommand(1);
  const auto options = std::make_shared<Options>();
  CLI::App* import =
      Add(*bundle, options, chosen, "import",
          "Takes a bundle in: any order, any number of times; all or nothing.", Import);
  CLI::App* inspect =
      Add(*bundle, options, chosen, "inspect", "Tells what a bundle says of itself.", Inspect);
  CLI::App* verify = Add(*bundle, options, chosen, "verify",
                         "Checks a bundle as a post would that trusts a root.", Verify);
  CLI::App* out = Add(*bundle, options, chosen, "export",
                      "Asks the centre for the newest lists and writes them as a bundle.", Export);
  import->add_option("--store", options->store, "What the post holds (default chowki-lists.db)");
  import->add_option("--root", options->root,
                     "First trust root, for a store that is not there yet");
  verify->add_option("--root", options->root, "Trust root")->required();
  out->add_option("--root", options->root, "Trust root")->required();
  for (CLI::App* command : {import, verify, out}) {
    command->add_option("--list", options->lists, "Lists (default national)");
  }
  for (CLI::App* command : {import, inspect, verify}) {
    command->add_option("--opening-key", options->opening_key, "Opens a sealed bundle");
  }
  import->add_flag("--check-approvals", options->check_approvals,
                   "Check two persons' signatures on each change here too");
  AddConnectionOptions(*out, options->connection);
  out->add_option(
         "--steps-from", options->steps_from,
         "Every single step with its approvals from this version on, for a post that holds "
         "it and checks them")
      ->check(CLI::PositiveNumber);
  AddEventExportOptions(*out, options->of_events);
  AddEventImportOptions(*import, options->of_events);
  out->add_option("--to", options->recipients, "Sealing keys of those who may open it");
}

}  // namespace chowki::app::cli
