#include "verify/page_model.h"

#include <algorithm>
#include <cmath>

#include "verify/page_pattern.h"
#include "verify/page_shade.h"

namespace chowki::verify {
namespace {

// Below half the exposure that it was learnt at a picture says nothing about shades.
constexpr double kLeastGain = 0.5;
constexpr double kMostGain = 2.0;

std::optional<PageComparison::Shades> CompareShades(const LightModel& model, const PageView& view,
                                                    Point shift_mm) {
  SeenShades seen;
  for (const PageShade& shade : model.shades) {
    const auto mean = MeanAt(view, Moved(shade.at_mm, shift_mm));
    if (mean) seen.emplace_back(&shade, *mean);
  }
  if (seen.size() < kLeastShades) return std::nullopt;
  const Colour gain = GainOf(seen);
  const auto [least, most] = std::ranges::minmax(gain);
  if (!(least >= kLeastGain && most <= kMostGain)) return std::nullopt;
  PageComparison::Shades shades{model.light, static_cast<int>(seen.size()), {}};
  std::vector<std::pair<double, Rect>> off;
  for (const auto& [shade, mean] : seen) {
    double furthest = 0;  // 1 is the tolerance
    for (std::size_t channel = 0; channel < gain.size(); ++channel) {
      furthest = std::max(furthest, std::abs(mean[channel] / gain[channel] - shade->mean[channel]) /
                                        shade->tolerance[channel]);
    }
    if (furthest > 1) off.emplace_back(furthest, Moved(shade->at_mm, shift_mm));
  }
  std::ranges::stable_sort(off, std::ranges::greater(), &std::pair<double, Rect>::first);
  for (const auto& [furthest, rect] : off) shades.off_mm.push_back(rect);
  return shades;
}

}  // namespace

std::vector<const PageModel*> ModelsOf(std::span<const PageModel> models,
                                       const icao::MrzRecord& record, locate::PageSize page) {
  std::vector<const PageModel*> found;
  for (const PageModel& model : models) {
    if (model.page == page && model.issuer == record.issuing_state &&
        record.document_code.starts_with(model.document_code)) {
      found.push_back(&model);
    }
  }
  return found;
}

PageComparison Compare(const PageModel& model, const PageScan& scan) {
  PageComparison comparison;
  const cv::Mat page = GreyOf(scan.visible);
  std::vector<std::pair<const PagePattern*, Point>> found;
  for (const PagePattern& pattern : model.patterns) {
    // Only read.
    const cv::Mat piece(pattern.rows, pattern.columns, CV_8UC1,
                        const_cast<std::uint8_t*>(pattern.pixels.data()));
    const auto place =
        FindPattern(piece, page, scan.visible.inside(), {pattern.at_mm.x, pattern.at_mm.y});
    if (!place) continue;
    ++comparison.seen;
    if (place->likeness < pattern.least) {
      comparison.missing_mm.push_back(pattern.at_mm);
      continue;
    }
    found.emplace_back(&pattern, place->off_mm);
  }
  if (found.empty()) return comparison;
  std::vector<Point> off;
  for (const auto& [pattern, off_mm] : found) off.push_back(off_mm);
  comparison.shift_mm = MiddleOf(off);
  for (const auto& [pattern, off_mm] : found) {
    if (LieTogether(off_mm, comparison.shift_mm)) {
      ++comparison.matching;
    } else {
      comparison.missing_mm.push_back(pattern->at_mm);
    }
  }
  if (model.portrait_mm && scan.portrait_mm) {
    comparison.portrait_off_mm =
        std::hypot(scan.portrait_mm->x - comparison.shift_mm.x - model.portrait_mm->x,
                   scan.portrait_mm->y - comparison.shift_mm.y - model.portrait_mm->y);
  }
  for (const LightModel& light : model.lights) {
    const PageView& view = ViewIn(scan, light.light);
    if (view.empty()) continue;
    auto shades = CompareShades(light, view, comparison.shift_mm);
    if (shades) comparison.shades.push_back(*std::move(shades));
  }
  return comparison;
}

namespace {

Status Wrong(const char* what) { return InvalidInput("{}", what); }

bool IsOnPage(const Rect& rect, const Size& page) {
  return rect.x >= 0 && rect.y >= 0 && rect.width >= 1 && rect.height >= 1 &&
         rect.x + rect.width <= page.width && rect.y + rect.height <= page.height;
}

Status CheckNames(const PageModel& model) {
  constexpr std::size_t kLongestName = 64;
  constexpr int kMostVersion = 1'000'000;
  const auto named = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (model.name.empty() || model.name.size() > kLongestName ||
      !std::ranges::all_of(model.name, named)) {
    return Wrong("its name is not 1 to 64 of a-z, 0-9 and -");
  }
  if (model.version < 1 || model.version > kMostVersion) {
    return Wrong("its version is not 1 to 1000000");
  }
  if (model.issuer.empty() || model.issuer.size() > 3 ||
      !std::ranges::all_of(model.issuer, capital)) {
    return Wrong("its issuer is not 1 to 3 capitals");
  }
  if (model.document_code.size() > 2 || !std::ranges::all_of(model.document_code, capital)) {
    return Wrong("its document_code is not 0 to 2 capitals");
  }
  return Ok();
}

Status CheckPatterns(const PageModel& model, const Size& page) {
  constexpr std::size_t kMostPatterns = 64;
  constexpr double kLeast = 0.1;
  if (model.patterns.empty() || model.patterns.size() > kMostPatterns) {
    return Wrong("its patterns are not 1 to 64");
  }
  for (const PagePattern& pattern : model.patterns) {
    if (!IsOnPage(pattern.at_mm, page)) return Wrong("a pattern is not on the page");
    if (pattern.rows != cvRound(pattern.at_mm.height * PageView::kPxPerMm) ||
        pattern.columns != cvRound(pattern.at_mm.width * PageView::kPxPerMm) ||
        pattern.pixels.size() !=
            static_cast<std::size_t>(pattern.rows) * static_cast<std::size_t>(pattern.columns)) {
      return Wrong("a pattern has not the size of its place at 4 px a mm");
    }
    if (!(pattern.least >= kLeast && pattern.least <= 1)) {
      return Wrong("a pattern's least is not 0.1 to 1");
    }
  }
  return Ok();
}

Status CheckShade(const PageShade& shade, const Size& page) {
  if (!IsOnPage(shade.at_mm, page)) return Wrong("a shade is not on the page");
  for (const double mean : shade.mean) {
    if (!(mean >= 0 && mean <= 255)) return Wrong("a shade's mean is not 0 to 255");
  }
  for (const double tolerance : shade.tolerance) {
    if (!(tolerance >= 1 && tolerance <= 255)) return Wrong("a shade's tolerance is not 1 to 255");
  }
  return Ok();
}

Status CheckLights(const PageModel& model, const Size& page) {
  constexpr std::size_t kMostShades = 2000;
  std::vector<capture::Light> seen;
  for (const LightModel& light : model.lights) {
    if (std::ranges::find(seen, light.light) != seen.end()) return Wrong("a light is there twice");
    seen.push_back(light.light);
    if (light.shades.size() > kMostShades) return Wrong("its shades are more than 2000");
    for (const PageShade& shade : light.shades) {
      CHOWKI_RETURN_IF_ERROR(CheckShade(shade, page));
    }
  }
  return Ok();
}

}  // namespace

Status CheckModel(const PageModel& model) {
  constexpr double kFurthestPortraitMm = 50;
  const Size page = locate::SizeMm(model.page);
  CHOWKI_RETURN_IF_ERROR(CheckNames(model));
  if (model.scans < kLeastScans || model.scans > kMostScans) {
    return Wrong("its scans are not 3 to 50");
  }
  CHOWKI_RETURN_IF_ERROR(CheckPatterns(model, page));
  if (!(model.print_tolerance_mm > 0 && model.print_tolerance_mm <= kPatternReachMm)) {
    return Wrong("its print_tolerance_mm is not above 0 to 3.5");
  }
  if (model.portrait_mm &&
      !(IsOnPage({model.portrait_mm->x, model.portrait_mm->y, 1, 1}, page) &&
        model.portrait_tolerance_mm > 0 && model.portrait_tolerance_mm <= kFurthestPortraitMm)) {
    return Wrong("its portrait is not on the page, or its tolerance_mm is not above 0 to 50");
  }
  return CheckLights(model, page);
}

}  // namespace chowki::verify
