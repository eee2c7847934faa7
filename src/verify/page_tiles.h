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

// Squares spread evenly over the page, within its margins and within the image.
//
// side_px  of a square
// most     as many at most
// returns  squares in image px, row by row; few or none where the page is small or cut off.
// thread   pure.
[[nodiscard]] std::vector<cv::Rect> PageTiles(const capture::Image& image, const locate::Page& page,
                                              int side_px, int most);

}  // namespace chowki::verify
