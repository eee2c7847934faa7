#pragma once

#include <vector>

#include <opencv2/core.hpp>

namespace chowki::locate {

// Dark strokes on a lighter ground, whatever the shade of the ground: 0 to 1 a pixel. Kept as sums,
// to average any part of it at once.
//
// thread  safe once made.
class Ink {
 public:
  // grey      8UC1, lines along the x axis.
  // pitch_px  of the characters: strokes are narrower, grounds wider.
  Ink(const cv::Mat& grey, double pitch_px);

  [[nodiscard]] int rows() const { return sums_.rows - 1; }
  [[nodiscard]] int cols() const { return sums_.cols - 1; }

  // Means of columns [from, to), row by row; 0 where there are none.
  [[nodiscard]] std::vector<double> RowMeans(int from, int to) const;

  // Mean of a column's rows from centre - half to centre + half; 0 outside.
  [[nodiscard]] double ColumnMean(int x, double centre, double half) const;

 private:
  cv::Mat sums_;     // 32S, of all above and left; one row and column more than the picture
  double full_ = 1;  // what ink of 1 counts in the sums
};

}  // namespace chowki::locate
