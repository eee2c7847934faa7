#include "verify/page_scan.h"

#include <algorithm>
#include <cmath>

#include "face/face_reader.h"

namespace chowki::verify {
namespace {

// Two looks, since the detector sees a whole page too small: at its left and at its right part,
// above the MRZ.
std::optional<face::Face> PortraitOn(const PageView& page, const face::FaceReader& reader) {
  constexpr double kLeastScore = 0.8;
  constexpr double kLeastMm = 9;  // of a face: a ghost's is half as wide as a portrait's
  constexpr double kMrzMm = 23.2;
  constexpr double kPart = 0.6;  // of the page's width
  const Rect all = page.AllMm();
  double largest = kLeastMm * PageView::kPxPerMm;
  std::optional<face::Face> portrait;
  for (const double left : {0.0, 1 - kPart}) {
    const cv::Rect part =
        page.ToView({left * all.width, 0, kPart * all.width, all.height - kMrzMm});
    const auto faces = reader.Detect(page.pixels()(part));
    if (!faces.ok()) return std::nullopt;
    for (const face::Face& face : *faces) {
      if (face.score < kLeastScore || face.box.width <= largest) continue;
      largest = face.box.width;
      portrait = face;
      portrait->box.x += part.x;
      portrait->box.y += part.y;
      for (Point& point : portrait->landmarks) point = {point.x + part.x, point.y + part.y};
    }
  }
  return portrait;
}

// From px of a view to px of the visible image.
Point ToImage(const Point& view_px, const locate::Page& page) {
  const cv::Vec3d at =
      page.mm_to_px * cv::Vec3d(view_px.x / PageView::kPxPerMm, view_px.y / PageView::kPxPerMm, 1);
  return {at[0] / at[2], at[1] / at[2]};
}

}  // namespace

PageScan ScanOf(const Exhibit& exhibit) {
  PageScan scan;
  const Size visible_px = exhibit.visible->size_px();
  scan.visible = PageView(*exhibit.visible, *exhibit.page, visible_px);
  if (exhibit.infrared != nullptr) {
    scan.infrared = PageView(*exhibit.infrared, *exhibit.page, visible_px);
  }
  scan.ultraviolet = exhibit.ultraviolet_page;
  if (exhibit.faces != nullptr) scan.portrait = PortraitOn(scan.visible, *exhibit.faces);
  if (scan.portrait) {
    const Rect& box = scan.portrait->box;
    scan.portrait_mm = {(box.x + box.width / 2) / PageView::kPxPerMm,
                        (box.y + box.height / 2) / PageView::kPxPerMm};
  }
  return scan;
}

std::optional<face::Embedding> PortraitOf(const Exhibit& exhibit, const PageScan& scan) {
  if (!scan.portrait) return std::nullopt;
  face::Face face = *scan.portrait;
  for (Point& point : face.landmarks) point = ToImage(point, *exhibit.page);
  const Rect box = face.box;
  const Point a = ToImage({box.x, box.y}, *exhibit.page);
  const Point b = ToImage({box.x + box.width, box.y + box.height}, *exhibit.page);
  face.box = {std::min(a.x, b.x), std::min(a.y, b.y), std::abs(b.x - a.x), std::abs(b.y - a.y)};
  const auto embedding = exhibit.faces->Embed(exhibit.visible->pixels(), face);
  if (!embedding.ok()) return std::nullopt;
  return *embedding;
}

}  // namespace chowki::verify
