#pragma once

#include <opencv2/core.hpp>

#include "face/face.h"

namespace chowki::face {

constexpr int kAlignedPx = 112;  // side of the square that the embedding looks at

// A square cut out of a picture and scaled (averaging): outside the picture its edge goes on.
struct Cut {
  cv::Mat pixels;      // side_px x side_px, type of the picture
  Point origin;        // of the square, px of the picture
  double scale = 1.0;  // px of the picture a px of the cut
};

// centre, side  of the square, px of the picture; side from 1 to 10,000
[[nodiscard]] Cut CutSquare(const cv::Mat& picture, Point centre, double side, int side_px);

// The turn, scale and shift that lays a face's landmarks best (least squares) over those that the
// embedding was trained with.
//
// returns  2x3 of doubles, px of the picture -> px of the square of kAlignedPx; all zeros when the
//          landmarks are one point.
// source   Umeyama 1991, in the plane.
[[nodiscard]] cv::Matx23d ToReference(const Landmarks& landmarks);

// The face upright in a square of kAlignedPx.
//
// grey  8UC1
[[nodiscard]] cv::Mat Aligned(const cv::Mat& grey, const Face& face);

}  // namespace chowki::face
