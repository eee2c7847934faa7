#include "locate/card.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace chowki::locate {
namespace {

constexpr double kSearchSide = 320;    // px of the picture that is searched
constexpr double kRatioError = 0.035;  // of width to height
constexpr double kLeastShare = 0.2;    // of the picture
constexpr double kLeastFill = 0.93;    // of its rectangle: rounded corners take 1 to 2 %
constexpr double kMostTurnDeg = 30;
constexpr double kLeastContrast = 10;  // grey levels between ground and card
constexpr int kClosing = 9;            // px over which print on the card does not part it

std::optional<PageSize> SizeByRatio(double width, double height) {
  for (const PageSize size : {PageSize::kId1, PageSize::kId3}) {
    const Size mm = SizeMm(size);
    const double ratio = (width / height) / (mm.width / mm.height);
    if (std::abs(ratio - 1) < kRatioError) return size;
  }
  return std::nullopt;
}

// The median of the picture's outermost pixels.
int Ground(const cv::Mat& small) {
  std::vector<std::uint8_t> edge;
  for (int x = 0; x < small.cols; ++x) {
    edge.push_back(small.at<std::uint8_t>(0, x));
    edge.push_back(small.at<std::uint8_t>(small.rows - 1, x));
  }
  for (int y = 0; y < small.rows; ++y) {
    edge.push_back(small.at<std::uint8_t>(y, 0));
    edge.push_back(small.at<std::uint8_t>(y, small.cols - 1));
  }
  const auto middle = edge.begin() + static_cast<std::ptrdiff_t>(edge.size() / 2);
  std::nth_element(edge.begin(), middle, edge.end());
  return *middle;
}

// The largest region unlike the ground, as a rectangle with its width along the longer side.
std::optional<cv::RotatedRect> Outline(const cv::Mat& small) {
  cv::Mat unlike;
  cv::absdiff(small, cv::Scalar(Ground(small)), unlike);
  cv::Mat mask;
  const double level = cv::threshold(unlike, mask, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
  // Cards have dark and light parts: the level that parts these is too high for the ground.
  cv::threshold(unlike, mask, std::max(kLeastContrast, level / 2), 255, cv::THRESH_BINARY);
  cv::morphologyEx(mask, mask, cv::MORPH_CLOSE,
                   cv::getStructuringElement(cv::MORPH_RECT, {kClosing, kClosing}));
  std::vector<std::vector<cv::Point>> contours;
  cv::findContours(mask, contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
  const auto largest = std::max_element(
      contours.begin(), contours.end(),
      [](const auto& a, const auto& b) { return cv::contourArea(a) < cv::contourArea(b); });
  if (largest == contours.end()) return std::nullopt;
  const double area = cv::contourArea(*largest);
  cv::RotatedRect rect = cv::minAreaRect(*largest);
  if (area < kLeastShare * static_cast<double>(small.total())) return std::nullopt;
  if (area < kLeastFill * rect.size.area()) return std::nullopt;
  if (rect.size.width < rect.size.height) {
    std::swap(rect.size.width, rect.size.height);
    rect.angle -= 90;
  }
  rect.angle = static_cast<float>(std::remainder(rect.angle, 180.0));
  if (std::abs(rect.angle) > kMostTurnDeg) return std::nullopt;
  return rect;
}

Page PageOf(PageSize size, const cv::RotatedRect& rect) {
  const Size mm = SizeMm(size);
  const double radians = rect.angle * CV_PI / 180;
  const cv::Point2d along = cv::Point2d(std::cos(radians), std::sin(radians)) *
                            (static_cast<double>(rect.size.width) / mm.width);
  const cv::Point2d across = cv::Point2d(-std::sin(radians), std::cos(radians)) *
                             (static_cast<double>(rect.size.height) / mm.height);
  const cv::Point2d origin =
      cv::Point2d(rect.center) - along * (mm.width / 2) - across * (mm.height / 2);
  const auto corner = [&](double x, double y) {
    const cv::Point2d at = origin + along * x + across * y;
    return Point{at.x, at.y};
  };
  Page page;
  page.size = size;
  page.mm_to_px = {along.x, across.x, origin.x, along.y, across.y, origin.y, 0, 0, 1};
  page.outline_px = {
      {corner(0, 0), corner(mm.width, 0), corner(mm.width, mm.height), corner(0, mm.height)}};
  return page;
}

}  // namespace

std::optional<Page> FindCard(const cv::Mat& grey) {
  const double scale = std::min(1.0, kSearchSide / std::max(grey.cols, grey.rows));
  cv::Mat small;
  cv::resize(grey, small, {}, scale, scale, cv::INTER_AREA);
  if (auto outline = Outline(small)) {
    const auto grown = static_cast<float>(1 / scale);
    outline->center *= grown;
    outline->size *= grown;
    const auto size = SizeByRatio(outline->size.width, outline->size.height);
    if (size) return PageOf(*size, *outline);
  }
  const auto size = SizeByRatio(grey.cols, grey.rows);
  if (!size) return std::nullopt;
  const cv::Size2f whole(static_cast<float>(grey.cols), static_cast<float>(grey.rows));
  return PageOf(*size, {cv::Point2f(whole.width / 2, whole.height / 2), whole, 0});
}

}  // namespace chowki::locate
