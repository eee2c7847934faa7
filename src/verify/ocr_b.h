#pragma once

#include <opencv2/core.hpp>

namespace chowki::verify {

// How a picture shows print.
struct Look {
  double blur_px = 0.7;  // deviation of the picture's softness, px of a shape, 0.5 to 3
  double weight = 1;     // exponent of the ink: below 1 strokes are wider than the font's
  double width = 1;      // of the characters against the font's, 0.8 to 1.2
  double height = 1;
};

// The standard's typeface (ISO 1073-2, size I, 2.54 mm from character to character): the ink of
// each character, amid its cell.
inline constexpr double kShapePitchPx = 20;
inline constexpr int kShapeWidth = 22;
inline constexpr int kShapeHeight = 26;

// character  '<', '0'..'9' or 'A'..'Z'
// returns    32FC1, kShapeHeight x kShapeWidth, 0 paper to 1 ink; empty for another character
// thread     pure
[[nodiscard]] cv::Mat OcrB(char character, const Look& look = {});

}  // namespace chowki::verify
