#pragma once

#include <opencv2/core.hpp>

#include "infer/maps.h"

namespace chowki::locate {

// A picture of a part of an image, turned and scaled, and the way back.
struct View {
  cv::Mat grey;                  // 8UC1
  cv::Matx23d view_to_image_px;  // affine
};

// Coordinates along a band: a runs along its lines, b across them, both in px of the image, origin
// at the band's centre.
struct Axes {
  cv::Point2d origin_px;
  double angle_rad = 0;

  [[nodiscard]] cv::Point2d ToImage(double a, double b) const;
  [[nodiscard]] cv::Point2d ToAxes(const cv::Point2d& image_px) const;
};

// Cuts the rectangle [a0, a1] x [b0, b1] of the axes at `scale` view px per image px. Areas outside
// the image repeat its border. Shrinking averages, so that thin strokes survive.
//
// image   8UC1
// thread  pure.
[[nodiscard]] View CutView(const cv::Mat& image, const Axes& axes, const cv::Rect2d& part_px,
                           double scale);

// Mean 0 and deviation 1 (deviations below 1 grey level count as 1), as the networks want it.
//
// returns 32F of the same size.
[[nodiscard]] cv::Mat Normalised(const cv::Mat& grey);

// The same memory, as a network takes it.
//
// picture  32FC1 without gaps; must outlive what comes back.
[[nodiscard]] infer::Picture AsPicture(const cv::Mat& picture);

}  // namespace chowki::locate
