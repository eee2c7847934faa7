#include "locate/page.h"

#include <cmath>

#include "locate/strip.h"

namespace chowki::locate {
namespace {

constexpr double kPitchMm = 2.54;
constexpr double kMmPerInch = 25.4;

// Where a zone stands on its page: left edge of the first character, centre of the first line above
// the page's lower edge, distance of the lines. mm.
struct ZonePlace {
  double left;
  double first_line_above_edge;
  double line_distance;
};

ZonePlace PlaceOf(PageSize size) {
  switch (size) {
    case PageSize::kId1:
      return {4.7, 16.6, 4.23};
    case PageSize::kId2:
      return {5.5, 15.95, 6.35};
    case PageSize::kId3:
      return {6.0, 15.95, 6.35};
    case PageSize::kVisaA:
    case PageSize::kVisaB:
      return {4.0, 15.95, 6.35};
  }
  return {};
}

Point Apply(const cv::Matx33d& m, double x, double y) {
  const cv::Vec3d p = m * cv::Vec3d(x, y, 1);
  return {p[0] / p[2], p[1] / p[2]};
}

}  // namespace

Size SizeMm(PageSize size) {
  switch (size) {
    case PageSize::kId1:
      return {85.6, 53.98};
    case PageSize::kId2:
      return {105, 74};
    case PageSize::kId3:
      return {125, 88};
    case PageSize::kVisaA:
      return {120, 80};
    case PageSize::kVisaB:
      return {105, 74};
  }
  return {};
}

Page FindPage(const Cells& cells, PageSize size) {
  const ZonePlace place = PlaceOf(size);
  const Size mm = SizeMm(size);
  const size_t last = cells.line_count() - 1;
  const double columns = cells.characters();

  // A turned and scaled page through the middle of the zone. Ends and lines give the turn, the
  // pitch gives the scale; a mirrored page has its second axis the other way round.
  const cv::Point2d left = (cells.ToImage(0, 0, 0) + cells.ToImage(last, 0, 0)) * 0.5;
  const cv::Point2d right = (cells.ToImage(0, columns, 0) + cells.ToImage(last, columns, 0)) * 0.5;
  const cv::Point2d down = cells.ToImage(last, columns / 2, 0) - cells.ToImage(0, columns / 2, 0);
  const cv::Point2d along = (right - left) / (columns * kPitchMm);
  cv::Point2d across(-along.y, along.x);
  if (across.dot(down) < 0) across = -across;

  const double zone_x = place.left + columns * kPitchMm / 2;
  const double first_y = mm.height - place.first_line_above_edge;
  const double zone_y = first_y + static_cast<double>(last) * place.line_distance / 2;
  const cv::Point2d middle = (left + right) * 0.5;
  const cv::Point2d origin = middle - along * zone_x - across * zone_y;

  Page page;
  page.size = size;
  page.mm_to_px = {along.x, across.x, origin.x, along.y, across.y, origin.y, 0, 0, 1};
  page.outline_px = {{Apply(page.mm_to_px, 0, 0), Apply(page.mm_to_px, mm.width, 0),
                      Apply(page.mm_to_px, mm.width, mm.height),
                      Apply(page.mm_to_px, 0, mm.height)}};
  const double px_per_mm = std::hypot(along.x, along.y);
  page.ppi = px_per_mm * kMmPerInch;
  for (size_t line = 0; line <= last; ++line) {
    for (const double column : {0.0, columns}) {
      const Point predicted = Apply(page.mm_to_px, place.left + column * kPitchMm,
                                    first_y + static_cast<double>(line) * place.line_distance);
      const cv::Point2d found = cells.ToImage(line, column, 0);
      page.residual_mm += std::hypot(predicted.x - found.x, predicted.y - found.y) / px_per_mm /
                          static_cast<double>(2 * (last + 1));
    }
  }
  return page;
}

}  // namespace chowki::locate
