#include "locate/ink.h"

#include <algorithm>

#include <opencv2/imgproc.hpp>

namespace chowki::locate {

Ink::Ink(const cv::Mat& grey, double pitch_px) {
  const int side = static_cast<int>(pitch_px * 0.9) | 1;
  cv::Mat hat;
  cv::morphologyEx(grey, hat, cv::MORPH_BLACKHAT,
                   cv::getStructuringElement(cv::MORPH_RECT, cv::Size(side, side)));
  // The strongest strokes saturate, so that a frame or a barcode does not outweigh the print.
  int histogram[256] = {};
  for (int y = 0; y < hat.rows; ++y) {
    const uchar* row = hat.ptr<uchar>(y);
    for (int x = 0; x < hat.cols; ++x) ++histogram[row[x]];
  }
  int strong = 255;
  for (int rest = static_cast<int>(hat.total()) / 16; strong > 8; --strong) {
    rest -= histogram[strong];
    if (rest <= 0) break;
  }
  cv::min(hat, strong, hat);
  cv::integral(hat, sums_, CV_32S);
  full_ = strong;
}

std::vector<double> Ink::RowMeans(int from, int to) const {
  std::vector<double> means(static_cast<size_t>(rows()), 0.0);
  if (to <= from) return means;
  int above = 0;
  for (size_t y = 0; y < means.size(); ++y) {
    const int* row = sums_.ptr<int>(static_cast<int>(y) + 1);
    const int sum = row[to] - row[from];
    means[y] = (sum - above) / (full_ * (to - from));
    above = sum;
  }
  return means;
}

double Ink::ColumnMean(int x, double centre, double half) const {
  const int from = std::max(0, cvRound(centre - half));
  const int to = std::min(rows() - 1, cvRound(centre + half)) + 1;
  if (to <= from) return 0;
  const int* upper = sums_.ptr<int>(from) + x;
  const int* lower = sums_.ptr<int>(to) + x;
  return (lower[1] - lower[0] - upper[1] + upper[0]) / (full_ * (to - from));
}

}  // namespace chowki::locate
