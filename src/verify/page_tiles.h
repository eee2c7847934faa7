#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include "capture/image.h"
#include "locate/page.h"

namespace chowki::verify {

// Places of a page at the image's own resolution, for checks that look at how it is printed:
// scaling an image would smooth away what tells a printer.

// Resolution of the page along its upper and lower edge, px a mm.
[[nodiscard]] double PxPerMm(const locate::Page& page);

// Squares spread evenly over a part of the page, within the image.
//
// outline_px  corners of the part in the image; a small margin along it is left out
// side_px     of a square
// most        as many at most
// returns     squares in image px, row by row; few or none where the part is small or cut off.
// thread      pure.
[[nodiscard]] std::vector<cv::Rect> TilesWithin(const capture::Image& image, const Quad& outline_px,
                                                int side_px, int most);

}  // namespace chowki::verify
