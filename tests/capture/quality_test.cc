#include "capture/quality.h"

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

namespace chowki::capture {
namespace {

Image Picture(const cv::Mat& pixels) { return {pixels, Light::kVisible, Digest{}, std::nullopt}; }

cv::Mat Stripes(int side) {
  cv::Mat pixels(side, side, CV_8UC1);
  for (int x = 0; x < side; ++x) pixels.col(x).setTo(cv::Scalar(x / 8 % 2 == 0 ? 40 : 200));
  return pixels;
}

TEST_CASE("an even grey picture has no sharpness and no contrast", "[capture]") {
  const Quality quality = MeasureQuality(Picture(cv::Mat(300, 200, CV_8UC1, cv::Scalar(51))));
  CHECK(quality.sharpness == 0);
  CHECK(quality.contrast == 0);
  CHECK(quality.mean_brightness == Approx(0.2));
  CHECK(quality.dark_share == 0);
  CHECK(quality.saturated_share == 0);
  CHECK(quality.largest_glare_share == 0);
}

TEST_CASE("blur takes sharpness away", "[capture]") {
  const cv::Mat sharp = Stripes(2048);
  cv::Mat blurred;
  cv::GaussianBlur(sharp, blurred, {}, 8);
  CHECK(MeasureQuality(Picture(blurred)).sharpness <
        MeasureQuality(Picture(sharp)).sharpness / 100);
  CHECK(MeasureQuality(Picture(sharp)).contrast == Approx(160 / 255.0).margin(0.01));
}

TEST_CASE("glare is the largest saturated blob", "[capture]") {
  cv::Mat pixels(100, 200, CV_8UC3, cv::Scalar(100, 100, 100));
  pixels(cv::Rect(10, 10, 40, 50)).setTo(cv::Scalar(255, 255, 255));
  pixels(cv::Rect(100, 10, 10, 10)).setTo(cv::Scalar(255, 255, 255));
  pixels(cv::Rect(150, 0, 20, 100)).setTo(cv::Scalar(0, 0, 0));
  const Quality quality = MeasureQuality(Picture(pixels));
  CHECK(quality.largest_glare_share == Approx(0.1));
  CHECK(quality.saturated_share == Approx(0.105));
  CHECK(quality.dark_share == Approx(0.1));
}

TEST_CASE("one pixel has a quality", "[capture]") {
  CHECK(MeasureQuality(Picture(cv::Mat(1, 1, CV_8UC1, cv::Scalar(255)))).saturated_share == 1);
}

}  // namespace
}  // namespace chowki::capture
