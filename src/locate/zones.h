#pragma once

#include <vector>

#include "base/geometry.h"
#include "locate/page.h"

namespace chowki::locate {

enum class ZoneKind { kMrz, kPortrait, kVisual };

// A part of a page with its own kind of content.
struct Zone {
  ZoneKind kind = ZoneKind::kVisual;
  Rect rect_mm;           // on the page, origin top left
  double confidence = 0;  // [0,1] that it is there: issuers may place some within limits
  bool operator==(const Zone&) const = default;
};

// Where Doc 9303 (parts 4 to 7) has them on the side that carries the MRZ. A card of ID-1 size has
// no portrait there.
//
// thread  pure.
[[nodiscard]] std::vector<Zone> ZonesOf(PageSize size);

// A rectangle on the page as corners in the image, px.
[[nodiscard]] Quad ToImage(const Page& page, const Rect& rect_mm);

}  // namespace chowki::locate
