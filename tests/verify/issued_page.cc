#include "verify/issued_page.h"

#include <cmath>

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

namespace chowki::verify {

const Point IssuedPage::kFaceMm = {22, 38};

cv::Mat IssuedPage::Draw() const {
  const Size mm = locate::SizeMm(locate::PageSize::kId3);
  cv::Mat page(cvRound(mm.height * kPxPerMm), cvRound(mm.width * kPxPerMm), CV_8UC3);
  const double left = print_shift_mm.x * kPxPerMm, up = print_shift_mm.y * kPxPerMm;
  page.forEach<cv::Vec3b>([&](cv::Vec3b& pixel, const int* at) {
    const double x = (at[1] - left) / kPxPerMm, y = (at[0] - up) / kPxPerMm;
    const double bend = issue * 1.7 + 2.2 * std::sin(x / (5.0 + issue) + issue);
    const double line =
        std::sin((3 + 0.015 * y) * (y + bend)) * std::sin(x * (0.7 + 0.13 * issue) + y / 7);
    const double dark = (faded ? 14 : 28) * line;
    const double across = 10 * std::sin((x + 20 * issue) / 30);
    const double red = recoloured && x < 70 ? 45 : 0;
    pixel = {cv::saturate_cast<uchar>(205 + dark + across - red),
             cv::saturate_cast<uchar>(210 + dark - red),
             cv::saturate_cast<uchar>(200 + dark - across)};
  });
  const auto px = [&](double x, double y) {
    return cv::Point(cvRound(x * kPxPerMm + left), cvRound(y * kPxPerMm + up));
  };
  cv::putText(page, "UTOPIA PASSPORT", px(45, 9), cv::FONT_HERSHEY_SIMPLEX, 1.2, {60, 40, 30}, 2);
  cv::putText(page, "NAME " + std::to_string(person * 7919), px(45, 30), cv::FONT_HERSHEY_SIMPLEX,
              1.0, {30, 30, 30}, 2);
  cv::rectangle(page, px(5, 17), px(39, 60), cv::Scalar::all(120 + 20 * (person % 5)), cv::FILLED);
  cv::Mat noise(page.size(), CV_16SC3);
  cv::RNG(static_cast<std::uint64_t>(person)).fill(noise, cv::RNG::NORMAL, 0, 3);
  page.convertTo(page, CV_8U, 1 - 0.02 * (person % 4));
  cv::add(page, noise, page, {}, CV_8UC3);
  return page;
}

locate::Page IssuedPage::Page() const {
  locate::Page page;
  page.size = locate::PageSize::kId3;
  page.mm_to_px = cv::Matx33d(kPxPerMm, 0, 0, 0, kPxPerMm, 0, 0, 0, 1);
  const Size mm = locate::SizeMm(page.size);
  page.outline_px = ToQuad({0, 0, mm.width * kPxPerMm, mm.height * kPxPerMm});
  return page;
}

PageScan IssuedPage::Scan() const {
  const capture::Image image(Draw(), capture::Light::kVisible, Digest{}, std::nullopt);
  PageScan scan;
  scan.visible = PageView(image, Page(), image.size_px());
  scan.portrait_mm = Point{kFaceMm.x + print_shift_mm.x, kFaceMm.y + print_shift_mm.y};
  return scan;
}

std::vector<PageScan> Issued(int issue, int n) {
  std::vector<PageScan> scans;
  for (int person = 1; person <= n; ++person) {
    scans.push_back(IssuedPage{.issue = issue, .person = person}.Scan());
  }
  return scans;
}

PageModel LearntModel(int issue) {
  PageModel model;
  model.name = "uto-" + std::to_string(issue);
  model.issuer = "UTO";
  model.document_code = "P";
  auto learnt = LearnModel(Issued(issue, 5), model);
  INFO(Message(learnt.status()));
  REQUIRE(learnt.ok());
  return *learnt;
}

}  // namespace chowki::verify
