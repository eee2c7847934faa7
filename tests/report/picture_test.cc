#include "report/picture.h"

#include <catch2/catch.hpp>

#include "capture/decode.h"

namespace chowki::report {
namespace {

// Grey, with a white block in its upper left corner.
capture::Image Drawn(int width, int height) {
  cv::Mat pixels(height, width, CV_8UC1, cv::Scalar(40));
  pixels(cv::Rect(0, 0, width / 4, height / 4)).setTo(250);
  return {pixels, capture::Light::kVisible, {}, std::nullopt};
}

Picture MakePicture(const capture::Image& image, int rotation_deg) {
  auto picture = Picture::Make(image, rotation_deg);
  REQUIRE(picture.ok());
  return *std::move(picture);
}

TEST_CASE("a region follows its picture through every turn", "[report]") {
  const capture::Image image = Drawn(400, 200);
  const Quad corner = ToQuad({0, 0, 0.25, 0.25});
  for (const int degrees : {0, 90, 180, 270, 44, 100, 359}) {
    INFO(degrees);
    const Picture picture = MakePicture(image, degrees);
    const auto shown = capture::Decode(picture.jpeg(), capture::Light::kVisible);
    REQUIRE(shown.ok());
    const Rect box = BoxAround(picture.ToPicture(corner));
    CHECK(box.width * box.height == Approx(0.0625 * picture.width() * picture.height()));
    const auto centre = [](const Rect& rect) {
      return cv::Point(static_cast<int>(rect.x + rect.width / 2),
                       static_cast<int>(rect.y + rect.height / 2));
    };
    CHECK(shown->grey().at<unsigned char>(centre(box)) > 200);
    CHECK(cv::countNonZero(shown->grey() > 200) == Approx(box.width * box.height).epsilon(0.05));
  }
}

TEST_CASE("a page that lies on its side stands up", "[report]") {
  const Picture picture = MakePicture(Drawn(400, 200), 90);
  CHECK(picture.width() == 200);
  CHECK(picture.height() == 400);
}

TEST_CASE("large images are made smaller, small ones stay", "[report]") {
  CHECK(MakePicture(Drawn(4000, 1000), 0).width() == Picture::kLongSidePx);
  CHECK(MakePicture(Drawn(4000, 1000), 0).height() == Picture::kLongSidePx / 4);
  CHECK(MakePicture(Drawn(300, 200), 0).width() == 300);
}

}  // namespace
}  // namespace chowki::report
