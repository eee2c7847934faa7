#include "face/drawn_face.h"

#include <opencv2/imgproc.hpp>

namespace chowki::face {

cv::Mat DrawnFace::Draw() const {
  constexpr int kMiddle = kWidth / 2;
  cv::Mat drawn(kHeight, kWidth, CV_8UC3, cv::Scalar::all(230));
  const auto ellipse = [&](cv::Point at, cv::Size axes, const cv::Scalar& colour) {
    cv::ellipse(drawn, at, axes, 0, 0, 360, colour, cv::FILLED, cv::LINE_AA);
  };
  ellipse({kMiddle, 380}, {130, 110}, {70, 50, 40});  // shoulders
  ellipse({kMiddle, 145}, {88, 112}, hair);
  cv::rectangle(drawn, {kMiddle - 28, 220}, {kMiddle + 28, 290}, skin * 0.8, cv::FILLED);
  ellipse({kMiddle, 168}, {70, 96}, skin);
  for (const int side : {-1, 1}) {
    const cv::Point eye(kMiddle + side * eye_gap, eye_line);
    ellipse(eye, {17, 12}, skin * 0.8);
    ellipse(eye, {14, 7}, {235, 238, 240});
    ellipse(eye, {7, 7}, {35, 45, 60});
    cv::ellipse(drawn, eye - cv::Point(0, 16), {18, 6}, 0, 180, 360, hair, 5, cv::LINE_AA);
  }
  cv::ellipse(drawn, {kMiddle, 195}, {14, 9}, 0, 10, 170, skin * 0.6, 4, cv::LINE_AA);
  ellipse({kMiddle, 225}, {mouth, 9}, {95, 90, 175});
  cv::line(drawn, {kMiddle - mouth, 225}, {kMiddle + mouth, 225}, {50, 45, 90}, 2, cv::LINE_AA);
  cv::GaussianBlur(drawn, drawn, {}, 2);
  return drawn;
}

DrawnFace Anna() { return {}; }

DrawnFace Bruno() {
  return {
      .skin = {60, 85, 130}, .hair = {150, 150, 150}, .eye_gap = 34, .eye_line = 160, .mouth = 26};
}

cv::Mat PageWith(const DrawnFace& face, cv::Point at, double scale, cv::Size page) {
  cv::Mat drawn;
  cv::resize(face.Draw(), drawn, {}, scale, scale, cv::INTER_AREA);
  cv::Mat pixels(page, CV_8UC3, cv::Scalar::all(240));
  drawn.copyTo(pixels(cv::Rect(at, drawn.size())));
  return pixels;
}

}  // namespace chowki::face
