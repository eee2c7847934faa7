#include "app/cli/list_command.h"

#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <unistd.h>

#include "app/cli/progress_bar.h"
#include "base/clock.h"
#include "base/text.h"
#include "watchlist/list_build.h"
#include "watchlist/store.h"

namespace chowki::app::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct Options {
  std::string out;
  std::string list;
  std::vector<std::string> from;
  bool jsonl = false;
};

std::string Line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
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
    out_ << Line(line);
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

// The head of the list that is being built: one version above the file that it replaces.
watchlist::ListState NextHead(const Options& options) {
  watchlist::ListState head;
  head.list = options.list.empty() ? fs::path(options.out).stem().string() : options.list;
  head.version = 1;
  head.issued = SystemClock().Now();
  const auto old = watchlist::LoadHead(options.out);
  if (old.ok() && old->list == head.list) {
    head.epoch = old->epoch;
    head.version = old->version + 1;
  }
  return head;
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
    std::fputs(Line(line).c_str(), stdout);
    return;
  }
  std::printf("%s: list %s, version %lld\n", Printable(options.out).c_str(),
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

int Build(const Options& options) {
  std::vector<watchlist::SourceSpec> sources;
  for (const std::string& text : options.from) {
    auto source = watchlist::ParseSourceSpec(text);
    if (!source.ok()) {
      PrintError(Message(source.status()));
      return kUsage;
    }
    sources.push_back(*std::move(source));
  }
  const std::string report_path = options.out + ".report.jsonl";
  Report report(report_path);
  ProgressBar bar;
  watchlist::BuildObserver observer;
  observer.problem = [&](const watchlist::Problem& problem) { report.Write(problem); };
  observer.progress = [&](const fs::path& file, double share) {
    bar.Show("reading " + Printable(file.filename().string()), share);
  };
  const auto build = watchlist::BuildList(sources, NextHead(options), observer);
  const Status reported = report.Close();
  Status status = build.status();
  if (status.ok()) status = reported;
  if (status.ok()) {
    const double total = static_cast<double>(build->snapshot.size());
    status = watchlist::Save(build->snapshot, options.out, [&](size_t done) {
      bar.Show("writing", static_cast<double>(done) / total);
    });
  }
  if (!status.ok()) {
    PrintError(Message(status) + "; " + options.out + " was not changed");
    return kSomeFailed;
  }
  Print(*build, options, report_path);
  return kDone;
}

}  // namespace

void AddListCommand(CLI::App& app, Chosen& chosen) {
  CLI::App* list = app.add_subcommand("list", "Makes local watchlists.");
  list->require_subcommand(1);
  CLI::App* build = list->add_subcommand("build", "Builds a watchlist file from list files.");
  auto options = std::make_shared<Options>();
  build->add_option("--out", options->out, "The file to write, e.g. national.db")->required();
  build->add_option("--list", options->list, "Name of the list (default: the file's)");
  std::string formats;
  for (const watchlist::SourceFormat& format : watchlist::SourceFormats()) {
    formats += fmt::format("\n{}:PATH  {}", format.name, format.about);
  }
  build->add_option("--from", options->from, "What to read, FORMAT:PATH, once or more" + formats)
      ->required();
  build
      ->add_option_function<std::string>(
          "--output", [options](const std::string& form) { options->jsonl = form == "jsonl"; },
          "text or jsonl")
      ->check(CLI::IsMember({"text", "jsonl"}));
  build->callback([options, &chosen] { chosen = [options] { return Build(*options); }; });
}

}  // namespace chowki::app::cli
