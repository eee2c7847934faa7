#include "read/mrz_reader.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "base/clock.h"
#include "locate/band_contrast.h"
#include "locate/band_network.h"
#include "locate/mrz_lines.h"
#include "read/mrz_gate.h"
#include "read/mrz_repair.h"
#include "read/zone_reader.h"

namespace chowki::read {
namespace {

constexpr size_t kMostBands = 8;     // of one finder at one size: measured
constexpr size_t kMostZones = 3;     // of these: read
constexpr size_t kMostParts = 4;     // of all zones that are partly covered: read
constexpr size_t kMostMirrored = 8;  // of all: read in the mirror when nothing else was found
// Less evidence ends the search after the first finders. Pages without an MRZ have -1 to 3 at 1152
// px, 4.6 at most; zones that only a further finder finds have 6 and more.
constexpr double kEvidence = 4;
constexpr double kMmPerInch = 25.4;
constexpr double kPitchMm = 2.54;
constexpr double kDoubtful = 0.9;  // below this a character is told as doubtful

// That every character is right, by the weakest of them. Fitted to 260 readings of own specimens,
// most of them spoiled on purpose, by tools/train/calibrate_confidence.py: of the 145 that it gives
// 0.99 or more all were right, of the 10 between 0.8 and 0.9 two were not.
double Confidence(double weakest) {
  constexpr double kIntercept = -1.42;
  constexpr double kSlope = 2.03;
  const double share = std::clamp(weakest, 1e-6, 1 - 1e-6);
  return 1 / (1 + std::exp(-(kIntercept + kSlope * std::log(share / (1 - share)))));
}

double Ms(std::chrono::nanoseconds time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

// Adds the CPU time of a scope.
class Stopwatch {
 public:
  explicit Stopwatch(double& total_ms) : total_ms_(total_ms), start_(ThreadCpuTime()) {}
  ~Stopwatch() { total_ms_ += Ms(ThreadCpuTime() - start_); }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

 private:
  double& total_ms_;
  std::chrono::nanoseconds start_;
};

// One search through an image for the best reading.
class Search {
 public:
  Search(const infer::Network& finder, const infer::Network& recogniser,
         const capture::Image& image, const Deadline& deadline, const MrzReader::Trace& trace)
      : finder_(finder),
        recogniser_(recogniser),
        grey_(image.grey()),
        deadline_(deadline),
        trace_(trace) {}

  Status Run(MrzResult& result) {
    using locate::Shade;
    // Cheapest first; the order is a matter of cost, the gate decides.
    CHOWKI_RETURN_IF_ERROR(
        TryAll({Contrast(640, true), Contrast(640, false), Network(768), Network(1152)}, result));
    if (Done() || evidence_ < kEvidence) return Ok();
    CHOWKI_RETURN_IF_ERROR(TryAll({Contrast(1280, true), Contrast(1280, false), Network(448),
                                   Network(768, Shade::kEven), Network(1152, Shade::kEven)},
                                  result));
    if (Done()) return Ok();
    // The visible part of a zone that something covers.
    if (!best_ || !Plausible(*best_)) {
      CHOWKI_RETURN_IF_ERROR(ReadZones(std::move(parts_), false, kMostParts, result));
    }
    // A file that claims a wrong, mirroring orientation: what was found, in the mirror.
    if (best_ && Plausible(*best_)) return Ok();
    return ReadZones(std::move(measured_), true, kMostMirrored, result);
  }

  [[nodiscard]] const std::optional<ZoneReading>& best() const { return best_; }

 private:
  using Finder = std::function<Result<std::vector<locate::Band>>()>;

  [[nodiscard]] Finder Contrast(int long_side_px, bool upright) {
    return [=, this] {
      if (contrast_px_ != long_side_px) contrast_.emplace(grey_, long_side_px);
      contrast_px_ = long_side_px;
      return contrast_->Find(upright);
    };
  }

  [[nodiscard]] Finder Network(int long_side_px, locate::Shade shade = locate::Shade::kAsIs) {
    return [=, this]() -> Result<std::vector<locate::Band>> {
      CHOWKI_ASSIGN_OR_RETURN(locate::Sighting sighting,
                              locate::FindBandsByNetwork(finder_, grey_, long_side_px, shade));
      evidence_ = std::max(evidence_, sighting.evidence);
      return std::move(sighting.bands);
    };
  }

  // One finder after the other, until a reading passes the gate.
  Status TryAll(const std::vector<Finder>& finders, MrzResult& result) {
    for (const Finder& find : finders) {
      CHOWKI_RETURN_IF_ERROR(deadline_.Check("finding the MRZ"));
      std::vector<locate::Band> bands;
      {
        const Stopwatch watch(result.locate_ms);
        CHOWKI_ASSIGN_OR_RETURN(bands, find());
      }
      CHOWKI_RETURN_IF_ERROR(Try(bands, result));
      if (Done()) break;
    }
    return Ok();
  }

  [[nodiscard]] bool Done() const { return best_ && Passes(*best_); }

  // Measures the bands, then reads the likeliest zones among them.
  Status Try(const std::vector<locate::Band>& bands, MrzResult& result) {
    std::vector<locate::MrzLines> zones;
    {
      const Stopwatch watch(result.locate_ms);
      for (size_t i = 0; i < std::min(bands.size(), kMostBands); ++i) {
        if (trace_) TraceBand(bands[i]);
        for (locate::MrzLines& lines : locate::MeasureLines(grey_, bands[i])) {
          if (locate::MayBeZone(lines)) {
            zones.push_back(std::move(lines));
          } else if (locate::MayBePartOfZone(lines)) {
            parts_.push_back(std::move(lines));
          }
        }
        // A clear rhythm in the finder's first choice: no need to measure the others.
        if (!zones.empty() && zones.front().rhythm > locate::kClearRhythm) break;
      }
    }
    measured_.insert(measured_.end(), zones.begin(), zones.end());
    return ReadZones(std::move(zones), false, kMostZones, result);
  }

  // Reads zones, those with the clearest rhythm first.
  Status ReadZones(std::vector<locate::MrzLines> zones, bool mirrored, size_t most,
                   MrzResult& result) {
    std::stable_sort(zones.begin(), zones.end(),
                     [](const auto& a, const auto& b) { return a.rhythm > b.rhythm; });
    const Stopwatch watch(result.read_ms);
    for (size_t i = 0; i < std::min(zones.size(), most) && !Done(); ++i) {
      CHOWKI_RETURN_IF_ERROR(deadline_.Check("reading the MRZ"));
      if (trace_) TraceLines(zones[i]);
      CHOWKI_ASSIGN_OR_RETURN(std::optional<ZoneReading> reading,
                              ReadZone(recogniser_, grey_, zones[i], mirrored, trace_));
      if (reading && (!best_ || Quality(*reading) > Quality(*best_))) best_ = std::move(reading);
    }
    return Ok();
  }

  void TraceBand(const locate::Band& band) const {
    cv::Mat picture = grey_.clone();
    const cv::RotatedRect box(
        band.centre_px,
        cv::Size2f(static_cast<float>(band.length_px), static_cast<float>(band.height_px)),
        static_cast<float>(band.angle_rad * 180 / CV_PI));
    cv::Point2f corners[4];
    box.points(corners);
    const int width = std::max(2, grey_.cols / 400);
    for (int k = 0; k < 4; ++k) cv::line(picture, corners[k], corners[(k + 1) % 4], 0, width);
    const double scale = std::min(1.0, 1000.0 / std::max(grey_.cols, grey_.rows));
    cv::resize(picture, picture, cv::Size(), scale, scale, cv::INTER_AREA);
    trace_("band", picture);
  }

  void TraceLines(const locate::MrzLines& lines) const {
    const double margin = 2 * lines.distance;
    const double scale = 30 / lines.distance;
    const double height = lines.lines.back()[0] - lines.lines.front()[0] + 2 * margin;
    locate::View view = locate::CutView(grey_, lines.axes,
                                        {lines.begin - margin, lines.lines.front()[0] - margin,
                                         lines.end - lines.begin + 2 * margin, height},
                                        scale);
    for (size_t i = 0; i < lines.lines.size(); ++i) {
      for (int x = 0; x < view.grey.cols; ++x) {
        const double a = lines.begin - margin + x / scale;
        if (a < lines.begin || a > lines.end) continue;
        const int y = cvRound((lines.Centre(i, a) - lines.lines.front()[0] + margin) * scale);
        if (y >= 0 && y < view.grey.rows) view.grey.at<uchar>(y, x) = 255;
      }
    }
    trace_("lines", view.grey);
  }

  const infer::Network& finder_;
  const infer::Network& recogniser_;
  const cv::Mat& grey_;
  const Deadline& deadline_;
  const MrzReader::Trace& trace_;
  std::vector<locate::MrzLines> measured_;  // whole zones, as far as lines tell
  std::vector<locate::MrzLines> parts_;
  std::optional<locate::ContrastFinder> contrast_;  // of the size that was looked at last
  int contrast_px_ = 0;
  double evidence_ = -std::numeric_limits<double>::infinity();  // the finder network's, largest
  std::optional<ZoneReading> best_;
};

// The decoded cells as glyphs with their places in the image.
std::vector<std::vector<Glyph>> ToGlyphs(const ZoneReading& zone, const Size& image_px) {
  std::vector<std::vector<Glyph>> glyphs;
  for (size_t line = 0; line < zone.lines.size(); ++line) {
    std::vector<Glyph> row;
    for (const DecodedCell& cell : zone.lines[line].cells) {
      const double column = ColumnOf(cell.step, zone.cells);
      row.push_back({cell.best, cell.confidence, Relative(zone.cells.Cell(line, column), image_px),
                     cell.alternatives});
    }
    glyphs.push_back(std::move(row));
  }
  return glyphs;
}

locate::PageSize SizeOf(icao::Format format) {
  switch (format) {
    case icao::Format::kTd1:
      return locate::PageSize::kId1;
    case icao::Format::kTd2:
    case icao::Format::kFraId:
      return locate::PageSize::kId2;
    case icao::Format::kTd3:
      return locate::PageSize::kId3;
    case icao::Format::kMrvA:
      return locate::PageSize::kVisaA;
    case icao::Format::kMrvB:
      return locate::PageSize::kVisaB;
  }
  return locate::PageSize::kId3;
}

int TurnOf(const locate::Cells& cells) {
  const cv::Point2d along = cells.ToImage(0, 1, 0) - cells.ToImage(0, 0, 0);
  const int degrees = cvRound(std::atan2(along.y, along.x) * 180 / CV_PI);
  return ((degrees % 360) + 360) % 360;
}

MrzReading Decide(const ZoneReading& zone, const Size& image_px) {
  MrzReading out;
  out.region = Relative(zone.cells.Zone(), image_px);
  out.rotation_deg = TurnOf(zone.cells);
  out.ppi = zone.PitchPx() * kMmPerInch / kPitchMm;
  if (!Plausible(zone)) {
    out.status = Recognisable(zone) ? MrzStatus::kUnreadable : MrzStatus::kAbsent;
    if (out.status == MrzStatus::kAbsent) out = {};
    return out;
  }
  out.status = MrzStatus::kRead;
  out.format = zone.format;
  for (const DecodedLine& line : zone.lines) out.raw_lines.push_back(line.Text());
  Repaired repaired = RepairLines(zone.format, ToGlyphs(zone, image_px));
  out.lines = std::move(repaired.lines);
  out.glyphs = std::move(repaired.glyphs);
  out.repairs = std::move(repaired.repairs);
  out.ambiguous = repaired.ambiguous;
  double smallest = 1;
  for (size_t line = 0; line < out.glyphs.size(); ++line) {
    for (size_t column = 0; column < out.glyphs[line].size(); ++column) {
      const Glyph& glyph = out.glyphs[line][column];
      smallest = std::min(smallest, glyph.confidence);
      if (glyph.confidence < kDoubtful) {
        out.doubtful.push_back(
            {static_cast<int>(line), static_cast<int>(column), glyph.alternatives});
      }
    }
  }
  out.confidence = Confidence(smallest);
  out.certain = out.doubtful.empty() && !out.ambiguous && Passes(zone);
  return out;
}

}  // namespace

Result<MrzReader> MrzReader::Load(const std::filesystem::path& models) {
  CHOWKI_ASSIGN_OR_RETURN(infer::Network finder,
                          infer::Network::Load((models / "mrz_finder.onnx").string()));
  CHOWKI_ASSIGN_OR_RETURN(infer::Network recogniser,
                          infer::Network::Load((models / "mrz_line.onnx").string()));
  return MrzReader(std::move(finder), std::move(recogniser));
}

Result<MrzResult> MrzReader::Read(const capture::Image& image, const Deadline& deadline,
                                  const Trace& trace) const {
  try {
    MrzResult result;
    Search search(finder_, recogniser_, image, deadline, trace);
    CHOWKI_RETURN_IF_ERROR(search.Run(result));
    if (search.best()) result.reading = Decide(*search.best(), image.size_px());
    if (result.reading.status == MrzStatus::kRead) {
      result.page = locate::FindPage(search.best()->cells, SizeOf(search.best()->format));
    }
    return result;
  } catch (const cv::Exception& error) {
    return Internal("OpenCV: {}", error.what());
  }
}

}  // namespace chowki::read
