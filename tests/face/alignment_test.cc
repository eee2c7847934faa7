#include "face/alignment.h"

#include <cmath>

#include <catch2/catch.hpp>

namespace chowki::face {
namespace {

// Where the embedding wants them, turned by `degrees`, enlarged and shifted.
Landmarks Moved(double degrees, double scale, Point shift) {
  constexpr Landmarks kWanted = {{{38.2946, 51.6963},
                                  {73.5318, 51.5014},
                                  {56.0252, 71.7366},
                                  {41.5493, 92.3655},
                                  {70.7299, 92.2041}}};
  const double turn = degrees * CV_PI / 180;
  Landmarks moved;
  for (std::size_t i = 0; i < moved.size(); ++i) {
    const Point& p = kWanted[i];
    moved[i] = {scale * (std::cos(turn) * p.x - std::sin(turn) * p.y) + shift.x,
                scale * (std::sin(turn) * p.x + std::cos(turn) * p.y) + shift.y};
  }
  return moved;
}

TEST_CASE("landmarks are laid over those of the network, however they were turned and scaled",
          "[face]") {
  const double degrees = GENERATE(-20.0, 0.0, 35.0), scale = GENERATE(0.3, 1.0, 7.0);
  const Landmarks landmarks = Moved(degrees, scale, {120, -40});
  const cv::Matx23d turn = ToReference(landmarks);
  const Landmarks wanted = Moved(0, 1, {});
  for (std::size_t i = 0; i < landmarks.size(); ++i) {
    const Point& p = landmarks[i];
    CHECK(turn(0, 0) * p.x + turn(0, 1) * p.y + turn(0, 2) == Approx(wanted[i].x).margin(0.01));
    CHECK(turn(1, 0) * p.x + turn(1, 1) * p.y + turn(1, 2) == Approx(wanted[i].y).margin(0.01));
  }
}

TEST_CASE("landmarks in one point have no turn", "[face]") {
  CHECK(cv::norm(cv::Mat(ToReference(Landmarks{}))) == 0);
}

TEST_CASE("a square that leaves the picture goes on as its edge does", "[face]") {
  cv::Mat picture(20, 30, CV_8UC1, cv::Scalar(50));
  picture.col(0) = 200;
  const Cut cut = CutSquare(picture, {0, 10}, 20, 10);
  REQUIRE(cut.pixels.size() == cv::Size(10, 10));
  CHECK(cut.scale == 2.0);
  CHECK(cut.origin == Point{-10, 0});
  CHECK(cut.pixels.at<std::uint8_t>(5, 1) == 200);
  CHECK(cut.pixels.at<std::uint8_t>(5, 8) == 50);
  CHECK(cv::countNonZero(CutSquare(picture, {900, 900}, 20, 10).pixels) == 0);
}

}  // namespace
}  // namespace chowki::face
