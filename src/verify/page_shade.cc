#include "verify/page_shade.h"

#include <algorithm>

#include <opencv2/imgproc.hpp>

#include "verify/page_pattern.h"

namespace chowki::verify {

Rect Moved(const Rect& rect, Point by) {
  return {rect.x + by.x, rect.y + by.y, rect.width, rect.height};
}

const PageView& ViewIn(const PageScan& scan, capture::Light light) {
  if (light == capture::Light::kInfrared) return scan.infrared;
  if (light == capture::Light::kUltraviolet) return scan.ultraviolet;
  return scan.visible;
}

cv::Mat GreyOf(const PageView& view) {
  if (view.pixels().channels() == 1) return view.pixels();
  cv::Mat grey;
  cv::cvtColor(view.pixels(), grey, cv::COLOR_BGR2GRAY);
  return grey;
}

std::optional<Colour> MeanAt(const PageView& view, const Rect& mm) {
  constexpr double kLeastPart = 0.8;
  const cv::Rect place = view.ToView(mm);
  const double whole = mm.width * mm.height * PageView::kPxPerMm * PageView::kPxPerMm;
  if (place.area() < kLeastPart * whole || cv::countNonZero(view.inside()(place)) < place.area()) {
    return std::nullopt;
  }
  const cv::Scalar mean = cv::mean(view.pixels()(place));
  if (view.pixels().channels() == 1) return Colour{mean[0], mean[0], mean[0]};
  return Colour{mean[0], mean[1], mean[2]};
}

Colour GainOf(const SeenShades& seen) {
  Colour gain{};
  for (std::size_t channel = 0; channel < gain.size(); ++channel) {
    std::vector<double> ratios;
    for (const auto& [shade, mean] : seen) {
      ratios.push_back(mean[channel] / std::max(1.0, shade->mean[channel]));
    }
    gain[channel] = MedianOf(std::move(ratios));
  }
  return gain;
}

}  // namespace chowki::verify
