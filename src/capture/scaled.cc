#include "capture/scaled.h"

#include <algorithm>

#include <opencv2/imgproc.hpp>

namespace chowki::capture {

cv::Mat Scaled(const cv::Mat& grey, double scale) {
  cv::Mat picture = grey;
  while (scale <= 0.5 && picture.cols >= 2 && picture.rows >= 2) {
    const cv::Size half(picture.cols / 2, picture.rows / 2);
    cv::Mat smaller;  // from an even size: OpenCV averages two by two pixels quickly, nothing else
    cv::resize(picture(cv::Rect(0, 0, 2 * half.width, 2 * half.height)), smaller, half, 0, 0,
               cv::INTER_AREA);
    picture = smaller;
    scale *= 2;
  }
  const cv::Size size(cvRound(picture.cols * scale), cvRound(picture.rows * scale));
  if (size == picture.size()) return picture;
  cv::Mat scaled;
  if (size.width < 1 || size.height < 1) {
    cv::resize(picture, scaled, {std::max(size.width, 1), std::max(size.height, 1)});
  } else {
    cv::resize(picture, scaled, {}, scale, scale, scale < 1 ? cv::INTER_LINEAR : cv::INTER_CUBIC);
  }
  return scaled;
}

}  // namespace chowki::capture
