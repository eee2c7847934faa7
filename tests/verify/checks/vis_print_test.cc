#include <cmath>

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

#include "verify/printed_page.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

void MakeGrey(cv::Mat& pixels) {
  cv::Mat grey;
  cv::cvtColor(pixels, grey, cv::COLOR_BGR2GRAY);
  cv::cvtColor(grey, pixels, cv::COLOR_GRAY2BGR);
}

// Cosine grid of `period` px, turned by `degrees`: in [-1, 1].
double Grid(int x, int y, double period, double degrees) {
  const double turn = degrees * CV_PI / 180;
  const double along = 2 * CV_PI / period * (x * std::cos(turn) + y * std::sin(turn));
  const double across = 2 * CV_PI / period * (-x * std::sin(turn) + y * std::cos(turn));
  return 0.5 * (std::cos(along) + std::cos(across));
}

TEST_CASE("a page of colours and lines passes, with a sensor's noise",
          "[verify][vis_print][successful]") {
  PrintedPage page;
  const double noise = GENERATE(0.0, 2.0, 5.0);
  page.AddNoise(noise);
  CHECK(page.Look("vis.print").front().outcome == Outcome::kSuccessful);
}

TEST_CASE("a page without colours before a scanner of colours is a grey copy",
          "[verify][vis_print][failing]") {
  PrintedPage page;
  MakeGrey(page.pixels);
  SECTION("in three channels that are the same") {}
  SECTION("told by the scanner's noise") { page.AddNoise(2); }
  SECTION("told by the colour of its lamp") {
    page.Multiply([](int, int) { return cv::Vec3d(0.9, 0.97, 1); });
  }
  const auto findings = page.Look("vis.print");
  REQUIRE(Reasons(findings) == Codes{"no_colour"});
  CHECK(findings[0].contributes == Contribution::kAttention);
  CHECK(findings[0].outcome == Outcome::kUndetermined);
}

TEST_CASE("turned grids of dots are a copy's halftone", "[verify][vis_print][failing]") {
  PrintedPage page;
  page.AddNoise(2);
  page.Multiply([](int x, int y) {
    const double black = 0.15 * Grid(x, y, 2.9, 45);
    return cv::Vec3d(1 + black + 0.2 * Grid(x, y, 2.9, 0), 1 + black + 0.2 * Grid(x, y, 2.9, 75),
                     1 + black + 0.2 * Grid(x, y, 2.9, 15));
  });
  CHECK(Reasons(page.Look("vis.print")) == Codes{"halftone"});
}

TEST_CASE("one grid along the page is a display", "[verify][vis_print][failing]") {
  PrintedPage page;
  page.AddNoise(2);
  page.Multiply([](int x, int y) {
    const double grid = Grid(x, y, 2.3, 2);
    return cv::Vec3d(1 + 0.15 * grid, 1 + 0.12 * grid, 1 + 0.09 * grid);
  });
  const auto findings = page.Look("vis.print");
  REQUIRE(Reasons(findings) == Codes{"display"});
  REQUIRE(findings[0].evidence.size() == 1);
  CHECK(findings[0].evidence[0].region.corners[2].x == Approx(1).margin(0.01));
}

TEST_CASE("grain of colours all over a page is that of droplets", "[verify][vis_print][failing]") {
  PrintedPage page;
  page.AddDroplets({0, 0, 125, 88}, 30);
  CHECK(Reasons(page.Look("vis.print")) == Codes{"droplets"});
}

TEST_CASE("lines in one direction and the blocks of a compressed file are no dots",
          "[verify][vis_print][successful]") {
  PrintedPage page;
  page.AddNoise(2);
  SECTION("ruled") {
    page.Multiply(
        [](int x, int) { return cv::Vec3d::all(1 + 0.2 * std::cos(2 * CV_PI * x / 2.9)); });
  }
  SECTION("blocks, scaled") {
    page.Multiply(
        [](int x, int y) { return cv::Vec3d::all(x % 11 == 0 || y % 11 == 0 ? 0.93 : 1); });
  }
  CHECK(page.Look("vis.print").front().outcome == Outcome::kSuccessful);
}

TEST_CASE("a grey file of one channel says nothing of colours",
          "[verify][vis_print][not_performed]") {
  PrintedPage page;
  cv::cvtColor(page.pixels, page.pixels, cv::COLOR_BGR2GRAY);
  CHECK(Reasons(page.Look("vis.print")) == Codes{"grey_image"});
}

TEST_CASE("a coarse picture shows no dots", "[verify][vis_print][not_performed]") {
  PrintedPage page(8);
  CHECK(Reasons(page.Look("vis.print")) == Codes{"too_coarse"});
}

TEST_CASE("without an image or a page nothing is told of its print",
          "[verify][vis_print][not_performed]") {
  ExhibitMaker maker = ExhibitMaker::Passport();
  CHECK(Reasons(Perform("vis.print", maker.exhibit())) == Codes{"no_page"});
  maker.NoImage();
  CHECK(Reasons(Perform("vis.print", maker.exhibit())) == Codes{"no_visible_image"});
}

}  // namespace
}  // namespace chowki::verify
