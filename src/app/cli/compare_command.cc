#include "app/cli/compare_command.h"

#include <cstdio>
#include <memory>

#include "app/cli/json_lines.h"
#include "app/cli/match_json.h"
#include "app/cli/query_json.h"
#include "base/text.h"
#include "identify/people_comparison.h"

namespace chowki::app::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string pairs = "-";
  std::string output = "jsonl";
};

Result<identify::Query> PersonOf(const Json& pair, const char* side) {
  const auto found = pair.find(side);
  if (found == pair.end()) return InvalidInput("there is no {}", side);
  auto person = ReadPerson(*found);
  if (!person.ok()) return Annotate(person.status(), side);
  return person;
}

Result<Json> Answer(const Json& pair) {
  CHOWKI_ASSIGN_OR_RETURN(const auto a, PersonOf(pair, "a"));
  CHOWKI_ASSIGN_OR_RETURN(const auto b, PersonOf(pair, "b"));
  const identify::PeopleComparison comparison = identify::ComparePeople(a, b);
  return Json{{"id", TextOf(pair, "id")},
              {"score", comparison.score},
              {"match", comparison.match},
              {"signals", SignalsJson(comparison.signals)}};
}

void Print(const Json& answer, const std::string& output) {
  if (output == "jsonl") {
    std::fputs(ToLine(answer).c_str(), stdout);
    return;
  }
  const std::string id = Printable(TextOf(answer, "id"));
  if (answer.contains("error")) {
    std::printf("%s: %s\n", id.c_str(), Printable(TextOf(answer, "error")).c_str());
    return;
  }
  std::printf("%s: %s, score %.2f\n", id.c_str(),
              answer["match"].get<bool>() ? "the same person" : "two people",
              answer["score"].get<double>());
  PrintSignals(answer["signals"]);
}

int Compare(const Options& options) {
  bool failed = false;
  const Status status = ForEachJsonLine(options.pairs, [&](int number, const Result<Json>& pair) {
    auto answer = pair.ok() ? Answer(*pair) : pair.status();
    if (!answer.ok()) {
      failed = true;
      PrintError(fmt::format("line {}: {}", number, Message(answer.status())));
      answer =
          Json{{"id", pair.ok() ? TextOf(*pair, "id") : ""}, {"error", Message(answer.status())}};
    }
    Print(*answer, options.output);
  });
  if (!status.ok()) {
    PrintError(Message(status));
    return kUsage;
  }
  return failed ? kSomeFailed : kDone;
}

}  // namespace

void AddCompareCommand(CLI::App& root, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* compare =
      root.add_subcommand("compare", "Tells whether two descriptions are of one person.");
  compare->add_option(
      "--pairs", options->pairs,
      "file of lines {\"id\": ..., \"a\": {...}, \"b\": {...}}; - is standard input");
  compare->add_option("--output", options->output, "text or jsonl (default)")
      ->check(CLI::IsMember({"text", "jsonl"}));
  compare->callback([options, &chosen] { chosen = [options] { return Compare(*options); }; });
}

}  // namespace chowki::app::cli
