#include "face/alignment.h"

#include <algorithm>
#include <cmath>
#include <complex>

#include <opencv2/imgproc.hpp>

namespace chowki::face {
namespace {

// Where the landmarks of an upright face lie in the square: REFERENCE_FACIAL_POINTS of
// lib/fr_feature.js in the package that the network comes from.
constexpr Landmarks kReference = {{{38.29459953, 51.69630051},
                                   {73.53179932, 51.50139999},
                                   {56.02519989, 71.73660278},
                                   {41.54930115, 92.36550140},
                                   {70.72990036, 92.20410156}}};

std::complex<double> MeanOf(const Landmarks& landmarks) {
  std::complex<double> sum;
  for (const Point& point : landmarks) sum += std::complex(point.x, point.y);
  return sum / static_cast<double>(landmarks.size());
}

}  // namespace

Cut CutSquare(const cv::Mat& picture, Point centre, double side, int side_px) {
  const int px = std::max(1, static_cast<int>(std::lround(side)));
  const cv::Point corner(static_cast<int>(std::lround(centre.x - px / 2.0)),
                         static_cast<int>(std::lround(centre.y - px / 2.0)));
  const cv::Rect wanted(corner, cv::Size(px, px));
  const cv::Rect there = wanted & cv::Rect(cv::Point(), picture.size());
  Cut cut;
  cut.origin = {static_cast<double>(corner.x), static_cast<double>(corner.y)};
  cut.scale = static_cast<double>(px) / side_px;
  if (there.empty()) {
    cut.pixels = cv::Mat::zeros(side_px, side_px, picture.type());
    return cut;
  }
  cv::Mat square = picture(there);
  if (there != wanted) {
    const cv::Point past = wanted.br() - there.br();
    const cv::Point before = there.tl() - wanted.tl();
    cv::copyMakeBorder(square, square, before.y, past.y, before.x, past.x, cv::BORDER_REPLICATE);
  }
  cv::resize(square, cut.pixels, cv::Size(side_px, side_px), 0, 0, cv::INTER_AREA);
  return cut;
}

cv::Matx23d ToReference(const Landmarks& landmarks) {
  const std::complex<double> from = MeanOf(landmarks), to = MeanOf(kReference);
  std::complex<double> across;
  double spread = 0;
  for (std::size_t i = 0; i < landmarks.size(); ++i) {
    const auto p = std::complex(landmarks[i].x, landmarks[i].y) - from;
    const auto q = std::complex(kReference[i].x, kReference[i].y) - to;
    across += std::conj(p) * q;
    spread += std::norm(p);
  }
  if (spread <= 0) return cv::Matx23d::zeros();
  const std::complex<double> turn = across / spread;
  const std::complex<double> shift = to - turn * from;
  return {turn.real(), -turn.imag(), shift.real(), turn.imag(), turn.real(), shift.imag()};
}

cv::Mat Aligned(const cv::Mat& grey, const Face& face) {
  cv::Matx23d turn = ToReference(face.landmarks);
  const double scale = std::hypot(turn(0, 0), turn(1, 0));
  // Large faces are shrunk first, averaging: warping takes one pixel in so many.
  constexpr double kAroundFace = 2.0;  // sides of the box, so that the whole square is in it
  const double side = kAroundFace * std::max(face.box.width, face.box.height);
  const Point centre = {face.box.x + face.box.width / 2, face.box.y + face.box.height / 2};
  const double shrink = scale > 0 && scale < 0.5 ? std::floor(1 / scale) : 1.0;
  const Cut cut = CutSquare(grey, centre, side, std::max(1, static_cast<int>(side / shrink)));
  turn(0, 2) += turn(0, 0) * cut.origin.x + turn(0, 1) * cut.origin.y;
  turn(1, 2) += turn(1, 0) * cut.origin.x + turn(1, 1) * cut.origin.y;
  for (const int row : {0, 1}) {
    for (const int column : {0, 1}) turn(row, column) *= cut.scale;
  }
  cv::Mat aligned;
  cv::warpAffine(cut.pixels, aligned, turn, cv::Size(kAlignedPx, kAlignedPx), cv::INTER_LINEAR,
                 cv::BORDER_REPLICATE);
  return aligned;
}

}  // namespace chowki::face
