#pragma once

#include <optional>
#include <span>

#include <opencv2/core.hpp>

namespace chowki::verify {

// A pattern of dots that a picture has all over: the halftone of a printer or copier, or the cells
// of a display. Security print is drawn in lines that turn and bend; no frequency is everywhere.
struct DotScreen {
  double prominence = 0;  // how far its second direction stands out of the spectrum, nepers
  double finest_px = 0;   // period of its strongest frequency
  double spread_deg = 0;  // [0,45] largest angle between its directions and `upright`, modulo 90
};

// The side of the squares that MeasureDotScreen takes, px.
inline constexpr int kScreenTilePx = 64;

// Takes the spectrum that more than half of the squares have in common and looks for frequencies
// that stand out of it in two directions at least. One direction alone is a scanner's row, a fold
// or a ruled background. Blocks of JPEG, also scaled ones, lie on the axes with all their multiples
// and are left out.
//
// grey         8UC1
// tiles        of kScreenTilePx; a dozen and more
// upright_deg  direction of the page's rows in the image
// returns      nullopt with too few squares; prominence 0 when there are no two directions.
// thread       pure.
[[nodiscard]] std::optional<DotScreen> MeasureDotScreen(const cv::Mat& grey,
                                                        std::span<const cv::Rect> tiles,
                                                        double upright_deg);

}  // namespace chowki::verify
