#include "app/cli/list_command.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/entry_json.h"
#include "app/cli/json_lines.h"
#include "app/cli/progress_bar.h"
#include "base/clock.h"
#include "base/text.h"
#include "watchlist/entry_bytes.h"
#include "watchlist/list_build.h"
#include "watchlist/store.h"

namespace chowki::app::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct Options {
  std::string file;
  std::string list;
  std::vector<std::string> from;
  std::vector<std::string> ids;
  bool jsonl = false;
};

int Fail(const Status& status) {
  PrintError(Message(status));
  return kSomeFailed;
}

// FILE.db.report.jsonl: what did not become part of the list. Only its owner may read it, since the
// reasons quote the rows.
class Report {
 public:
  explicit Report(const fs::path& path) : path_(path), out_(path) {
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, ignored_);
  }

  void Write(const watchlist::Problem& problem) {
    Json line = {{"file", problem.file},
                 {"line", problem.line},
                 {"effect", problem.row_skipped ? "row_skipped" : "value_left_out"}};
    if (!problem.column.empty()) line["column"] = problem.column;
    line["reason"] = problem.reason;
    out_ << ToLine(line);
  }

  [[nodiscard]] Status Close() {
    out_.close();
    return out_ ? Ok() : FailedPrecondition("{}: cannot be written", path_.string());
  }

 private:
  fs::path path_;
  std::ofstream out_;
  std::error_code ignored_;
};

// The head of the list that is being built: one version above the one that it takes the place of.
watchlist::ListState NextHead(const Options& options,
                              const std::optional<watchlist::Snapshot>& old) {
  watchlist::ListState head;
  head.list = options.list.empty() ? fs::path(options.file).stem().string() : options.list;
  head.version = 1;
  head.issued = SystemClock().Now();
  if (old) {
    head.epoch = old->head().epoch;
    head.version = old->head().version + 1;
  }
  return head;
}

// The list that is there already under the same name; nothing when there is none. One that cannot
// be read is told: the count of its entries' changes begins anew.
std::optional<watchlist::Snapshot> Previous(const Options& options) {
  if (!fs::exists(options.file)) return std::nullopt;
  auto old = watchlist::Load(options.file);
  if (!old.ok()) {
    PrintError("the old list is not taken into account: " + Message(old.status()));
    return std::nullopt;
  }
  if (!options.list.empty() && old->head().list != options.list) return std::nullopt;
  return std::move(old).value();
}

Result<std::vector<watchlist::SourceSpec>> ParseSources(const std::vector<std::string>& texts) {
  std::vector<watchlist::SourceSpec> sources;
  for (const std::string& text : texts) {
    CHOWKI_ASSIGN_OR_RETURN(sources.emplace_back(), watchlist::ParseSourceSpec(text));
  }
  return sources;
}

void Print(const watchlist::Build& build, const Options& options, const std::string& report) {
  const watchlist::BuildCounts& counts = build.counts;
  const watchlist::ListState& head = build.snapshot.head();
  if (options.jsonl) {
    const Json line = {{"list", head.list},
                       {"epoch", head.epoch},
                       {"version", head.version},
                       {"entries", counts.entries},
                       {"names", counts.names},
                       {"documents", counts.documents},
                       {"rows_skipped", counts.rows_skipped},
                       {"values_left_out", counts.values_left_out},
                       {"state_root", head.state_root},
                       {"report", report}};
    std::fputs(ToLine(line).c_str(), stdout);
    return;
  }
  std::printf("%s: list %s, version %lld\n", Printable(options.file).c_str(),
              Printable(head.list).c_str(), static_cast<long long>(head.version));
  const std::pair<const char*, std::int64_t> rows[] = {{"entries", counts.entries},
                                                       {"names", counts.names},
                                                       {"documents", counts.documents},
                                                       {"rows skipped", counts.rows_skipped},
                                                       {"values left out", counts.values_left_out}};
  for (const auto& [what, count] : rows) {
    std::printf("  %-16s%10lld\n", what, static_cast<long long>(count));
  }
  if (counts.rows_skipped + counts.values_left_out > 0) {
    std::printf("  reasons in %s\n", Printable(report).c_str());
  }
}

// What a source tells on its way, to the report and the terminal.
watchlist::BuildObserver Observer(Report& report, ProgressBar& bar) {
  watchlist::BuildObserver observer;
  observer.problem = [&](const watchlist::Problem& problem) { report.Write(problem); };
  observer.progress = [&](const fs::path& file, double share) {
    bar.Show("reading " + Printable(file.filename().string()), share);
  };
  return observer;
}

int FailUnchanged(const Status& status, const Options& options) {
  PrintError(Message(status) + "; " + options.file + " was not changed");
  return kSomeFailed;
}

int Build(const Options& options) {
  const auto sources = ParseSources(options.from);
  if (!sources.ok()) {
    PrintError(Message(sources.status()));
    return kUsage;
  }
  const auto previous = Previous(options);
  const std::string report_path = options.file + ".report.jsonl";
  Report report(report_path);
  ProgressBar bar;
  const auto build = watchlist::BuildList(*sources, NextHead(options, previous),
                                          previous ? &*previous : nullptr, Observer(report, bar));
  const Status reported = report.Close();
  if (!build.ok()) return FailUnchanged(build.status(), options);
  if (!reported.ok()) return FailUnchanged(reported, options);
  const double total = static_cast<double>(build->snapshot.size());
  const Status saved = watchlist::Save(build->snapshot, options.file, [&](size_t done) {
    bar.Show("writing", static_cast<double>(done) / total);
  });
  if (!saved.ok()) return FailUnchanged(saved, options);
  Print(*build, options, report_path);
  return kDone;
}

void PrintUpdate(const watchlist::Update& update, const watchlist::ListState& head,
                 const Options& options, const std::string& report) {
  const Json line = {{"list", head.list},
                     {"epoch", head.epoch},
                     {"version", head.version},
                     {"entries", head.entries},
                     {"changed", update.changes.put.size()},
                     {"removed", update.changes.removed.size()},
                     {"rows_skipped", update.rows_skipped},
                     {"values_left_out", update.values_left_out},
                     {"state_root", head.state_root},
                     {"report", report}};
  if (options.jsonl) {
    std::fputs(ToLine(line).c_str(), stdout);
    return;
  }
  for (const auto& [key, value] : line.items()) {
    const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    std::printf("%-16s%s\n", key.c_str(), Printable(text).c_str());
  }
}

int Update(const Options& options) {
  const auto sources = ParseSources(options.from);
  if (!sources.ok()) {
    PrintError(Message(sources.status()));
    return kUsage;
  }
  const auto base = watchlist::Load(options.file);
  if (!base.ok()) return Fail(base.status());
  const std::string report_path = options.file + ".report.jsonl";
  Report report(report_path);
  ProgressBar bar;
  const auto update = watchlist::ReadUpdate(*base, *sources, Observer(report, bar));
  const Status reported = report.Close();
  if (!update.ok()) return FailUnchanged(update.status(), options);
  if (!reported.ok()) return FailUnchanged(reported, options);
  watchlist::ListState head = base->head();
  ++head.version;
  head.issued = SystemClock().Now();
  const watchlist::Snapshot updated = base->With(update->changes, head);
  const Status saved =
      watchlist::SaveChanges(updated, update->changes, base->head().state_root, options.file);
  if (!saved.ok()) return FailUnchanged(saved, options);
  PrintUpdate(*update, updated.head(), options, report_path);
  return kDone;
}

int PrintHead(const Options& options) {
  const auto head = watchlist::LoadHead(options.file);
  if (!head.ok()) return Fail(head.status());
  const Json json = ListJson(watchlist::WithAge(*head, SystemClock().Now()));
  if (options.jsonl) {
    std::fputs(ToLine(json).c_str(), stdout);
    return kDone;
  }
  for (const auto& [key, value] : json.items()) {
    const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    std::printf("%-12s%s\n", key.c_str(), Printable(text).c_str());
  }
  return kDone;
}

void PrintEntry(const watchlist::Entry& entry, const Options& options) {
  const Json json = EntryJson(entry);
  std::fputs(options.jsonl
                 ? ToLine(json).c_str()
                 : (json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n').c_str(),
             stdout);
}

int PrintEntries(const Options& options) {
  const auto list = watchlist::Load(options.file);
  if (!list.ok()) return Fail(list.status());
  if (options.ids.empty()) {
    std::vector<size_t> by_id(list->size());
    std::iota(by_id.begin(), by_id.end(), size_t{0});
    std::ranges::sort(by_id, {}, [&](size_t i) { return watchlist::IdOf(list->BytesAt(i)); });
    for (const size_t i : by_id) PrintEntry(list->At(i), options);
    return kDone;
  }
  int result = kDone;
  for (const std::string& id : options.ids) {
    if (const auto found = list->Find(id)) {
      PrintEntry(list->At(*found), options);
    } else {
      PrintError(fmt::format("{}: no entry '{}'", options.file, id));
      result = kSomeFailed;
    }
  }
  return result;
}

void AddFrom(CLI::App& command, Options& options) {
  std::string formats;
  for (const watchlist::SourceFormat& format : watchlist::SourceFormats()) {
    formats += fmt::format("\n{}:PATH  {}", format.name, format.about);
  }
  command.add_option("--from", options.from, "What to read, FORMAT:PATH, once or more" + formats)
      ->required();
}

void AddOutput(CLI::App& command, const std::shared_ptr<Options>& options) {
  command
      .add_option_function<std::string>(
          "--output", [options](const std::string& form) { options->jsonl = form == "jsonl"; },
          "text or jsonl")
      ->check(CLI::IsMember({"text", "jsonl"}));
}

}  // namespace

void AddListCommand(CLI::App& app, Chosen& chosen) {
  CLI::App* list = app.add_subcommand("list", "Makes local watchlists and shows what is in them.");
  list->require_subcommand(1);
  const auto options = std::make_shared<Options>();

  CLI::App* build = list->add_subcommand("build", "Builds a watchlist file from list files.");
  build->add_option("--out", options->file, "The file to write, e.g. national.db")->required();
  build->add_option("--list", options->list, "Name of the list (default: the file's)");
  AddFrom(*build, *options);
  AddOutput(*build, options);
  build->callback([options, &chosen] { chosen = [options] { return Build(*options); }; });

  CLI::App* update = list->add_subcommand("update", "Applies changes to a watchlist file.");
  update->add_option("--list", options->file, "The watchlist file")->required();
  AddFrom(*update, *options);
  AddOutput(*update, options);
  update->callback([options, &chosen] { chosen = [options] { return Update(*options); }; });

  CLI::App* info = list->add_subcommand("info", "Tells what a watchlist file is and how old.");
  info->add_option("--list", options->file, "The watchlist file")->required();
  AddOutput(*info, options);
  info->callback([options, &chosen] { chosen = [options] { return PrintHead(*options); }; });

  CLI::App* show = list->add_subcommand("show", "Prints entries, by their ids or all.");
  show->add_option("--list", options->file, "The watchlist file")->required();
  show->add_option("ids", options->ids, "Ids of entries (default: all)");
  AddOutput(*show, options);
  show->callback([options, &chosen] { chosen = [options] { return PrintEntries(*options); }; });
}

}  // namespace chowki::app::cli
