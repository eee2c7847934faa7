#include "verify/page_view.h"

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

namespace chowki::verify {
namespace {

constexpr Size kVisiblePx = {1600, 1200};

// A passport's page lying turned by a few degrees, 10 px a mm, its corner at (150, 120).
locate::Page Turned() {
  locate::Page page;
  page.size = locate::PageSize::kId3;
  page.mm_to_px = cv::Matx33d(9.95, -1.0, 150, 1.0, 9.95, 120, 0, 0, 1);
  return page;
}

// A white square of 10 mm at (20, 30) mm of that page, in an image of any size.
capture::Image WithSquare(double scale) {
  cv::Mat pixels(cvRound(kVisiblePx.height * scale), cvRound(kVisiblePx.width * scale), CV_8UC3,
                 cv::Scalar(40, 20, 20));
  std::vector<cv::Point> square;
  for (const auto& [x, y] :
       {std::pair(20, 30), std::pair(30, 30), std::pair(30, 40), std::pair(20, 40)}) {
    const cv::Vec3d at = Turned().mm_to_px * cv::Vec3d(x, y, 1);
    square.emplace_back(cvRound(at[0] * scale), cvRound(at[1] * scale));
  }
  cv::fillConvexPoly(pixels, square, cv::Scalar(255, 255, 255));
  return {pixels, capture::Light::kUltraviolet, Digest{}, std::nullopt};
}

TEST_CASE("a page is cut out upright, whatever the resolution of its picture", "[verify]") {
  const PageView view(WithSquare(GENERATE(1.0, 0.5, 2.0)), Turned(), kVisiblePx);
  CHECK(view.pixels().size() == cv::Size(500, 352));
  const cv::Rect square = view.ToView({21, 31, 8, 8});
  CHECK(cv::mean(view.Blue()(square))[0] > 250);
  CHECK(cv::mean(view.Blue()(view.ToView({40, 31, 8, 8})))[0] == Approx(40).margin(2));
  CHECK(cv::countNonZero(view.inside()) == 500 * 352);
}

TEST_CASE("places go to the image and back", "[verify]") {
  const PageView view(WithSquare(1), Turned(), kVisiblePx);
  const Rect mm = view.ToMm(view.ToRegion({20, 30, 10, 10}));
  CHECK(mm.x == Approx(20));
  CHECK(mm.y == Approx(30));
  CHECK(mm.width == Approx(10));
  CHECK(mm.height == Approx(10));
}

TEST_CASE("a page that reaches over the picture's edge tells what is inside", "[verify]") {
  locate::Page page = Turned();
  page.mm_to_px(0, 2) = -500;
  const PageView view(WithSquare(1), page, kVisiblePx);
  CHECK(view.inside().at<uchar>(170, 20) == 0);
  CHECK(view.inside().at<uchar>(170, 480) == 255);
  CHECK(view.ToView({-20, -20, 10, 10}).empty());
}

}  // namespace
}  // namespace chowki::verify
