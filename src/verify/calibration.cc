#include "verify/calibration.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "verify/exhibit.h"
#include "verify/glow.h"
#include "verify/mrz_in_light.h"

namespace chowki::verify {
namespace {

// Levels of our specimens at the exposure that the checks' limits were measured with; what shines
// most is 0.27 to 0.78 bright there, so that it is the median of several documents that counts.
constexpr double kUsualFluorescent = 0.35;
constexpr double kUsualInfraredPaper = 0.7;
constexpr double kUsualContrast = 0.9;

// Untouched paper of the MRZ is up to this much brighter than the page; the limit of uv.mrz has it.
constexpr double kMrzOverPage = 1.1;

struct Limits {
  double least;
  double most;
};
// Five steps of 256 are the least in which dull and fluorescent can be told apart.
constexpr Limits kFluorescent = {0.02, 1};
constexpr double kDullest = 0.8;        // of fluorescent; specimens 0.55, office paper 0.9 and more
constexpr Limits kMrzShare = {0.3, 2};  // of the page's paper
constexpr Limits kInfraredPaper = {0.05, 1};
constexpr Limits kContrast = {0.4, 1.5};  // dyes have 0.05 and less
constexpr int kMostDocuments = 10'000;

Status CheckLevel(std::string_view name, double level, const Limits& limits) {
  if (level >= limits.least && level <= limits.most) return Ok();
  return InvalidInput(
      "{} is {:.3f}, and {:.3f} to {:.3f} is what a working reader gives of a genuine document: "
      "look at its lamp, and calibrate it with genuine documents",
      name, level, limits.least, limits.most);
}

double Median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

bool IsReaderName(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
  });
}

// One level of all documents that have its light.
template <typename Light, typename Level>
std::vector<double> All(std::span<const ReaderLevels> documents, Light light, Level level) {
  std::vector<double> values;
  for (const ReaderLevels& document : documents) {
    if (document.*light) values.push_back(*(document.*light).*level);
  }
  return values;
}

}  // namespace

ReaderLevels MeasureLevels(const Exhibit& exhibit) {
  ReaderLevels levels;
  if (!exhibit.ultraviolet_page.empty()) {
    std::vector<double> papers;
    for (const CellGlow& cell : GlowOfMrz(exhibit)) papers.push_back(cell.brightness);
    const Glow glow = MeasureGlow(exhibit);
    if (!papers.empty()) levels.ultraviolet = {glow.page, Median(papers), glow.brightest};
  }
  if (exhibit.infrared != nullptr && exhibit.visible != nullptr) {
    const auto seen = LookAtMrz(*exhibit.visible, *exhibit.infrared, exhibit.transcript->mrz);
    if (seen && !seen->cells.empty()) levels.infrared = {seen->paper, MedianShare(seen->cells)};
  }
  return levels;
}

Result<Calibration> Calibrate(std::string reader, const Date& today,
                              std::span<const ReaderLevels> documents) {
  using Ultraviolet = ReaderLevels::Ultraviolet;
  using Infrared = ReaderLevels::Infrared;
  constexpr auto kUv = &ReaderLevels::ultraviolet;
  constexpr auto kIr = &ReaderLevels::infrared;
  Calibration calibration{std::move(reader), today, static_cast<int>(documents.size()), {}};
  const auto papers = All(documents, kUv, &Ultraviolet::paper);
  if (papers.size() >= kFewestDocuments) {
    calibration.levels.ultraviolet = {
        std::ranges::max(papers), std::ranges::max(All(documents, kUv, &Ultraviolet::mrz_paper)),
        Median(All(documents, kUv, &Ultraviolet::fluorescent))};
  }
  const auto infrared = All(documents, kIr, &Infrared::paper);
  if (infrared.size() >= kFewestDocuments) {
    calibration.levels.infrared = {Median(infrared),
                                   Median(All(documents, kIr, &Infrared::contrast))};
  }
  if (!calibration.levels.ultraviolet && !calibration.levels.infrared) {
    return InvalidInput(
        "{} documents could be measured in ultraviolet light and {} in infrared: {} of one reader "
        "are needed in one of them",
        papers.size(), infrared.size(), kFewestDocuments);
  }
  CHOWKI_RETURN_IF_ERROR(CheckCalibration(calibration));
  return calibration;
}

Status CheckCalibration(const Calibration& calibration) {
  if (!IsReaderName(calibration.reader)) {
    return InvalidInput("reader must be 1 to 64 characters of [A-Za-z0-9_.-]");
  }
  if (!IsValid(calibration.made)) return InvalidInput("made is no day");
  if (calibration.documents < kFewestDocuments || calibration.documents > kMostDocuments) {
    return InvalidInput("documents is {}, {} to {} expected", calibration.documents,
                        kFewestDocuments, kMostDocuments);
  }
  if (const auto& uv = calibration.levels.ultraviolet) {
    CHOWKI_RETURN_IF_ERROR(CheckLevel("ultraviolet.fluorescent", uv->fluorescent, kFluorescent));
    CHOWKI_RETURN_IF_ERROR(
        CheckLevel("ultraviolet.paper", uv->paper, {0, kDullest * uv->fluorescent}));
    // A step of 256 more or less is no shade of paper.
    CHOWKI_RETURN_IF_ERROR(CheckLevel(
        "ultraviolet.mrz_paper", uv->mrz_paper,
        {std::max(0.0, kMrzShare.least * uv->paper - 0.01), kMrzShare.most * uv->paper + 0.01}));
  }
  if (const auto& ir = calibration.levels.infrared) {
    CHOWKI_RETURN_IF_ERROR(CheckLevel("infrared.paper", ir->paper, kInfraredPaper));
    CHOWKI_RETURN_IF_ERROR(CheckLevel("infrared.contrast", ir->contrast, kContrast));
  }
  if (!calibration.levels.ultraviolet && !calibration.levels.infrared) {
    return InvalidInput("neither ultraviolet nor infrared: the calibration says nothing");
  }
  return Ok();
}

Exposure ExposureOf(const Exhibit& exhibit) {
  Exposure exposure;
  const auto& [calibration, oldest_days] = exhibit.calibration;
  if (calibration == nullptr) return exposure;
  if (const auto& uv = calibration->levels.ultraviolet) {
    exposure.ultraviolet_gain = kUsualFluorescent / uv->fluorescent;
    exposure.ultraviolet_steps = 2 * exposure.ultraviolet_gain / 255;
    exposure.dull_paper = uv->paper * exposure.ultraviolet_gain;
    if (uv->paper > 0) {
      exposure.mrz_over_page = std::max(1.0, uv->mrz_paper / uv->paper / kMrzOverPage);
    }
    exposure.ultraviolet_known = AgeDays(*calibration, exhibit.today) <= oldest_days;
  }
  if (const auto& ir = calibration->levels.infrared) {
    exposure.infrared_brightness = std::min(1.0, ir->paper / kUsualInfraredPaper);
    exposure.infrared_contrast = std::min(1.0, ir->contrast / kUsualContrast);
  }
  return exposure;
}

int AgeDays(const Calibration& calibration, const Date& today) {
  return DaysBetween(calibration.made, today);
}

}  // namespace chowki::verify
