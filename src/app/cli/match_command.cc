#include "app/cli/match_command.h"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/cli/json_lines.h"
#include "app/cli/match_json.h"
#include "app/cli/query_json.h"
#include "base/clock.h"
#include "base/text.h"
#include "identify/matcher.h"
#include "screen/list_generation.h"
#include "watchlist/store.h"

namespace chowki::app::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::vector<std::string> lists;
  std::string queries = "-";
  size_t limit = identify::Matcher::kDefaultLimit;
  bool name_only = false;
  std::string output = "jsonl";
  unsigned threads = 1;
};

constexpr size_t kBatch = 1024;  // queries answered before anything is printed

// {"id", "hits", "elapsed_us", "cpu_us"}, or {"id", "error"}.
Json AnswerOne(const screen::ListGenerations& lists, const Options& options,
               const std::string& line) {
  const Json json = Json::parse(line, nullptr, false);
  Json answer = {{"id", json.is_object() ? TextOf(json, "id") : ""}};
  const auto query = json.is_object() ? ReadQuery(json, options.name_only)
                                      : InvalidInput("the line is no JSON object");
  if (!query.ok()) {
    answer["error"] = Message(query.status());
    return answer;
  }
  const auto begin = std::chrono::steady_clock::now();
  const auto cpu_begin = ThreadCpuTime();
  const auto matches = screen::FindInAll(lists, *query, options.limit);
  const auto cpu = ThreadCpuTime() - cpu_begin;
  const auto elapsed = std::chrono::steady_clock::now() - begin;
  answer["hits"] = Json::array();
  for (const identify::Match& match : matches) answer["hits"].push_back(MatchJson(match));
  answer["elapsed_us"] = std::chrono::duration_cast<std::chrono::microseconds>(elapsed).count();
  answer["cpu_us"] = std::chrono::duration_cast<std::chrono::microseconds>(cpu).count();
  return answer;
}

// Answers a batch with several threads; the answers keep the order of the questions.
std::vector<Json> AnswerAll(const screen::ListGenerations& lists, const Options& options,
                            const std::vector<std::string>& lines) {
  std::vector<Json> answers(lines.size());
  std::atomic<size_t> next = 0;
  const auto work = [&] {
    for (size_t i = next++; i < lines.size(); i = next++) {
      answers[i] = AnswerOne(lists, options, lines[i]);
    }
  };
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < options.threads; ++i) others.emplace_back(work);
  work();
  others.clear();  // waits for them
  return answers;
}

void Print(const Json& answer, const std::string& output) {
  if (answer.contains("error")) {
    PrintError("query " + TextOf(answer, "id") + ": " + TextOf(answer, "error"));
  }
  if (output == "jsonl") {
    std::fputs(ToLine(answer).c_str(), stdout);
    return;
  }
  if (answer.contains("error")) return;
  std::printf("%s: %zu hits\n", Printable(TextOf(answer, "id")).c_str(), answer["hits"].size());
  for (const Json& hit : answer["hits"]) PrintMatch(hit);
}

int Match(const Options& options) {
  screen::ListGenerations lists;
  for (const std::string& file : options.lists) {
    auto snapshot = watchlist::Load(file);
    if (!snapshot.ok()) {
      PrintError(Message(snapshot.status()));
      return kUsage;
    }
    lists.push_back({std::make_shared<const identify::Matcher>(
                         std::make_shared<const watchlist::Snapshot>(*std::move(snapshot))),
                     {}});
  }
  std::ifstream file;
  if (options.queries != "-") {
    file.open(options.queries);
    if (!file) {
      PrintError(options.queries + ": cannot be opened");
      return kUsage;
    }
  }
  std::istream& in = options.queries == "-" ? std::cin : file;
  int result = kDone;
  std::vector<std::string> lines;
  bool more = true;
  while (more) {
    std::string line;
    more = static_cast<bool>(std::getline(in, line));
    if (more && !Trim(line).empty()) lines.push_back(std::move(line));
    // From a terminal or a pipe each question is answered at once.
    const bool waiting = options.queries == "-" && in.rdbuf()->in_avail() <= 0;
    if (lines.empty() || (more && lines.size() < kBatch && !waiting)) continue;
    for (const Json& answer : AnswerAll(lists, options, lines)) {
      Print(answer, options.output);
      if (answer.contains("error")) result = kSomeFailed;
    }
    std::fflush(stdout);
    lines.clear();
  }
  return result;
}

}  // namespace

void AddMatchCommand(CLI::App& app, Chosen& chosen) {
  CLI::App* match = app.add_subcommand("match", "Looks people and documents up in watchlists.");
  auto options = std::make_shared<Options>();
  match
      ->add_option("--list", options->lists,
                   "Watchlist file, as made by chowki list build; may be repeated")
      ->required();
  match->add_option("--queries", options->queries, "JSON lines; - is standard input (default)");
  match->add_option("--limit", options->limit, "Most hits a query (default 10)");
  match->add_option("--output", options->output, "text or jsonl (default)")
      ->check(CLI::IsMember({"text", "jsonl"}));
  match->add_flag("--name-only", options->name_only, "Ignore all but names");
  match->add_option("--threads", options->threads, "Queries at a time (default 1)")
      ->check(CLI::Range(1, 256));
  match->callback([options, &chosen] { chosen = [options] { return Match(*options); }; });
}

}  // namespace chowki::app::cli
