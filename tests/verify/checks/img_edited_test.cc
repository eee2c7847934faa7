#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

#include "verify/exhibit_maker.h"
#include "verify/printed_page.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

// Not on the grid of blocks, as a forger would put it.
const cv::Rect kPart(403, 301, 330, 260);

// A page as a sensor sees it, not compressed.
cv::Mat Scanned() {
  PrintedPage page;
  page.AddNoise(3);
  cv::Mat grey;
  cv::cvtColor(page.pixels, grey, cv::COLOR_BGR2GRAY);
  return grey;
}

// What JPEG with one step for all coefficients makes of it.
cv::Mat Compressed(const cv::Mat& grey, double step) {
  cv::Mat out = grey.clone();
  cv::Mat block;
  for (int y = 0; y + 8 <= grey.rows; y += 8) {
    for (int x = 0; x + 8 <= grey.cols; x += 8) {
      const cv::Rect at(x, y, 8, 8);
      grey(at).convertTo(block, CV_32FC1, 1, -128);
      cv::dct(block, block);
      for (float& value : cv::Mat_<float>(block)) {
        value = static_cast<float>(cvRound(value / step) * step);
      }
      cv::idct(block, block);
      block.convertTo(out(at), CV_8UC1, 1, 128);
    }
  }
  return out;
}

// The same page, a part of it from another place of an uncompressed one.
cv::Mat Edited(cv::Mat grey) {
  Scanned()(kPart + cv::Point(37, 43)).copyTo(grey(kPart));
  return grey;
}

std::vector<Finding> Look(const cv::Mat& grey) {
  const capture::Image image(grey, capture::Light::kVisible, Digest{}, std::nullopt);
  ExhibitMaker maker;
  Exhibit exhibit = maker.exhibit();
  exhibit.visible = &image;
  return Perform("img.edited", exhibit);
}

void CheckTold(const std::vector<Finding>& findings, const char* reason, cv::Size px) {
  REQUIRE(Reasons(findings) == Codes{reason});
  CHECK(findings[0].outcome == Outcome::kUndetermined);
  CHECK(findings[0].contributes == Contribution::kAttention);
  REQUIRE(findings[0].evidence.size() == 1);
  const auto& corners = findings[0].evidence[0].region.corners;
  const cv::Rect2d told(cv::Point2d(corners[0].x * px.width, corners[0].y * px.height),
                        cv::Point2d(corners[2].x * px.width, corners[2].y * px.height));
  const double shared = (told & cv::Rect2d(kPart)).area();
  CHECK(shared > 0.5 * kPart.area());
  CHECK(shared > 0.5 * told.area());
}

TEST_CASE("a picture that was compressed as a whole passes, once or twice",
          "[verify][img_edited][successful]") {
  const double again = GENERATE(0.0, 3.0, 4.0, 9.0);
  cv::Mat page = Compressed(Scanned(), 6);
  if (again > 0) page = Compressed(page, again);
  const auto findings = Look(page);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].outcome == Outcome::kSuccessful);
}

TEST_CASE("a part that has not the compression of the rest asks for attention",
          "[verify][img_edited][failing]") {
  const cv::Mat page = Edited(Compressed(Scanned(), 6));
  const auto findings = Look(page);
  CheckTold(findings, "compression_missing", page.size());
  CHECK(findings[0].value > findings[0].threshold);
}

TEST_CASE("a part that was compressed once and the rest twice asks for attention",
          "[verify][img_edited][failing]") {
  const cv::Mat page = Compressed(Edited(Compressed(Scanned(), 10)), 4);
  const auto findings = Look(page);
  CheckTold(findings, "compressed_once", page.size());
  CHECK(findings[0].value < findings[0].threshold);
}

TEST_CASE("pictures in which compression left nothing to compare are not judged",
          "[verify][img_edited][not_performed]") {
  SECTION("not compressed") { CHECK(Reasons(Look(Edited(Scanned()))) == Codes{"no_compression"}); }
  SECTION("made smaller since") {
    cv::Mat smaller;
    cv::resize(Compressed(Scanned(), 6), smaller, {}, 0.83, 0.83, cv::INTER_AREA);
    CHECK(Reasons(Look(smaller)) == Codes{"no_compression"});
  }
  SECTION("less than a block") {
    CHECK(Reasons(Look(cv::Mat(7, 7, CV_8UC1, cv::Scalar(90)))) == Codes{"no_compression"});
  }
  SECTION("quite white and black") {
    CHECK(Reasons(Look(cv::Mat(300, 300, CV_8UC1, cv::Scalar(255)))) == Codes{"no_compression"});
  }
  SECTION("strongly compressed") {
    CHECK(Reasons(Look(Edited(Compressed(Scanned(), 20)))) == Codes{"strongly_compressed"});
  }
  SECTION("no image") {
    ExhibitMaker maker;
    Exhibit exhibit = maker.exhibit();
    exhibit.visible = nullptr;
    CHECK(Reasons(Perform("img.edited", exhibit)) == Codes{"no_visible_image"});
  }
}

}  // namespace
}  // namespace chowki::verify
