#include "verify/page_tiles.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace chowki::verify {
namespace {

constexpr float kWithin = 0.96F;  // of its size: edges and what lies beside them are left out

double Distance(const Point& a, const Point& b) { return std::hypot(a.x - b.x, a.y - b.y); }

// The corners drawn in towards the middle.
std::vector<cv::Point2f> Within(const Quad& outline_px) {
  std::vector<cv::Point2f> corners;
  cv::Point2f middle;
  for (const Point& corner : outline_px.corners) {
    corners.emplace_back(static_cast<float>(corner.x), static_cast<float>(corner.y));
    middle += corners.back() * 0.25F;
  }
  for (cv::Point2f& corner : corners) corner = middle + (corner - middle) * kWithin;
  return corners;
}

bool Contains(const std::vector<cv::Point2f>& outline, const cv::Rect& tile) {
  const cv::Point2f at = tile.tl();
  const auto side = static_cast<float>(tile.width);
  const std::array<cv::Point2f, 4> corners = {
      at, at + cv::Point2f(side, 0), at + cv::Point2f(side, side), at + cv::Point2f(0, side)};
  return std::all_of(corners.begin(), corners.end(), [&](const cv::Point2f& corner) {
    return cv::pointPolygonTest(outline, corner, false) >= 0;
  });
}

}  // namespace

double PxPerMm(const locate::Page& page) {
  const auto& corners = page.outline_px.corners;
  const double px = Distance(corners[0], corners[1]) + Distance(corners[3], corners[2]);
  return px / (2 * locate::SizeMm(page.size).width);
}

std::vector<cv::Rect> TilesWithin(const capture::Image& image, const Quad& outline_px, int side_px,
                                  int most) {
  const std::vector<cv::Point2f> outline = Within(outline_px);
  const cv::Rect whole({0, 0}, image.grey().size());
  const cv::Rect box = cv::boundingRect(outline) & whole;
  const double step =
      std::max<double>(side_px, std::sqrt(static_cast<double>(box.area()) / std::max(1, most)));
  std::vector<cv::Rect> tiles;
  for (double y = box.y; y + side_px <= box.br().y; y += step) {
    for (double x = box.x; x + side_px <= box.br().x; x += step) {
      const cv::Rect tile(static_cast<int>(x), static_cast<int>(y), side_px, side_px);
      if (Contains(outline, tile)) tiles.push_back(tile);
    }
  }
  return tiles;
}

}  // namespace chowki::verify
