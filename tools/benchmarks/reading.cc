// CPU time of the steps of reading an MRZ, over pictures.
//
//   bench_reading REPEATS FILE...
//
// Prints one row a step: median, 95th percentile and sum of CPU ms on one thread, networks warm.
// The steps are timed whether or not a reading of that picture would need them.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include "base/clock.h"
#include "capture/decode.h"
#include "capture/quality.h"
#include "locate/band_contrast.h"
#include "locate/band_network.h"
#include "locate/mrz_lines.h"
#include "locate/strip.h"
#include "read/line_decoder.h"
#include "read/line_recogniser.h"
#include "read/mrz_grammar.h"
#include "read/mrz_reader.h"

namespace {

using namespace chowki;

template <typename T>
T OrDie(Result<T> result) {
  if (!result.ok()) Die("reading", 0, Message(result.status()));
  return std::move(result).value();
}

class Timings {
 public:
  template <typename Step>
  auto Time(const std::string& step, Step run) {
    const auto start = ThreadCpuTime();
    auto value = run();
    const auto taken = ThreadCpuTime() - start;
    if (!cpu_ms_.contains(step)) order_.push_back(step);
    cpu_ms_[step].push_back(std::chrono::duration<double, std::milli>(taken).count());
    return value;
  }

  void Forget() { cpu_ms_.clear(), order_.clear(); }

  void Print() {
    std::printf("| step | times | CPU ms, median | 95th percentile |\n| --- | --- | --- | --- |\n");
    for (const std::string& step : order_) {
      std::vector<double>& values = cpu_ms_[step];
      std::sort(values.begin(), values.end());
      const auto at = [&](double share) {
        return values[static_cast<size_t>(share * static_cast<double>(values.size() - 1))];
      };
      std::printf("| %s | %zu | %.2f | %.2f |\n", step.c_str(), values.size(), at(0.5), at(0.95));
    }
  }

 private:
  std::vector<std::string> order_;
  std::map<std::string, std::vector<double>> cpu_ms_;
};

void ReadSteps(const infer::Network& recogniser, const cv::Mat& grey, const locate::Band& band,
               Timings& timings) {
  const auto zones = timings.Time("lines in a band", [&] { return MeasureLines(grey, band); });
  if (zones.empty()) return;
  const locate::MrzLines& zone = zones.front();
  const int characters = zone.lines.size() == 3 ? 30 : 44;
  const icao::Format format = zone.lines.size() == 3 ? icao::Format::kTd1 : icao::Format::kTd3;
  const locate::Cells cells(zone, characters, {});
  const auto strip = timings.Time("strip of a line", [&] { return CutStrip(grey, cells, 0); });
  const auto posteriors = timings.Time(
      "line network, a strip", [&] { return OrDie(read::Recognise(recogniser, strip.grey)); });
  timings.Time("characters of a strip",
               [&] { return read::Decode(posteriors, read::Grammar(format, 0)); });
}

int Run(int repeats, const std::vector<std::string>& files) {
  cv::setNumThreads(1);
  const auto models = std::filesystem::path(CHOWKI_SOURCE_DIR) / "models";
  const auto reader = OrDie(read::MrzReader::Load(models));
  const auto finder = OrDie(infer::Network::Load((models / "mrz_finder.onnx").string()));
  const auto recogniser = OrDie(infer::Network::Load((models / "mrz_line.onnx").string()));
  capture::DecodeOptions grey_only;
  grey_only.colour = capture::Colour::kGrey;

  Timings timings;
  for (int round = 0; round <= repeats; ++round) {
    if (round == 1) timings.Forget();  // the first round warms up
    for (const std::string& file : files) {
      std::ifstream in(file, std::ios::binary);
      const std::vector<unsigned char> bytes{std::istreambuf_iterator<char>(in),
                                             std::istreambuf_iterator<char>()};
      const auto decode = [&](const capture::DecodeOptions& options) {
        return OrDie(capture::Decode(bytes, capture::Light::kVisible, {}, options));
      };
      timings.Time("decode in colour", [&] { return decode({}); });
      const capture::Image image =
          timings.Time("decode in grey", [&] { return decode(grey_only); });
      timings.Time("quality", [&] { return MeasureQuality(image); });
      const cv::Mat& grey = image.grey();
      for (const int size : {640, 1280}) {
        const std::string at = "bands by contrast, " + std::to_string(size);
        const auto strokes = timings.Time(at, [&] { return locate::ContrastFinder(grey, size); });
        timings.Time(at + ", upright", [&] { return strokes.Find(true); });
        timings.Time(at + ", sideways", [&] { return strokes.Find(false); });
      }
      std::vector<locate::Band> bands;
      for (const int size : {448, 768, 1152}) {
        bands = timings
                    .Time("bands by network, " + std::to_string(size),
                          [&] { return OrDie(locate::FindBandsByNetwork(finder, grey, size)); })
                    .bands;
      }
      if (!bands.empty()) ReadSteps(recogniser, grey, bands.front(), timings);
      timings.Time("reading, all of it", [&] { return OrDie(reader.Read(image)); });
    }
  }
  timings.Print();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: bench_reading REPEATS FILE...\n");
    return 2;
  }
  return Run(std::atoi(argv[1]), {argv + 2, argv + argc});
}
