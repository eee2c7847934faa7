#include "app/cli/read_command.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include "app/cli/mrz_json.h"
#include "app/cli/readers.h"
#include "base/clock.h"
#include "base/text.h"
#include "capture/decode.h"
#include "icao/mrz_parse.h"
#include "read/blind_pair.h"
#include "read/identity.h"
#include "read/mrz_reader.h"
#include "read/visual_reader.h"

namespace chowki::app::cli {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

struct Options {
  std::vector<std::string> files;
  std::string output = "text";
  std::string models;
  std::string languages = "eng";
  std::string trace_folder;
  bool mrz_only = false;
  int threads = 1;
  int repeat = 1;
};

// One file read once.
struct Outcome {
  Status status = Ok();
  read::MrzResult mrz;
  read::VisualZone visual;
  double elapsed_ms = 0;
  double cpu_ms = 0;
  double decode_ms = 0;
  double visual_ms = 0;
};

double Ms(std::chrono::nanoseconds time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

// To a number of decimal places, so that JSON shows no more of them.
double Rounded(double value, int places) {
  const double scale = std::pow(10, places);
  return std::round(value * scale) / scale;
}

Result<std::vector<std::uint8_t>> ReadFile(const std::string& file) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  if (error) return NotFound("{}: {}", file, error.message());
  std::ifstream in(file, std::ios::binary);
  std::vector<std::uint8_t> bytes(size);
  if (!in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size))) {
    return Unavailable("{} cannot be read", file);
  }
  return bytes;
}

// Grey pictures as PGM files, numbered in the order in which the reader looked at them.
class TraceFolder {
 public:
  TraceFolder(fs::path folder, std::string stem)
      : folder_(std::move(folder)), stem_(std::move(stem)) {}

  void operator()(std::string_view name, const cv::Mat& grey) {
    char number[16];
    std::snprintf(number, sizeof number, "%02d", count_++);
    std::ofstream out(folder_ / (stem_ + "." + number + "." + std::string(name) + ".pgm"),
                      std::ios::binary);
    out << "P5\n" << grey.cols << ' ' << grey.rows << "\n255\n";
    for (int y = 0; y < grey.rows; ++y) {
      out.write(reinterpret_cast<const char*>(grey.ptr(y)), grey.cols);
    }
  }

 private:
  fs::path folder_;
  std::string stem_;
  int count_ = 0;
};

Outcome ReadOnce(const Readers& readers, const Options& options, const Date& today,
                 const std::string& file) {
  Outcome outcome;
  const auto start = std::chrono::steady_clock::now();
  const auto cpu_start = ThreadCpuTime();
  const auto run = [&]() -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const std::vector<std::uint8_t> bytes, ReadFile(file));
    capture::DecodeOptions decode;
    if (options.mrz_only) decode.colour = capture::Colour::kGrey;
    CHOWKI_ASSIGN_OR_RETURN(const capture::Image image,
                            capture::Decode(bytes, capture::Light::kVisible, {}, decode));
    outcome.decode_ms = Ms(ThreadCpuTime() - cpu_start);
    read::MrzReader::Trace trace;
    if (!options.trace_folder.empty()) {
      trace = TraceFolder(options.trace_folder, fs::path(file).stem().string());
    }
    CHOWKI_ASSIGN_OR_RETURN(outcome.mrz, readers.mrz.Read(image, {}, trace));
    if (!readers.visual) return Ok();
    const auto visual_start = ThreadCpuTime();
    const locate::Page* page = outcome.mrz.page ? &*outcome.mrz.page : nullptr;
    CHOWKI_ASSIGN_OR_RETURN(outcome.visual,
                            readers.visual->Read(image, page, outcome.mrz.reading, today));
    outcome.visual_ms = Ms(ThreadCpuTime() - visual_start);
    return Ok();
  };
  outcome.status = run();
  outcome.cpu_ms = Ms(ThreadCpuTime() - cpu_start);
  outcome.elapsed_ms = Ms(std::chrono::steady_clock::now() - start);
  return outcome;
}

template <typename Member>
double Median(const std::vector<Outcome>& outcomes, Member member) {
  std::vector<double> values;
  for (const Outcome& outcome : outcomes) values.push_back(std::invoke(member, outcome));
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// The last outcome with the median times of all.
Outcome ReadRepeatedly(const Readers& readers, const Options& options, const Date& today,
                       const std::string& file) {
  std::vector<Outcome> outcomes;
  for (int i = 0; i < options.repeat; ++i) {
    outcomes.push_back(ReadOnce(readers, options, today, file));
  }
  Outcome outcome = outcomes.back();
  outcome.elapsed_ms = Median(outcomes, &Outcome::elapsed_ms);
  outcome.cpu_ms = Median(outcomes, &Outcome::cpu_ms);
  outcome.decode_ms = Median(outcomes, &Outcome::decode_ms);
  outcome.visual_ms = Median(outcomes, &Outcome::visual_ms);
  outcome.mrz.locate_ms = Median(outcomes, [](const Outcome& o) { return o.mrz.locate_ms; });
  outcome.mrz.read_ms = Median(outcomes, [](const Outcome& o) { return o.mrz.read_ms; });
  return outcome;
}

std::string_view StatusName(const Outcome& outcome) {
  if (!outcome.status.ok()) return "error";
  switch (outcome.mrz.reading.status) {
    case read::MrzStatus::kRead:
      return "ok";
    case read::MrzStatus::kAbsent:
      return "no_mrz";
    case read::MrzStatus::kUnreadable:
      return "unreadable";
  }
  return "error";
}

Json Pairs(const std::vector<std::pair<char, double>>& alternatives) {
  Json pairs = Json::array();
  for (const auto& [character, share] : alternatives) {
    pairs.push_back({std::string(1, character), Rounded(share, 3)});
  }
  return pairs;
}

// Of all characters; 0 when none was read.
double WeakestConfidence(const read::MrzReading& mrz) {
  double weakest = mrz.glyphs.empty() ? 0 : 1;
  for (const auto& line : mrz.glyphs) {
    for (const read::Glyph& glyph : line) weakest = std::min(weakest, glyph.confidence);
  }
  return weakest;
}

Json RegionJson(const Quad& region) {
  Json corners = Json::array();
  for (const Point& corner : region.corners) {
    corners.push_back({Rounded(corner.x, 4), Rounded(corner.y, 4)});
  }
  return corners;
}

Json VisualJson(const read::VisualZone& zone) {
  Json json = Json::object();
  for (const auto& [field, reading] : zone.fields) {
    json[field] = {{"text", reading.raw},
                   {"value", reading.value},
                   {"confidence", Rounded(reading.confidence, 3)},
                   {"region", RegionJson(reading.region)}};
  }
  return json;
}

Json ToJson(const std::string& file, const Outcome& outcome, const Date& today) {
  const read::MrzReading& mrz = outcome.mrz.reading;
  Json json;
  json["file"] = file;
  json["status"] = StatusName(outcome);
  if (!outcome.status.ok()) json["error"] = Message(outcome.status);
  json["format"] = mrz.format ? icao::Name(*mrz.format) : "";
  json["mrz"] = mrz.lines;
  json["mrz_raw"] = mrz.raw_lines;
  json["repairs"] = Json::array();
  for (const read::Repair& repair : mrz.repairs) {
    json["repairs"].push_back({{"line", repair.line},
                               {"column", repair.column},
                               {"from", std::string(1, repair.from)},
                               {"to", std::string(1, repair.to)},
                               {"reason", repair.reason}});
  }
  json["fields"] = Json::object();
  json["check_digits"] = Json::object();
  if (mrz.status == read::MrzStatus::kRead) {
    if (const auto record = icao::ParseMrz(mrz.lines, today); record.ok()) {
      const read::Identity identity = read::ToIdentity(*record, mrz);
      json["fields"] = FieldsJson(*record);
      for (const std::string& field : identity.unseen) json["fields"][field] = "";
      json["check_digits"] = CheckDigitsJson(*record);
      json["unprotected"] = identity.unprotected;
      json["unseen"] = identity.unseen;
    }
  }
  json["confidence"] = Rounded(mrz.confidence, 4);
  json["weakest"] = Rounded(WeakestConfidence(mrz), 6);
  json["certain"] = mrz.certain;
  json["doubtful"] = Json::array();
  for (const read::Doubt& doubt : mrz.doubtful) {
    json["doubtful"].push_back({{"line", doubt.line},
                                {"column", doubt.column},
                                {"alternatives", Pairs(doubt.alternatives)},
                                {"blind", read::BlindAlternatives(doubt)}});
  }
  json["visual"] = VisualJson(outcome.visual);
  json["overprints"] = Json::array();
  for (const auto& overprint : outcome.visual.overprints) {
    json["overprints"].push_back(overprint.value);
  }
  json["region"] = mrz.status == read::MrzStatus::kAbsent ? Json::array() : RegionJson(mrz.region);
  json["rotation"] = mrz.rotation_deg;
  json["elapsed_ms"] = Rounded(outcome.elapsed_ms, 2);
  json["cpu_ms"] = Rounded(outcome.cpu_ms, 2);
  json["stages_ms"] = {{"decode", Rounded(outcome.decode_ms, 2)},
                       {"locate", Rounded(outcome.mrz.locate_ms, 2)},
                       {"read", Rounded(outcome.mrz.read_ms, 2)},
                       {"visual", Rounded(outcome.visual_ms, 2)}};
  return json;
}

void PrintText(const Json& json) {
  std::printf("%s: %s", Printable(json["file"].get<std::string>()).c_str(),
              json["status"].get<std::string>().c_str());
  if (json["status"] != "ok") {
    std::printf("\n");
    return;
  }
  std::printf(", %s%s, %.0f ms\n", json["format"].get<std::string>().c_str(),
              json["certain"].get<bool>() ? "" : ", in doubt", json["elapsed_ms"].get<double>());
  for (const auto& line : json["mrz"]) std::printf("  %s\n", line.get<std::string>().c_str());
  for (const auto& [name, value] : json["fields"].items()) {
    if (!value.get<std::string>().empty()) {
      std::printf("  %-16s %s\n", name.c_str(), value.get<std::string>().c_str());
    }
  }
  std::string failed;
  for (const auto& [name, holds] : json["check_digits"].items()) {
    if (!holds.get<bool>()) failed += " " + name;
  }
  std::printf("  %-16s %s\n", "check digits",
              failed.empty() ? "hold" : ("wrong:" + failed).c_str());
}

int Read(const Options& options) {
  const auto readers = LoadReaders(options.models, options.mrz_only ? "" : options.languages);
  if (!readers.ok()) {
    PrintError(Message(readers.status()));
    return kUsage;
  }
  cv::setNumThreads(1);
  if (!options.trace_folder.empty()) fs::create_directories(options.trace_folder);
  const Date today = ToDate(SystemClock().Now());

  // Files are read by several threads and printed in their order.
  std::atomic<size_t> next = 0;
  std::atomic<bool> failed = false;
  std::mutex mutex;
  size_t printed = 0;
  std::map<size_t, Json> waiting;
  const auto work = [&] {
    for (size_t i = next++; i < options.files.size(); i = next++) {
      const Outcome outcome = ReadRepeatedly(*readers, options, today, options.files[i]);
      if (!outcome.status.ok()) failed = true;
      Json json = ToJson(options.files[i], outcome, today);
      const std::lock_guard lock(mutex);
      if (!outcome.status.ok()) PrintError(options.files[i] + ": " + Message(outcome.status));
      waiting.emplace(i, std::move(json));
      for (; !waiting.empty() && waiting.begin()->first == printed; ++printed) {
        const Json& ready = waiting.begin()->second;
        if (options.output == "jsonl") {
          std::printf("%s\n", ready.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
        } else {
          PrintText(ready);
        }
        waiting.erase(waiting.begin());
      }
      std::fflush(stdout);
    }
  };
  std::vector<std::jthread> threads;
  for (int i = 1; i < options.threads; ++i) threads.emplace_back(work);
  work();
  threads.clear();
  return failed ? kSomeFailed : kDone;
}

}  // namespace

void AddReadCommand(CLI::App& root, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command = root.add_subcommand("read", "Read documents without a server.");
  command->add_option("files", options->files, "JPEG or PNG images")->required();
  command->add_option("--output", options->output, "text or jsonl")
      ->check(CLI::IsMember({"text", "jsonl"}));
  command->add_flag("--mrz-only", options->mrz_only, "leave the visual zone out");
  command->add_option("--languages", options->languages,
                      "scripts of the visual zone, as Tesseract names them, joined by +");
  command->add_option("--threads", options->threads, "files read at once")
      ->check(CLI::Range(1, 256));
  command->add_option("--repeat", options->repeat, "read each file N times, tell median times")
      ->check(CLI::Range(1, 1000));
  command->add_option("--models", options->models, "folder of the trained models");
  command->add_option("--trace", options->trace_folder,
                      "write the pictures that the reader works on into this folder (PGM)");
  command->callback([options, &chosen] { chosen = [options] { return Read(*options); }; });
}

}  // namespace chowki::app::cli
