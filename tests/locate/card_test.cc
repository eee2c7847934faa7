#include "locate/card.h"

#include <cmath>

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

namespace chowki::locate {
namespace {

// A light card of 10 px a mm with a dark title, turned on a grey ground.
cv::Mat CardOnGround(double turn_deg, cv::Size2f card_mm) {
  cv::Mat picture(1000, 1300, CV_8UC1, cv::Scalar(90));
  const auto fill = [&](cv::Point2f middle_mm, cv::Size2f size_mm, int grey) {
    const double radians = turn_deg * CV_PI / 180;
    const cv::Point2f along(static_cast<float>(std::cos(radians)),
                            static_cast<float>(std::sin(radians)));
    const cv::Point2f across(-along.y, along.x);
    const cv::Point2f middle =
        cv::Point2f(650, 500) + 10 * (along * middle_mm.x + across * middle_mm.y);
    cv::Point2f corners[4];
    cv::RotatedRect(middle, size_mm * 10.0F, static_cast<float>(turn_deg)).points(corners);
    std::vector<cv::Point> polygon(std::begin(corners), std::end(corners));
    cv::fillConvexPoly(picture, polygon, cv::Scalar(grey), cv::LINE_AA);
  };
  fill({0, 0}, card_mm, 225);
  fill({0, -card_mm.height / 2 + 5}, {card_mm.width - 10, 6}, 60);
  return picture;
}

TEST_CASE("a card is found by its outline, with its millimetres", "[locate]") {
  for (const double turn : {0.0, 4.0, -12.0}) {
    CAPTURE(turn);
    const auto card = FindCard(CardOnGround(turn, {85.6F, 53.98F}));
    REQUIRE(card);
    CHECK(card->size == PageSize::kId1);
    const cv::Vec3d middle = card->mm_to_px * cv::Vec3d(42.8, 26.99, 1);
    CHECK(middle[0] == Approx(650).margin(6));
    CHECK(middle[1] == Approx(500).margin(6));
    CHECK(std::hypot(card->mm_to_px(0, 0), card->mm_to_px(1, 0)) == Approx(10).epsilon(0.03));
    const double found_turn = std::atan2(card->mm_to_px(1, 0), card->mm_to_px(0, 0));
    CHECK(found_turn * 180 / CV_PI == Approx(turn).margin(1));
  }
}

TEST_CASE("a card that fills its picture is that picture", "[locate]") {
  cv::Mat picture(540, 856, CV_8UC1);
  cv::randu(picture, 0, 255);
  const auto card = FindCard(picture);
  REQUIRE(card);
  CHECK(card->size == PageSize::kId1);
  CHECK(card->outline_px.corners[2].x == Approx(856).margin(5));
  CHECK(card->outline_px.corners[2].y == Approx(540).margin(5));
}

TEST_CASE("other sides are no card's", "[locate]") {
  CHECK_FALSE(FindCard(CardOnGround(0, {70, 70})));
  CHECK_FALSE(FindCard(CardOnGround(0, {25, 15.8F})));  // too small a part of the picture
  CHECK_FALSE(FindCard(cv::Mat(400, 700, CV_8UC1, cv::Scalar(128))));
}

}  // namespace
}  // namespace chowki::locate
