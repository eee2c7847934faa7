#include "verify/page_scan.h"

#include <algorithm>

#include "face/face_reader.h"

namespace chowki::verify {
namespace {

// Two looks, since the detector sees a whole page too small: at its left and at its right part,
// above the MRZ.
std::optional<Point> PortraitOn(const PageView& page, const face::FaceReader& reader) {
  constexpr double kLeastScore = 0.8;
  constexpr double kLeastMm = 9;  // of a face: a ghost's is half as wide as a portrait's
  constexpr double kMrzMm = 23.2;
  constexpr double kPart = 0.6;  // of the page's width
  const Rect all = page.AllMm();
  double largest = kLeastMm * PageView::kPxPerMm;
  std::optional<Point> portrait;
  for (const double left : {0.0, 1 - kPart}) {
    const cv::Rect part =
        page.ToView({left * all.width, 0, kPart * all.width, all.height - kMrzMm});
    const auto faces = reader.Detect(page.pixels()(part));
    if (!faces.ok()) return std::nullopt;
    for (const face::Face& face : *faces) {
      if (face.score < kLeastScore || face.box.width <= largest) continue;
      largest = face.box.width;
      portrait = {(part.x + face.box.x + face.box.width / 2) / PageView::kPxPerMm,
                  (part.y + face.box.y + face.box.height / 2) / PageView::kPxPerMm};
    }
  }
  return portrait;
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
  if (exhibit.faces != nullptr) scan.portrait_mm = PortraitOn(scan.visible, *exhibit.faces);
  return scan;
}

}  // namespace chowki::verify
