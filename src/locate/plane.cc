#include "locate/plane.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "base/status.h"

namespace chowki::locate {
namespace {

cv::Point2d Apply(const cv::Matx23d& m, double x, double y) {
  return {m(0, 0) * x + m(0, 1) * y + m(0, 2), m(1, 0) * x + m(1, 1) * y + m(1, 2)};
}

}  // namespace

cv::Point2d Axes::ToImage(double a, double b) const {
  const double c = std::cos(angle_rad);
  const double s = std::sin(angle_rad);
  return {origin_px.x + a * c - b * s, origin_px.y + a * s + b * c};
}

cv::Point2d Axes::ToAxes(const cv::Point2d& image_px) const {
  const double c = std::cos(angle_rad);
  const double s = std::sin(angle_rad);
  const cv::Point2d d = image_px - origin_px;
  return {d.x * c + d.y * s, -d.x * s + d.y * c};
}

View CutView(const cv::Mat& image, const Axes& axes, const cv::Rect2d& part_px, double scale) {
  const cv::Size size(std::max(1, cvRound(part_px.width * scale)),
                      std::max(1, cvRound(part_px.height * scale)));
  const double c = std::cos(axes.angle_rad) / scale;
  const double s = std::sin(axes.angle_rad) / scale;
  const cv::Point2d corner = axes.ToImage(part_px.x, part_px.y);
  // Pixel centres lie at +0.5.
  const auto centred = [](cv::Matx23d m) {
    m(0, 2) += 0.5 * (m(0, 0) + m(0, 1)) - 0.5;
    m(1, 2) += 0.5 * (m(1, 0) + m(1, 1)) - 0.5;
    return m;
  };
  View view;
  view.view_to_image_px = centred(cv::Matx23d(c, -s, corner.x, s, c, corner.y));

  // The part's bounding box in the image, shrunk by averaging when the view is much smaller.
  double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
  for (const cv::Point2d p :
       {Apply(view.view_to_image_px, 0, 0), Apply(view.view_to_image_px, size.width, 0),
        Apply(view.view_to_image_px, 0, size.height),
        Apply(view.view_to_image_px, size.width, size.height)}) {
    left = std::min(left, p.x);
    top = std::min(top, p.y);
    right = std::max(right, p.x);
    bottom = std::max(bottom, p.y);
  }
  const cv::Rect box = cv::Rect(cv::Point(cvFloor(left) - 2, cvFloor(top) - 2),
                                cv::Point(cvCeil(right) + 3, cvCeil(bottom) + 3)) &
                       cv::Rect(0, 0, image.cols, image.rows);
  if (box.empty()) {
    view.grey = cv::Mat(size, CV_8UC1, cv::Scalar(255));
    return view;
  }
  cv::Mat source = image(box);
  cv::Matx23d to_source = view.view_to_image_px;
  to_source(0, 2) -= box.x;
  to_source(1, 2) -= box.y;
  const int factor = std::min({cvFloor(1.0 / scale + 0.25), source.cols, source.rows});
  if (factor >= 2) {
    cv::Mat shrunk;
    cv::resize(source, shrunk, cv::Size(source.cols / factor, source.rows / factor), 0, 0,
               cv::INTER_AREA);
    const double fx = static_cast<double>(shrunk.cols) / source.cols;
    const double fy = static_cast<double>(shrunk.rows) / source.rows;
    for (int k = 0; k < 3; ++k) {
      to_source(0, k) *= fx;
      to_source(1, k) *= fy;
    }
    to_source(0, 2) += 0.5 * fx - 0.5;
    to_source(1, 2) += 0.5 * fy - 0.5;
    source = shrunk;
  }
  cv::warpAffine(source, view.grey, to_source, size, cv::WARP_INVERSE_MAP | cv::INTER_LINEAR,
                 cv::BORDER_REPLICATE);
  return view;
}

cv::Mat Normalised(const cv::Mat& grey) {
  cv::Scalar mean;
  cv::Scalar deviation;
  cv::meanStdDev(grey, mean, deviation);
  const double divisor = std::max(deviation[0], 1.0);
  cv::Mat out;
  grey.convertTo(out, CV_32F, 1.0 / divisor, -mean[0] / divisor);
  return out;
}

infer::Picture AsPicture(const cv::Mat& picture) {
  CHOWKI_CHECK(picture.type() == CV_32FC1 && picture.isContinuous());
  return {picture.ptr<float>(), picture.rows, picture.cols};
}

}  // namespace chowki::locate
