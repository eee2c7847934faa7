#include "locate/page.h"

#include <catch2/catch.hpp>

#include "locate/strip.h"
#include "locate/zones.h"

namespace chowki::locate {
namespace {

// The zone of a passport that lies at (100, 50) with 10 px per mm, upright.
MrzLines PassportZone() {
  const double width = 44 * 25.4;
  MrzLines lines;
  lines.axes = {{100 + 60 + width / 2, 50 + 880 - 159.5 + 63.5 / 2}, 0};
  lines.begin = -width / 2;
  lines.end = width / 2;
  lines.distance = 63.5;
  lines.lines = {{-63.5 / 2, 0}, {63.5 / 2, 0}};
  return lines;
}

TEST_CASE("the page lies around its zone", "[locate]") {
  const Page page = FindPage(Cells(PassportZone(), 44, {}), PageSize::kId3);
  CHECK(page.outline_px.corners[0].x == Approx(100));
  CHECK(page.outline_px.corners[0].y == Approx(50));
  CHECK(page.outline_px.corners[2].x == Approx(100 + 1250));
  CHECK(page.outline_px.corners[2].y == Approx(50 + 880));
  CHECK(page.ppi == Approx(254));
  CHECK(page.residual_mm == Approx(0).margin(1e-6));
}

TEST_CASE("a page upside down has its upper edge below", "[locate]") {
  const Page page = FindPage(Cells(PassportZone(), 44, {true, false}), PageSize::kId3);
  CHECK(page.outline_px.corners[0].y > page.outline_px.corners[3].y);
  CHECK(page.outline_px.corners[0].x > page.outline_px.corners[1].x);
}

TEST_CASE("lines at another distance are told as a residual", "[locate]") {
  MrzLines lines = PassportZone();
  lines.lines = {{-40, 0}, {40, 0}};  // 8 mm
  lines.distance = 80;
  const Page page = FindPage(Cells(lines, 44, {}), PageSize::kId3);
  CHECK(page.residual_mm == Approx((8 - 6.35) / 2));
}

TEST_CASE("zones lie on their page and the MRZ at its lower edge", "[locate]") {
  for (const PageSize size :
       {PageSize::kId1, PageSize::kId2, PageSize::kId3, PageSize::kVisaA, PageSize::kVisaB}) {
    const Size mm = SizeMm(size);
    for (const Zone& zone : ZonesOf(size)) {
      CHECK(zone.rect_mm.x >= 0);
      CHECK(zone.rect_mm.y >= 0);
      CHECK(zone.rect_mm.x + zone.rect_mm.width <= mm.width + 1e-9);
      CHECK(zone.rect_mm.y + zone.rect_mm.height <= mm.height + 1e-9);
      if (zone.kind == ZoneKind::kMrz) {
        CHECK(zone.rect_mm.y + zone.rect_mm.height == Approx(mm.height));
      }
    }
  }
}

}  // namespace
}  // namespace chowki::locate
