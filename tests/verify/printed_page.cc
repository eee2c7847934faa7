#include "verify/printed_page.h"

#include <opencv2/imgproc.hpp>

#include "locate/zones.h"

namespace chowki::verify {
namespace {

constexpr Rect kPhotographMm = {5, 17, 35, 45};

cv::Rect Px(const Rect& mm, double px_per_mm) {
  return {cvRound(mm.x * px_per_mm), cvRound(mm.y * px_per_mm), cvRound(mm.width * px_per_mm),
          cvRound(mm.height * px_per_mm)};
}

}  // namespace

PrintedPage::PrintedPage(double px_per_mm) : px_per_mm_(px_per_mm) {
  page_.size = locate::PageSize::kId3;
  page_.mm_to_px = cv::Matx33d(px_per_mm, 0, 0, 0, px_per_mm, 0, 0, 0, 1);
  const cv::Rect whole = Px({0, 0, 125, 88}, px_per_mm);
  page_.outline_px = locate::ToImage(page_, {0, 0, 125, 88});
  pixels = cv::Mat(whole.size(), CV_8UC3, cv::Scalar(225, 235, 210));
  pixels.colRange(0, pixels.cols / 3).setTo(cv::Scalar(200, 205, 240));
  for (int i = 0; i < 40; ++i) {
    cv::ellipse(pixels, {pixels.cols / 2, pixels.rows / 2}, {60 + 17 * i, 30 + 11 * i}, 5.0 * i, 0,
                360, cv::Scalar(120, 170, 140), 1, cv::LINE_AA);
  }
  for (int line = 1; line < 9; ++line) {
    cv::putText(pixels, "SURNAME AND GIVEN NAMES 1234567890", {20, line * pixels.rows / 9},
                cv::FONT_HERSHEY_SIMPLEX, px_per_mm / 12, cv::Scalar(40, 30, 30), 2, cv::LINE_AA);
  }
  pixels(Px(kPhotographMm, px_per_mm)).setTo(cv::Scalar(190, 180, 170));
}

void PrintedPage::AddNoise(double deviation) {
  cv::Mat noise(pixels.size(), CV_16SC3);
  cv::RNG random(1);
  random.fill(noise, cv::RNG::NORMAL, 0, deviation);
  cv::add(pixels, noise, pixels, {}, CV_8UC3);
}

void PrintedPage::AddDroplets(const Rect& mm, double deviation) {
  cv::Mat part = pixels(Px(mm, px_per_mm_));
  cv::Mat drops(part.size(), CV_32FC3);
  cv::RNG(1).fill(drops, cv::RNG::NORMAL, 0, deviation);
  cv::GaussianBlur(drops, drops, {}, 0.9);
  cv::add(part, drops, part, {}, CV_8UC3);
}

void PrintedPage::Multiply(const std::function<cv::Vec3d(int x, int y)>& factor) {
  pixels.forEach<cv::Vec3b>([&](cv::Vec3b& pixel, const int* at) {
    const cv::Vec3d times = factor(at[1], at[0]);
    for (int i = 0; i < 3; ++i) pixel[i] = cv::saturate_cast<uchar>(pixel[i] * times[i]);
  });
}

std::vector<Finding> PrintedPage::Look(std::string_view id) {
  image_ = std::make_unique<capture::Image>(pixels, capture::Light::kVisible, Digest{},
                                            std::optional<double>{});
  Exhibit exhibit = maker_.exhibit();
  exhibit.visible = image_.get();
  exhibit.page = &page_;
  return Perform(id, exhibit);
}

}  // namespace chowki::verify
