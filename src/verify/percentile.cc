#include "verify/percentile.h"

#include <algorithm>
#include <array>

namespace chowki::verify {

int Percentile(const cv::Mat& grey, double share, const cv::Mat& mask) {
  std::array<int, 256> counts{};
  int total = 0;
  for (int y = 0; y < grey.rows; ++y) {
    const auto* row = grey.ptr<uchar>(y);
    const auto* counted = mask.empty() ? nullptr : mask.ptr<uchar>(y);
    for (int x = 0; x < grey.cols; ++x) {
      if (counted != nullptr && counted[x] == 0) continue;
      ++counts[row[x]];
      ++total;
    }
  }
  if (total == 0) return 0;
  auto left = static_cast<int>(share * static_cast<double>(total - 1));
  int level = 0;
  while (level < 255 && (left -= counts[static_cast<size_t>(level)]) >= 0) ++level;
  return level;
}

double Nth(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  const auto nth =
      values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), nth, values.end());
  return *nth;
}

}  // namespace chowki::verify
