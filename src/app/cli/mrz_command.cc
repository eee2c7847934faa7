#include "app/cli/mrz_command.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "app/cli/json_lines.h"
#include "app/cli/mrz_json.h"
#include "base/clock.h"
#include "base/text.h"
#include "icao/mrz_parse.h"

namespace chowki::app::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string input = "-";
  std::vector<std::string> lines;
  std::string output = "text";
  std::string date;
};

// What the lines say. Lines of no known layout are an answer too.
Json Answer(const std::string& id, const std::vector<std::string>& lines, const Date& today) {
  const Result<icao::MrzRecord> record = icao::ParseMrz(lines, today);
  Json answer;
  answer["id"] = id;
  answer["format"] = record.ok() ? icao::Name(record->format) : "";
  answer["valid"] = false;
  answer["failed"] = Json::array();
  answer["fields"] = Json::object();
  if (!record.ok()) {
    answer["error"] = Message(record.status());
    return answer;
  }
  for (const icao::CheckDigitResult& digit : record->check_digits) {
    if (!digit.valid) answer["failed"].push_back(icao::Name(digit.field));
  }
  answer["valid"] = answer["failed"].empty();
  answer["fields"] = FieldsJson(*record);
  answer["check_digits"] = CheckDigitsJson(*record);
  return answer;
}

void PrintText(const Json& answer) {
  const std::string id = TextOf(answer, "id");
  const std::string prefix = id.empty() ? "" : Printable(id) + ": ";
  if (answer.contains("error")) {
    std::printf("%s%s\n", prefix.c_str(), Printable(TextOf(answer, "error")).c_str());
    return;
  }
  std::printf("%s%s, %s\n", prefix.c_str(), TextOf(answer, "format").c_str(),
              answer["valid"].get<bool>() ? "valid" : "not valid");
  for (const auto& [name, value] : answer["fields"].items()) {
    const std::string text = value.get<std::string>();
    if (!text.empty()) std::printf("  %-16s %s\n", name.c_str(), text.c_str());
  }
  for (const Json& name : answer["failed"]) {
    std::printf("  wrong digit      %s\n", name.get<std::string>().c_str());
  }
}

void Print(const Json& answer, const std::string& output) {
  if (output == "jsonl") {
    std::fputs(ToLine(answer).c_str(), stdout);
  } else {
    PrintText(answer);
  }
}

Result<std::vector<std::string>> LinesOf(const Json& query) {
  const auto lines = query.find("lines");
  const bool texts =
      lines != query.end() && lines->is_array() &&
      std::all_of(lines->begin(), lines->end(), [](const Json& line) { return line.is_string(); });
  if (!texts) return InvalidInput("\"lines\" is no array of strings");
  return lines->get<std::vector<std::string>>();
}

Result<Date> TodayOf(const Options& options) {
  if (options.date.empty()) return ToDate(SystemClock().Now());
  return ParseIsoDate(options.date);
}

int Parse(const Options& options) {
  const Result<Date> today = TodayOf(options);
  if (!today.ok()) {
    PrintError(Message(today.status()));
    return kUsage;
  }
  bool failed = false;
  const auto refuse = [&](const std::string& id, const Status& status) {
    failed = true;
    PrintError(Message(status));
    Print({{"id", id}, {"format", ""}, {"valid", false}, {"error", Message(status)}},
          options.output);
  };
  const Status status = ForEachJsonLine(options.input, [&](int number, const Result<Json>& query) {
    if (!query.ok()) return refuse("", query.status());
    const std::string id = TextOf(*query, "id");
    const auto lines = LinesOf(*query);
    if (!lines.ok()) return refuse(id, Annotate(lines.status(), fmt::format("line {}", number)));
    Print(Answer(id, *lines, *today), options.output);
  });
  if (!status.ok()) {
    PrintError(Message(status));
    return kUsage;
  }
  return failed ? kSomeFailed : kDone;
}

int Check(const Options& options) {
  const Result<Date> today = TodayOf(options);
  if (!today.ok()) {
    PrintError(Message(today.status()));
    return kUsage;
  }
  Print(Answer("", options.lines, *today), options.output);
  return kDone;
}

void AddCommonOptions(CLI::App& command, Options& options) {
  command.add_option("--output", options.output, "text or jsonl")
      ->check(CLI::IsMember({"text", "jsonl"}));
  command.add_option("--date", options.date, "today as YYYY-MM-DD; decides the centuries");
}

}  // namespace

void AddMrzCommand(CLI::App& root, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command = root.add_subcommand("mrz", "Machine-readable zones as text.");
  command->require_subcommand(1);

  CLI::App* parse = command->add_subcommand("parse", "Take MRZs apart, one JSON object a line.");
  parse->add_option("--input", options->input,
                    "file of lines {\"id\": ..., \"lines\": [...]}; - is standard input");
  AddCommonOptions(*parse, *options);
  parse->callback([options, &chosen] { chosen = [options] { return Parse(*options); }; });

  CLI::App* check = command->add_subcommand("check", "Check the lines of one MRZ.");
  check->add_option("lines", options->lines, "the lines, quoted")->required()->expected(1, 3);
  AddCommonOptions(*check, *options);
  check->callback([options, &chosen] { chosen = [options] { return Check(*options); }; });
}

}  // namespace chowki::app::cli
