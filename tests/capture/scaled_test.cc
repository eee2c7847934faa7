#include "capture/scaled.h"

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

namespace chowki::capture {
namespace {

// A smooth picture with a dark spot around `centre`.
cv::Mat Spot(const cv::Size& size, const cv::Point2d& centre, double radius) {
  cv::Mat picture(size, CV_8UC1);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const double d = cv::norm(cv::Point2d(x, y) - centre) / radius;
      picture.at<std::uint8_t>(y, x) =
          cv::saturate_cast<std::uint8_t>(220 - 200 * std::exp(-d * d));
    }
  }
  return picture;
}

cv::Point2d DarkCentre(const cv::Mat& picture) {
  const cv::Moments moments = cv::moments(220 - picture);
  return {moments.m10 / moments.m00, moments.m01 / moments.m00};
}

TEST_CASE("a place keeps its place at every scale, from odd sizes too", "[capture]") {
  const cv::Point2d centre(401, 163);
  const cv::Mat picture = Spot({805, 333}, centre, 30);
  for (const double scale : {0.1, 0.17, 0.25, 0.3, 0.5, 0.61, 0.99, 1.0, 1.7}) {
    CAPTURE(scale);
    const cv::Mat scaled = Scaled(picture, scale);
    CHECK(std::abs(scaled.cols - 805 * scale) <= 1.5);
    CHECK(std::abs(scaled.rows - 333 * scale) <= 1.5);
    const cv::Point2d expected = (centre + cv::Point2d(0.5, 0.5)) * scale - cv::Point2d(0.5, 0.5);
    CHECK(cv::norm(DarkCentre(scaled) - expected) < 0.15);
  }
}

TEST_CASE("thin strokes survive shrinking", "[capture]") {
  cv::Mat picture(900, 900, CV_8UC1, cv::Scalar(255));
  for (int x = 4; x < 900; x += 60) picture.col(x).setTo(cv::Scalar(0));
  for (const double scale : {0.45, 0.3, 0.2, 0.13}) {
    CAPTURE(scale);
    const double darkness = 255 - cv::mean(Scaled(picture, scale))[0];
    CHECK(darkness > 0.6 * (255 - cv::mean(picture)[0]));
  }
}

TEST_CASE("a picture never vanishes", "[capture]") {
  CHECK(Scaled(cv::Mat(1, 1, CV_8UC1, cv::Scalar(7)), 0.01).size() == cv::Size(1, 1));
  CHECK(Scaled(cv::Mat(1, 4000, CV_8UC1, cv::Scalar(7)), 0.1).size() == cv::Size(400, 1));
}

TEST_CASE("at scale 1 the pixels are shared", "[capture]") {
  const cv::Mat picture(30, 40, CV_8UC1, cv::Scalar(7));
  CHECK(Scaled(picture, 1).data == picture.data);
}

}  // namespace
}  // namespace chowki::capture
