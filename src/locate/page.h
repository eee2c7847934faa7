#pragma once

#include <opencv2/core.hpp>

#include "base/geometry.h"

namespace chowki::locate {

class Cells;

// The page sizes of Doc 9303: cards (ID-1, ID-2), passports (ID-3) and the two visa stickers.
// locate knows sizes, not texts: which MRZ layout a page carries is for read to say.
enum class PageSize { kId1, kId2, kId3, kVisaA, kVisaB };

// Width and height in mm.
[[nodiscard]] Size SizeMm(PageSize size);

// Where the page of a document lies in an image, and how mm on the page become px in the image.
struct Page {
  PageSize size = PageSize::kId3;  // guess by the zone's lines and characters, or the sides' ratio
  Quad outline_px;                 // TL, TR, BR, BL of the page as it is read; may leave the image
  cv::Matx33d mm_to_px =
      cv::Matx33d::eye();  // homography from page mm (origin top left) to image px
  double residual_mm = 0;  // mean distance between predicted and found anchors
  double ppi = 0;          // resolution along the MRZ; 0 when unknown
};

// The page around an MRZ: the zone has its place on the page in mm (Doc 9303-4 to -7), its pitch of
// 2.54 mm gives the scale. The page is taken as seen from straight above: towards its upper edge a
// page in strong perspective is off by some mm.
//
// cells   of a zone that was read, with lines and characters as on that page.
// thread  pure.
[[nodiscard]] Page FindPage(const Cells& cells, PageSize size);

}  // namespace chowki::locate
