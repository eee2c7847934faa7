#include "verify/mrz_strip.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace chowki::verify {
namespace {

cv::Point2d InPx(const Point& relative, const Size& px) {
  return {relative.x * px.width, relative.y * px.height};
}

// a + b k + c k^2 through values at k = 0, 1, 2 ..., least squares.
cv::Vec3d Parabola(const std::vector<double>& values) {
  cv::Matx33d normal = cv::Matx33d::zeros();
  cv::Vec3d right(0, 0, 0);
  for (size_t i = 0; i < values.size(); ++i) {
    const auto k = static_cast<double>(i);
    const cv::Vec3d row(1, k, k * k);
    normal += row * row.t();
    right += values[i] * row;
  }
  cv::Vec3d solution;
  cv::solve(normal, right, solution, cv::DECOMP_SVD);
  return solution;
}

// Where a line runs through the image, and what points down from it by one pitch.
struct Course {
  cv::Vec3d x;
  cv::Vec3d y;
  cv::Point2d down;
  double pitch = 0;

  [[nodiscard]] cv::Point2d At(double column, double below) const {
    const cv::Vec3d powers(1, column, column * column);
    return cv::Point2d(x.dot(powers), y.dot(powers)) + below * down;
  }
};

Course CourseOf(const std::vector<read::Glyph>& glyphs, const Size& px) {
  std::vector<double> x;
  std::vector<double> y;
  cv::Point2d down;
  for (const read::Glyph& glyph : glyphs) {
    const auto& at = glyph.region.corners;
    const cv::Point2d upper = (InPx(at[0], px) + InPx(at[1], px)) / 2;
    const cv::Point2d lower = (InPx(at[2], px) + InPx(at[3], px)) / 2;
    x.push_back((upper.x + lower.x) / 2);
    y.push_back((upper.y + lower.y) / 2);
    down += lower - upper;
  }
  Course course;
  course.pitch = std::hypot(x.back() - x.front(), y.back() - y.front()) /
                 static_cast<double>(std::max<size_t>(1, glyphs.size() - 1));
  course.x = Parabola(x);
  course.y = Parabola(y);
  course.down = down * (course.pitch / std::max(1e-9, std::hypot(down.x, down.y)));
  return course;
}

MrzStrip Cut(const cv::Mat& grey, const Course& course, int columns, double pitch_px, int height) {
  const int width = cvRound((columns + 2 * MrzStrip::kMarginPitches) * pitch_px);
  cv::Mat map(height, width, CV_32FC2);
  for (int y = 0; y < height; ++y) {
    const double below = (y + 0.5 - height / 2.0) / pitch_px;
    for (int x = 0; x < width; ++x) {
      const double column = (x + 0.5) / pitch_px - MrzStrip::kMarginPitches - 0.5;
      const cv::Point2d at = course.At(column, below);
      map.at<cv::Vec2f>(y, x) = {static_cast<float>(at.x - 0.5), static_cast<float>(at.y - 0.5)};
    }
  }
  MrzStrip strip;
  strip.source_pitch_px = course.pitch;
  cv::Rect box = cv::boundingRect(map.reshape(2, 1));
  box = cv::Rect(box.x - 2, box.y - 2, box.width + 4, box.height + 4) & cv::Rect({}, grey.size());
  if (box.empty()) return strip;
  cv::Mat source = grey(box);
  map -= cv::Scalar(box.x, box.y);
  // A picture of more px is made soft first, so that none of them is passed over.
  constexpr double kSoftPerStep = 0.4;
  const double step = course.pitch / pitch_px;
  if (step > 1.3) {
    cv::Mat soft;
    cv::GaussianBlur(source, soft, {}, kSoftPerStep * step);
    source = soft;
  }
  cv::remap(source, strip.grey, map, cv::noArray(), step < 1 ? cv::INTER_CUBIC : cv::INTER_LINEAR,
            cv::BORDER_REPLICATE);
  return strip;
}

}  // namespace

std::vector<MrzStrip> CutMrz(const capture::Image& image, const read::MrzReading& reading,
                             double pitch_px, int height) {
  std::vector<MrzStrip> strips;
  for (const auto& glyphs : reading.glyphs) {
    if (glyphs.size() < 3) return {};
    strips.push_back(Cut(image.grey(), CourseOf(glyphs, image.size_px()),
                         static_cast<int>(glyphs.size()), pitch_px, height));
    if (strips.back().grey.empty()) return {};
  }
  return strips;
}

}  // namespace chowki::verify
