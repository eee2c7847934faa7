#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include <opencv2/core.hpp>

#include "verify/exhibit_maker.h"

namespace chowki::verify {

// A page of a passport as a flatbed of 305 ppi sees it by day: paper of two tints, bending lines, a
// photograph's even background, lines of letters. For checks that look at how a page is printed.
class PrintedPage {
 public:
  explicit PrintedPage(double px_per_mm = 12);

  // A sensor's: each pixel and channel by itself, grey levels.
  void AddNoise(double deviation);
  // Grain as of droplets, over a part of the page in mm; deviation of what is laid down, grey
  // levels.
  void AddDroplets(const Rect& mm, double deviation);
  // Each pixel times what `factor` gives for its place, channel by channel.
  void Multiply(const std::function<cv::Vec3d(int x, int y)>& factor);

  // What the check with this id finds.
  [[nodiscard]] std::vector<Finding> Look(std::string_view id);

  cv::Mat pixels;

 private:
  double px_per_mm_;
  locate::Page page_;
  ExhibitMaker maker_ = ExhibitMaker::Passport();
  std::unique_ptr<capture::Image> image_;
};

}  // namespace chowki::verify
