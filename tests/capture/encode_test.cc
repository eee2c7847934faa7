#include "capture/encode.h"

#include <catch2/catch.hpp>

#include "capture/decode.h"

namespace chowki::capture {
namespace {

TEST_CASE("what is encoded is decoded again, in colour and in grey", "[capture]") {
  for (const int type : {CV_8UC1, CV_8UC3}) {
    const cv::Mat pixels(37, 61, type, cv::Scalar(30, 120, 220));
    const auto jpeg = EncodeJpeg(pixels, 95);
    REQUIRE(jpeg.ok());
    const auto image = Decode(*jpeg, Light::kVisible);
    REQUIRE(image.ok());
    REQUIRE(image->pixels().size() == pixels.size());
    REQUIRE(image->pixels().type() == type);
    CHECK(cv::norm(image->pixels(), pixels, cv::NORM_INF) <= 4);
  }
}

TEST_CASE("a part of a larger picture is encoded row by row", "[capture]") {
  cv::Mat whole(60, 90, CV_8UC1, cv::Scalar(20));
  cv::Mat part = whole(cv::Rect(30, 20, 40, 30));
  part.setTo(200);
  const auto jpeg = EncodeJpeg(part, 95);
  REQUIRE(jpeg.ok());
  const auto image = Decode(*jpeg, Light::kVisible);
  REQUIRE(image.ok());
  CHECK(cv::norm(image->pixels(), part, cv::NORM_INF) <= 4);
}

}  // namespace
}  // namespace chowki::capture
