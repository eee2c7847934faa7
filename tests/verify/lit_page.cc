#include "verify/lit_page.h"

#include <opencv2/imgproc.hpp>

namespace chowki::verify {
namespace {

constexpr double kPxPerMm = 8;
constexpr double kPitchMm = 2.54;
constexpr double kLeftMm = 6;
constexpr double kUpperLineMm = 72.05;  // centre
constexpr double kLineMm = 6.35;
constexpr double kHalfMm = 1.6;

Rect CellMm(size_t line, size_t column) {
  return {kLeftMm + kPitchMm * static_cast<double>(column),
          kUpperLineMm + kLineMm * static_cast<double>(line) - kHalfMm, kPitchMm, 2 * kHalfMm};
}

cv::Rect Px(const Rect& mm) {
  return {cvRound(mm.x * kPxPerMm), cvRound(mm.y * kPxPerMm), cvRound(mm.width * kPxPerMm),
          cvRound(mm.height * kPxPerMm)};
}

void Write(cv::Mat& image, const Rect& cell, char character, double grey) {
  const cv::Rect px = Px(cell);
  cv::putText(image, std::string(1, character), {px.x + 2, px.br().y - 4}, cv::FONT_HERSHEY_SIMPLEX,
              0.72, cv::Scalar(grey * 255), 3, cv::LINE_AA);
}

}  // namespace

LitPage::LitPage() : maker(ExhibitMaker::Passport()) {
  page_.size = locate::PageSize::kId3;
  page_.mm_to_px = cv::Matx33d(kPxPerMm, 0, 0, 0, kPxPerMm, 0, 0, 0, 1);
  page_.ppi = kPxPerMm * 25.4;
  read::MrzReading& mrz = maker.transcript.mrz;
  const Size px = {125 * kPxPerMm, 88 * kPxPerMm};
  const auto relative = [&](const Rect& mm) {
    const cv::Rect at = Px(mm);
    return Relative(ToQuad({static_cast<double>(at.x), static_cast<double>(at.y),
                            static_cast<double>(at.width), static_cast<double>(at.height)}),
                    px);
  };
  for (size_t line = 0; line < mrz.glyphs.size(); ++line) {
    for (size_t column = 0; column < mrz.glyphs[line].size(); ++column) {
      mrz.glyphs[line][column].region = relative(CellMm(line, column));
    }
  }
  const Rect first = CellMm(0, 0);
  mrz.region = relative({first.x, first.y, 44 * kPitchMm, kLineMm + 2 * kHalfMm});
}

cv::Mat LitPage::Print(double paper, double ink, bool infrared) const {
  cv::Mat image(cvRound(88 * kPxPerMm), cvRound(125 * kPxPerMm), CV_8UC1, cv::Scalar(paper * 255));
  const auto& lines = maker.transcript.mrz.lines;
  for (size_t line = 0; line < lines.size(); ++line) {
    for (size_t column = 0; column < lines[line].size(); ++column) {
      const Cell cell(static_cast<int>(line), static_cast<int>(column));
      char character = lines[line][column];
      if (infrared && dyed.contains(cell)) continue;
      if (infrared && other_in_infrared.contains(cell)) character = character == '1' ? '8' : '1';
      Write(image, CellMm(line, column), character, ink);
    }
  }
  cv::GaussianBlur(image, image, {3, 3}, 0);
  return image;
}

Exhibit LitPage::exhibit() {
  Exhibit exhibit = maker.exhibit();
  images_.clear();
  const auto keep = [&](const cv::Mat& pixels, capture::Light light) {
    images_.push_back(
        std::make_unique<capture::Image>(pixels, light, Digest{}, std::optional<double>{}));
    return images_.back().get();
  };
  exhibit.visible = keep(Print(0.9, 0.1, false), capture::Light::kVisible);

  cv::Mat infrared = Print(infrared_paper, infrared_ink, true);
  const cv::Matx23d shift(1, 0, infrared_shift.x, 0, 1, infrared_shift.y);
  cv::warpAffine(infrared, infrared, shift, infrared.size(), cv::INTER_LINEAR,
                 cv::BORDER_REPLICATE);
  exhibit.infrared = keep(infrared, capture::Light::kInfrared);

  cv::Mat ultraviolet = Print(ultraviolet_paper, ultraviolet_paper * 0.4, false);
  cv::line(ultraviolet, {100, 120}, {900, 320}, cv::Scalar(brightest * 255), 8);
  for (const auto& [mm, brightness] : glowing) {
    cv::rectangle(ultraviolet, Px(mm), cv::Scalar(brightness * 255), cv::FILLED);
  }
  exhibit.ultraviolet = keep(ultraviolet, capture::Light::kUltraviolet);

  exhibit.page = &page_;
  const Size px = exhibit.visible->size_px();
  exhibit.ultraviolet_page = PageView(*exhibit.ultraviolet, page_, px);
  return exhibit;
}

}  // namespace chowki::verify
