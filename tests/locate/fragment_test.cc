#include "locate/fragment.h"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

namespace chowki::locate {
namespace {

cv::Mat Bar(const cv::Point2f& centre, float length, float height, float angle_deg) {
  cv::Mat map = cv::Mat::zeros(200, 300, CV_8UC1);
  cv::Point2f corners[4];
  cv::RotatedRect(centre, {length, height}, angle_deg).points(corners);
  std::vector<cv::Point> polygon(corners, corners + 4);
  cv::fillConvexPoly(map, polygon, cv::Scalar(90));
  return map;
}

TEST_CASE("a bar is measured along its main axis, whichever way it lies", "[locate]") {
  for (const float angle : {0.0F, 12.0F, 45.0F, 80.0F, 90.0F, 140.0F}) {
    CAPTURE(angle);
    const auto fragments = FindFragments(Bar({150, 100}, 120, 16, angle), 50, 10);
    REQUIRE(fragments.size() == 1);
    const Fragment& bar = fragments.front();
    CHECK(cv::norm(bar.centre - cv::Point2d(150, 100)) < 1);
    CHECK(AngleBetween(bar.angle, static_cast<double>(angle) * CV_PI / 180) < 0.01);
    CHECK(bar.length == Approx(121).margin(2));
    CHECK(bar.height == Approx(17).margin(2));
    CHECK(bar.mean == Approx(90));
    CHECK(std::abs(bar.direction.cross({std::cos(bar.angle), std::sin(bar.angle)})) < 1e-9);
  }
}

TEST_CASE("maps of bytes and of numbers are cut alike", "[locate]") {
  const cv::Mat bytes = Bar({150, 100}, 120, 16, 20);
  cv::Mat numbers;
  bytes.convertTo(numbers, CV_32F, 0.1, -5);
  const auto one = FindFragments(bytes, 50, 10);
  const auto other = FindFragments(numbers, 0, 10);
  REQUIRE(one.size() == 1);
  REQUIRE(other.size() == 1);
  CHECK(one.front().size == other.front().size);
  CHECK(one.front().centre == other.front().centre);
  CHECK(other.front().mean == Approx(4));
}

TEST_CASE("corners connect, gaps part, and small sets are noise", "[locate]") {
  cv::Mat map = cv::Mat::zeros(20, 40, CV_8UC1);
  map(cv::Rect(0, 0, 5, 5)) = 255;
  map(cv::Rect(5, 5, 5, 5)) = 255;    // touches by a corner
  map(cv::Rect(12, 0, 3, 10)) = 255;  // two apart
  map(cv::Rect(30, 15, 2, 2)) = 255;
  const auto fragments = FindFragments(map, 100, 5);
  REQUIRE(fragments.size() == 2);
  std::vector<int> sizes = {fragments[0].size, fragments[1].size};
  std::sort(sizes.begin(), sizes.end());
  CHECK(sizes == std::vector<int>{30, 50});
}

TEST_CASE("a shape that closes only in its last row is one set", "[locate]") {
  cv::Mat map = cv::Mat::zeros(30, 40, CV_8UC1);
  map(cv::Rect(2, 2, 3, 20)) = 255;
  map(cv::Rect(12, 2, 3, 20)) = 255;
  map(cv::Rect(22, 10, 3, 12)) = 255;
  map(cv::Rect(2, 22, 23, 2)) = 255;
  REQUIRE(FindFragments(map, 100, 5).size() == 1);
  CHECK(FindFragments(map, 100, 5).front().size == 60 + 60 + 36 + 46);
}

TEST_CASE("pieces of one line are joined, parallel lines are not", "[locate]") {
  cv::Mat map = cv::Mat::zeros(60, 300, CV_8UC1);
  map(cv::Rect(10, 10, 100, 8)) = 255;
  map(cv::Rect(120, 10, 150, 8)) = 255;  // a gap of 10 in the same line
  map(cv::Rect(10, 30, 260, 8)) = 255;
  auto joined = JoinCollinear(FindFragments(map, 100, 5));
  REQUIRE(joined.size() == 2);
  for (const Fragment& line : joined) CHECK(line.length == Approx(260).margin(2));
}

TEST_CASE("an empty map has no fragments", "[locate]") {
  CHECK(FindFragments(cv::Mat::zeros(5, 5, CV_32FC1), 0.5, 1).empty());
}

}  // namespace
}  // namespace chowki::locate
