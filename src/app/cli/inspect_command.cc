#include "app/cli/inspect_command.h"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include "app/calibration_file.h"
#include "app/cli/finding_json.h"
#include "app/cli/inspection.h"
#include "app/cli/json_lines.h"
#include "app/cli/mrz_json.h"
#include "app/cli/readers.h"
#include "app/cli/record_json.h"
#include "app/cli/screening_json.h"
#include "app/file_text.h"
#include "base/text.h"
#include "capture/decode.h"
#include "report/report.h"

namespace chowki::app::cli {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

struct Options {
  std::string visible;
  std::string infrared;
  std::string ultraviolet;
  std::string chip;
  std::vector<std::string> also;
  std::string batch;
  std::string date;
  std::string output = "text";
  std::string report;
  std::string models;
  std::string calibration;
  int calibration_days = screen::kCalibrationDays;
  std::string languages = "eng";
  std::string document_models;
  std::string root;
  bool mrz_only = false;
};

Result<Document> FromOptions(const Options& options) {
  Document document;
  document.id = options.visible;
  document.files.emplace_back(capture::Light::kVisible, options.visible);
  if (!options.infrared.empty()) {
    document.files.emplace_back(capture::Light::kInfrared, options.infrared);
  }
  if (!options.ultraviolet.empty()) {
    document.files.emplace_back(capture::Light::kUltraviolet, options.ultraviolet);
  }
  document.has_chip = !options.chip.empty();
  CHOWKI_ASSIGN_OR_RETURN(document.date, DateOf(options.date));
  document.also.assign(options.also.begin(), options.also.end());
  return document;
}

double Ms(std::chrono::nanoseconds time) {
  return std::round(std::chrono::duration<double, std::milli>(time).count() * 100) / 100;
}

Json ToJson(const Document& document, const screen::Screening& screening) {
  Json json;
  json["id"] = document.id;
  json["advice"] = decide::Name(screening.verdict.advice);
  json["risk"] = std::round(screening.verdict.risk * 1e4) / 1e4;
  json["mrz"] = screening.transcript.mrz.lines;
  json["identity"] = screening.record ? FieldsJson(*screening.record) : Json::object();
  json["checks"] = Json::array();
  for (const verify::Finding& finding : screening.findings) {
    json["checks"].push_back(FindingJson(finding));
  }
  std::chrono::microseconds elapsed{0};
  std::chrono::microseconds cpu{0};
  for (const screen::StageTiming& timing : screening.timings) {
    elapsed += timing.elapsed;
    cpu += timing.cpu;
  }
  json["calibration"] = CalibrationJson(screening.provenance);
  json["elapsed_ms"] = Ms(elapsed);
  json["cpu_ms"] = Ms(cpu);
  return json;
}

Result<std::string> MakeReport(const Document& document, const std::vector<std::string>& files,
                               const screen::Screening& screening) {
  std::vector<capture::Image> images;
  for (size_t i = 0; i < files.size(); ++i) {
    const Bytes bytes(reinterpret_cast<const std::uint8_t*>(files[i].data()), files[i].size());
    CHOWKI_ASSIGN_OR_RETURN(capture::Image image, capture::Decode(bytes, document.files[i].first));
    images.push_back(std::move(image));
  }
  return report::WriteReport(screening, images, document.files[0].second.filename().string());
}

void PrintText(const Json& json) {
  std::printf("%s: ", Printable(TextOf(json, "id")).c_str());
  if (json.contains("error")) {
    std::printf("error: %s\n", Printable(TextOf(json, "error")).c_str());
    return;
  }
  std::printf("%s, risk %.2f, %.0f ms\n", TextOf(json, "advice").c_str(),
              json["risk"].get<double>(), json["elapsed_ms"].get<double>());
  for (const Json& line : json["mrz"]) std::printf("  %s\n", line.get<std::string>().c_str());
  for (const Json& check : json["checks"]) {
    if (check["silent"].get<bool>()) continue;
    std::printf("  %-17s %-13s %-10s %s\n", TextOf(check, "id").c_str(),
                TextOf(check, "outcome").c_str(), TextOf(check, "contributes").c_str(),
                TextOf(check, "reason").c_str());
  }
}

int Run(const Options& options) {
  const auto readers = LoadReaders(options.models, options.mrz_only ? "" : options.languages,
                                   options.document_models, options.root);
  if (!readers.ok()) {
    PrintError(Message(readers.status()));
    return kUsage;
  }
  Inspecting how;
  how.calibration_days = options.calibration_days;
  if (!options.calibration.empty()) {
    auto calibration = LoadCalibration(options.calibration);
    if (!calibration.ok()) {
      PrintError(Message(calibration.status()));
      return kUsage;
    }
    how.calibration = *std::move(calibration);
  }
  cv::setNumThreads(1);

  bool failed = false;
  const auto print = [&](const Json& json) {
    if (options.output == "text") {
      PrintText(json);
    } else {
      std::fputs(ToLine(json).c_str(), stdout);
    }
    std::fflush(stdout);
  };
  const auto refuse = [&](const std::string& id, const Status& status) {
    failed = true;
    PrintError(id.empty() ? Message(status) : id + ": " + Message(status));
    // A record has no ids; what went wrong stands on standard error.
    if (options.output != "record") print({{"id", id}, {"error", Message(status)}});
  };
  const auto inspect = [&](const std::string& id, const Result<Document>& document) {
    if (!document.ok()) return refuse(id, document.status());
    if (document->has_chip) PrintError(id + ": this version does not read chip data");
    const auto files = ReadFiles(*document);
    if (!files.ok()) return refuse(id, files.status());
    const auto screening = Inspect(*document, *files, *readers, how);
    if (!screening.ok()) return refuse(id, screening.status());
    print(options.output == "record" ? RecordJson(*screening) : ToJson(*document, *screening));
    if (options.report.empty()) return;
    const auto report = MakeReport(*document, *files, *screening);
    const Status written = report.ok() ? ReplaceText(options.report, *report) : report.status();
    if (!written.ok()) {
      failed = true;
      PrintError(Message(written));
    }
  };

  if (options.batch.empty()) {
    inspect(options.visible, FromOptions(options));
    return failed ? kSomeFailed : kDone;
  }
  const fs::path folder = options.batch == "-" ? fs::path() : fs::path(options.batch).parent_path();
  const Status status = ForEachJsonLine(options.batch, [&](int, const Result<Json>& line) {
    if (!line.ok()) return refuse("", line.status());
    inspect(TextOf(*line, "id"), FromLine(*line, folder, options.date));
  });
  if (!status.ok()) {
    PrintError(Message(status));
    return kUsage;
  }
  return failed ? kSomeFailed : kDone;
}

}  // namespace

void AddInspectCommand(CLI::App& root, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      root.add_subcommand("inspect", "Read and check documents without a server or a watchlist.");
  auto* batch = command->add_option(
      "--batch", options->batch,
      "file of lines {\"id\": ..., \"files\": {\"visible\": ...}, \"date\": ...}; - is standard "
      "input");
  auto* visible = command->add_option("--visible", options->visible, "image in visible light");
  auto* infrared = command->add_option("--infrared", options->infrared, "image at 850 to 950 nm");
  auto* ultraviolet = command->add_option("--ultraviolet", options->ultraviolet, "image at 365 nm");
  auto* chip = command->add_option("--chip", options->chip, "folder of chip files");
  command
      ->add_option("--also", options->also,
                   "another document of the traveller in visible light; may be repeated")
      ->needs(visible);
  for (auto* other : {infrared, ultraviolet, chip}) other->needs(visible);
  auto* report = command->add_option("--report", options->report,
                                     "file to write a page for people to: HTML with all pictures");
  report->needs(visible);
  visible->excludes(batch);
  command->add_option("--date", options->date, "today as YYYY-MM-DD: expiry and age by it");
  command
      ->add_option("--output", options->output,
                   "text, jsonl, or record: for statistics, without personal data")
      ->check(CLI::IsMember({"text", "jsonl", "record"}));
  command->add_flag("--mrz-only", options->mrz_only, "leave the visual zone out");
  command->add_option("--languages", options->languages,
                      "scripts of the visual zone, as Tesseract names them, joined by +");
  command->add_option("--models", options->models, "folder of the trained models");
  auto* held_against =
      command->add_option("--document-models", options->document_models,
                          "folder of the document models that pages are held against");
  command
      ->add_option("--root", options->root,
                   "trust root whose publishers must have signed the document models")
      ->needs(held_against);
  command->add_option("--calibration", options->calibration,
                      "of the reader that took the images: a file of chowki calibrate");
  command
      ->add_option("--calibration-days", options->calibration_days,
                   "an older calibration is told as old")
      ->check(CLI::Range(1, 3650));
  command->callback([options, &chosen] {
    if (options->visible.empty() && options->batch.empty()) {
      throw CLI::RequiredError("--visible or --batch");
    }
    chosen = [options] { return Run(*options); };
  });
}

}  // namespace chowki::app::cli
