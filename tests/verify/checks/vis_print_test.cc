#include <functional>

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

#include "verify/exhibit_maker.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

constexpr double kPxPerMm = 12;  // 305 ppi

// A page of a passport as a flatbed sees it: paper of two tints, bending lines, lines of letters,
// and a sensor's noise.
class PrintedPage {
 public:
  explicit PrintedPage(double px_per_mm = kPxPerMm) : px_per_mm_(px_per_mm) {
    page_.size = locate::PageSize::kId3;
    page_.mm_to_px = cv::Matx33d(px_per_mm, 0, 0, 0, px_per_mm, 0, 0, 0, 1);
    const Size px{125 * px_per_mm, 88 * px_per_mm};
    page_.outline_px = ToQuad({0, 0, px.width, px.height});
    pixels = cv::Mat(cvRound(px.height), cvRound(px.width), CV_8UC3, cv::Scalar(225, 235, 210));
    pixels.colRange(0, pixels.cols / 3).setTo(cv::Scalar(200, 205, 240));
    for (int i = 0; i < 40; ++i) {
      cv::ellipse(pixels, {pixels.cols / 2, pixels.rows / 2}, {60 + 17 * i, 30 + 11 * i}, 5.0 * i,
                  0, 360, cv::Scalar(120, 170, 140), 1, cv::LINE_AA);
    }
    for (int line = 1; line < 9; ++line) {
      cv::putText(pixels, "SURNAME AND GIVEN NAMES 1234567890", {20, line * pixels.rows / 9},
                  cv::FONT_HERSHEY_SIMPLEX, px_per_mm / 12, cv::Scalar(40, 30, 30), 2, cv::LINE_AA);
    }
  }

  void AddNoise(double deviation) {
    cv::Mat noise(pixels.size(), CV_16SC3);
    cv::RNG random(1);
    random.fill(noise, cv::RNG::NORMAL, 0, deviation);
    cv::add(pixels, noise, pixels, {}, CV_8UC3);
  }

  // Each pixel times what `factor` gives for its place, channel by channel.
  void Multiply(const std::function<cv::Vec3d(int x, int y)>& factor) {
    pixels.forEach<cv::Vec3b>([&](cv::Vec3b& pixel, const int* at) {
      const cv::Vec3d times = factor(at[1], at[0]);
      for (int i = 0; i < 3; ++i) pixel[i] = cv::saturate_cast<uchar>(pixel[i] * times[i]);
    });
  }

  std::vector<Finding> Look() {
    image_ = std::make_unique<capture::Image>(pixels, capture::Light::kVisible, Digest{},
                                              std::optional<double>{});
    Exhibit exhibit = maker_.exhibit();
    exhibit.visible = image_.get();
    exhibit.page = &page_;
    return Perform("vis.print", exhibit);
  }

  cv::Mat pixels;

 private:
  double px_per_mm_;
  locate::Page page_;
  ExhibitMaker maker_ = ExhibitMaker::Passport();
  std::unique_ptr<capture::Image> image_;
};

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
  CHECK(page.Look().front().outcome == Outcome::kSuccessful);
}

TEST_CASE("a page without colours before a scanner of colours is a grey copy",
          "[verify][vis_print][failing]") {
  PrintedPage page;
  MakeGrey(page.pixels);
  SECTION("told by the scanner's noise") { page.AddNoise(2); }
  SECTION("told by the colour of its lamp") {
    page.Multiply([](int, int) { return cv::Vec3d(0.9, 0.97, 1); });
  }
  const auto findings = page.Look();
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
  CHECK(Reasons(page.Look()) == Codes{"halftone"});
}

TEST_CASE("one grid along the page is a display", "[verify][vis_print][failing]") {
  PrintedPage page;
  page.AddNoise(2);
  page.Multiply([](int x, int y) {
    const double grid = Grid(x, y, 2.3, 2);
    return cv::Vec3d(1 + 0.15 * grid, 1 + 0.12 * grid, 1 + 0.09 * grid);
  });
  const auto findings = page.Look();
  REQUIRE(Reasons(findings) == Codes{"display"});
  REQUIRE(findings[0].evidence.size() == 1);
  CHECK(findings[0].evidence[0].region.corners[2].x == Approx(1).margin(0.01));
}

TEST_CASE("grain of colours all over a page is that of droplets", "[verify][vis_print][failing]") {
  PrintedPage page;
  cv::Mat drops(page.pixels.size(), CV_32FC3);
  cv::RNG(1).fill(drops, cv::RNG::NORMAL, 0, 30);
  cv::GaussianBlur(drops, drops, {}, 0.9);
  cv::add(page.pixels, drops, page.pixels, {}, CV_8UC3);
  CHECK(Reasons(page.Look()) == Codes{"droplets"});
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
  CHECK(page.Look().front().outcome == Outcome::kSuccessful);
}

TEST_CASE("a grey file says nothing of colours", "[verify][vis_print][not_performed]") {
  PrintedPage page;
  MakeGrey(page.pixels);
  SECTION("of three channels") {}
  SECTION("of one channel") { cv::cvtColor(page.pixels, page.pixels, cv::COLOR_BGR2GRAY); }
  CHECK(Reasons(page.Look()) == Codes{"grey_image"});
}

TEST_CASE("a coarse picture shows no dots", "[verify][vis_print][not_performed]") {
  PrintedPage page(8);
  CHECK(Reasons(page.Look()) == Codes{"too_coarse"});
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
