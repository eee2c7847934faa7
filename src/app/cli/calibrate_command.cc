#include "app/cli/calibrate_command.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include "app/calibration_file.h"
#include "app/cli/inspection.h"
#include "app/cli/json_lines.h"
#include "app/cli/readers.h"
#include "app/file_text.h"
#include "base/clock.h"
#include "base/text.h"
#include "verify/exhibit.h"

namespace chowki::app::cli {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

struct Options {
  std::string reader;
  std::string out;
  std::string batch;
  std::string date;
  std::string models;
};

// Measures what the checks are about to look at.
class Measuring final : public screen::Observer {
 public:
  void StageDone(const screen::StageTiming&) override {}
  void TranscriptKnown(const read::Transcript&) override {}
  void FindingKnown(const verify::Finding&) override {}
  void ExhibitReady(const verify::Exhibit& exhibit) override {
    levels = verify::MeasureLevels(exhibit);
  }

  verify::ReaderLevels levels;
};

// errors  kInvalidArgument for what no calibration can rest on.
Result<verify::ReaderLevels> LevelsOf(const Document& document, const Readers& readers) {
  CHOWKI_ASSIGN_OR_RETURN(const auto files, ReadFiles(document));
  Measuring measuring;
  Inspecting how;
  how.observer = &measuring;
  CHOWKI_ASSIGN_OR_RETURN(const auto screening, Inspect(document, files, readers, how));
  if (screening.transcript.mrz.status != read::MrzStatus::kRead) {
    return InvalidInput("no MRZ was read: data pages are needed, the whole page in the picture");
  }
  if (screening.verdict.advice == decide::Advice::kRefer) {
    return InvalidInput("the document is referred ({}): known genuine ones are needed",
                        screening.verdict.reasons.front().code);
  }
  if (!measuring.levels.ultraviolet && !measuring.levels.infrared) {
    return InvalidInput("neither an ultraviolet nor an infrared picture could be measured");
  }
  return measuring.levels;
}

Result<verify::Calibration> Measure(const Options& options, const Readers& readers) {
  std::vector<verify::ReaderLevels> levels;
  Status first;
  const fs::path folder = options.batch == "-" ? fs::path() : fs::path(options.batch).parent_path();
  CHOWKI_RETURN_IF_ERROR(ForEachJsonLine(options.batch, [&](int number, const Result<Json>& line) {
    const auto measured = [&]() -> Result<verify::ReaderLevels> {
      CHOWKI_RETURN_IF_ERROR(line.status());
      CHOWKI_ASSIGN_OR_RETURN(const Document document, FromLine(*line, folder, ""));
      return LevelsOf(document, readers);
    }();
    if (measured.ok()) levels.push_back(*measured);
    if (!measured.ok() && first.ok()) {
      first = Annotate(measured.status(), fmt::format("{}:{}", options.batch, number));
    }
  }));
  CHOWKI_RETURN_IF_ERROR(first);
  Date made = ToDate(SystemClock().Now());
  if (!options.date.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(made, ParseIsoDate(options.date));
  }
  return verify::Calibrate(options.reader, made, levels);
}

int Run(const Options& options) {
  const auto readers = LoadReaders(options.models, "");
  if (!readers.ok()) {
    PrintError(Message(readers.status()));
    return kUsage;
  }
  cv::setNumThreads(1);
  const auto calibration = Measure(options, *readers);
  if (!calibration.ok()) {
    PrintError(Message(calibration.status()));
    return kSomeFailed;
  }
  const std::string text = CalibrationText(*calibration);
  const Status written = ReplaceText(options.out, text);
  if (!written.ok()) {
    PrintError(Message(written));
    return kSomeFailed;
  }
  std::fputs(text.c_str(), stdout);
  return kDone;
}

}  // namespace

void AddCalibrateCommand(CLI::App& root, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command = root.add_subcommand(
      "calibrate", "Measure a reader's lamps on known genuine documents, three or more.");
  command->add_option("--reader", options->reader, "its name: what screenings have as lane")
      ->required();
  command->add_option("--out", options->out, "file to write")->required();
  command
      ->add_option("--batch", options->batch,
                   "file of lines {\"files\": {\"visible\": ..., \"infrared\": ..., "
                   "\"ultraviolet\": ...}}, a document each; - is standard input")
      ->required();
  command->add_option("--date", options->date, "day of the calibration as YYYY-MM-DD; today");
  command->add_option("--models", options->models, "folder of the trained models");
  command->callback([options, &chosen] { chosen = [options] { return Run(*options); }; });
}

}  // namespace chowki::app::cli
