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

#include "app/cli/match_json.h"
#include "base/clock.h"
#include "base/text.h"
#include "icao/country_search.h"
#include "identify/matcher.h"
#include "watchlist/sources/values.h"
#include "watchlist/store.h"

namespace chowki::app::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string list;
  std::string queries = "-";
  size_t limit = identify::Matcher::kDefaultLimit;
  bool name_only = false;
  unsigned threads = 1;
};

constexpr size_t kBatch = 1024;  // queries answered before anything is printed

std::string Text(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || found->is_null()) return {};
  if (!found->is_string()) throw std::invalid_argument(std::string(key) + " is no text");
  return found->get<std::string>();
}

// The same nationality and issuer by whatever code or name they are written.
std::string Country(const std::string& text) {
  const icao::Country* country = icao::FindCountryByText(text);
  return country != nullptr ? std::string(country->code) : AsciiUpper(Trim(text));
}

Result<identify::Query> ReadQuery(const Json& json, bool name_only) {
  identify::Query query;
  if (const auto names = json.find("names"); names != json.end()) {
    query.names = names->get<std::vector<std::string>>();
  }
  const std::string split = Text(json, "surname") + " " + Text(json, "given_names");
  if (!Trim(split).empty()) query.names.emplace_back(Trim(split));
  query.name_may_be_truncated = json.value("mrz_truncated", false);
  if (name_only) return query;
  CHOWKI_ASSIGN_OR_RETURN(query.birth_date, ParsePartialDate(Text(json, "birth_date")));
  CHOWKI_ASSIGN_OR_RETURN(query.sex, watchlist::ParseSex(Text(json, "sex")));
  query.nationality = Country(Text(json, "nationality"));
  if (const auto document = json.find("document"); document != json.end()) {
    query.document_issuer = Country(Text(*document, "issuer"));
    query.document_number = Text(*document, "number");
  }
  return query;
}

struct Answer {
  std::string line;
  bool failed = false;
};

Answer AnswerOne(const identify::Matcher& matcher, const Options& options,
                 const std::string& line) {
  Json answer;
  Status status = Ok();
  try {
    const Json json = Json::parse(line);
    answer["id"] = json.value("id", "");
    const auto query = ReadQuery(json, options.name_only);
    status = query.status();
    if (query.ok()) {
      const auto begin = std::chrono::steady_clock::now();
      const auto cpu_begin = ThreadCpuTime();
      const auto matches = matcher.Find(*query, options.limit);
      const auto cpu = ThreadCpuTime() - cpu_begin;
      const auto elapsed = std::chrono::steady_clock::now() - begin;
      answer["hits"] = Json::array();
      for (const identify::Match& match : matches) answer["hits"].push_back(MatchJson(match));
      answer["elapsed_us"] = std::chrono::duration_cast<std::chrono::microseconds>(elapsed).count();
      answer["cpu_us"] = std::chrono::duration_cast<std::chrono::microseconds>(cpu).count();
    }
  } catch (const std::exception& error) {  // of the JSON library
    status = InvalidInput("{}", error.what());
  }
  if (!status.ok()) answer["error"] = Message(status);
  return {answer.dump(-1, ' ', false, Json::error_handler_t::replace), !status.ok()};
}

// Answers a batch with several threads; the answers keep the order of the questions.
std::vector<Answer> AnswerAll(const identify::Matcher& matcher, const Options& options,
                              const std::vector<std::string>& lines) {
  std::vector<Answer> answers(lines.size());
  std::atomic<size_t> next = 0;
  const auto work = [&] {
    for (size_t i = next++; i < lines.size(); i = next++) {
      answers[i] = AnswerOne(matcher, options, lines[i]);
    }
  };
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < options.threads; ++i) others.emplace_back(work);
  work();
  others.clear();  // waits for them
  return answers;
}

int Match(const Options& options) {
  auto snapshot = watchlist::Load(options.list);
  if (!snapshot.ok()) {
    PrintError(Message(snapshot.status()));
    return kUsage;
  }
  const identify::Matcher matcher(
      std::make_shared<const watchlist::Snapshot>(*std::move(snapshot)));
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
    for (const Answer& answer : AnswerAll(matcher, options, lines)) {
      std::puts(answer.line.c_str());
      if (answer.failed) result = kSomeFailed;
    }
    std::fflush(stdout);
    lines.clear();
  }
  return result;
}

}  // namespace

void AddMatchCommand(CLI::App& app, Chosen& chosen) {
  CLI::App* match = app.add_subcommand("match", "Looks people and documents up in a watchlist.");
  auto options = std::make_shared<Options>();
  match->add_option("--list", options->list, "Watchlist file, as made by chowki list build")
      ->required();
  match->add_option("--queries", options->queries, "JSON lines; - is standard input (default)");
  match->add_option("--limit", options->limit, "Most hits a query (default 10)");
  match->add_flag("--name-only", options->name_only, "Ignore all but names");
  match->add_option("--threads", options->threads, "Queries at a time (default 1)")
      ->check(CLI::Range(1, 256));
  match->callback([options, &chosen] { chosen = [options] { return Match(*options); }; });
}

}  // namespace chowki::app::cli
