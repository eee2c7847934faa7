#include "verify/lit_page.h"

#include <cmath>
#include <cstring>

#include <opencv2/imgproc.hpp>

#include "verify/ocr_b.h"

namespace chowki::verify {
namespace {

constexpr double kPxPerMm = 8;
constexpr double kLeftMm = 6;
constexpr double kUpperLineMm = 72.05;  // centre
constexpr double kLineMm = 6.35;
constexpr double kHalfMm = 1.6;

// Values of the visual zone, one above the other, in order of their fields' names.
constexpr std::pair<const char*, const char*> kValues[] = {{"birth_date", "12AUG1974"},
                                                           {"document_number", "L898902C3"},
                                                           {"expiry_date", "15APR2012"},
                                                           {"given_names", "ANNA"},
                                                           {"surname", "ERIKSSON"}};
constexpr double kLetterMm = 2.54;
constexpr double kGroundContrast = 0.15;

Rect LetterMm(size_t value, size_t letter) {
  return {45 + kLetterMm * static_cast<double>(letter), 12 + 9 * static_cast<double>(value),
          kLetterMm, 3.2};
}

cv::Rect Px(const Rect& mm) {
  return {cvRound(mm.x * kPxPerMm), cvRound(mm.y * kPxPerMm), cvRound(mm.width * kPxPerMm),
          cvRound(mm.height * kPxPerMm)};
}

void WriteOcrB(cv::Mat& image, const cv::Rect& cell, char character, double grey) {
  constexpr double kScale = kPxPerMm * 2.54 / kShapePitchPx;
  cv::Mat ink;
  cv::resize(OcrB(character), ink, {}, kScale, kScale, cv::INTER_LINEAR);
  const cv::Rect at({cell.x + (cell.width - ink.cols) / 2, cell.y + (cell.height - ink.rows) / 2},
                    ink.size());
  for (int y = 0; y < ink.rows; ++y) {
    for (int x = 0; x < ink.cols; ++x) {
      uchar& px = image.at<uchar>(at.y + y, at.x + x);
      const float share = ink.at<float>(y, x);
      px = cv::saturate_cast<uchar>(px * (1 - share) + 255 * grey * share);
    }
  }
}

void WriteOther(cv::Mat& image, const cv::Rect& cell, char character, double grey) {
  cv::putText(image, std::string(1, character), {cell.x + 2, cell.br().y - 4},
              cv::FONT_HERSHEY_COMPLEX, 0.72, cv::Scalar(grey * 255), 3, cv::LINE_AA);
}

}  // namespace

LitPage::LitPage() : maker(ExhibitMaker::Passport()) {
  page_.size = locate::PageSize::kId3;
  page_.mm_to_px = cv::Matx33d(kPxPerMm, 0, 0, 0, kPxPerMm, 0, 0, 0, 1);
  page_.ppi = kPxPerMm * 25.4;
  Read();
}

Rect LitPage::CellMm(size_t line, size_t column) const {
  return {kLeftMm + print_pitch * static_cast<double>(column),
          kUpperLineMm + kLineMm * static_cast<double>(line) - kHalfMm, print_pitch, 2 * kHalfMm};
}

cv::Rect LitPage::CellPx(const Cell& cell) const {
  return Px(CellMm(static_cast<size_t>(cell.first), static_cast<size_t>(cell.second)));
}

void LitPage::Read() {
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
  for (size_t i = 0; i < std::size(kValues); ++i) {
    const auto& [field, text] = kValues[i];
    read::Reading<std::string> value;
    value.value = value.raw = text;
    value.confidence = 0.99;
    value.source = read::Source::kVisual;
    const Rect from = LetterMm(i, 0);
    value.region =
        relative({from.x, from.y, kLetterMm * static_cast<double>(std::strlen(text)), from.height});
    maker.transcript.visual[field] = value;
  }
  const Rect first = CellMm(0, 0);
  mrz.region = relative({first.x, first.y, 44 * print_pitch, kLineMm + 2 * kHalfMm});
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
      cv::Rect at = Px(CellMm(line, column));
      if (displaced.contains(cell)) at += displaced.at(cell);
      other_font ? WriteOther(image, at, character, ink) : WriteOcrB(image, at, character, ink);
    }
  }
  cv::GaussianBlur(image, image, {3, 3}, 0);
  return image;
}

void LitPage::PrintUpperPart(cv::Mat& image, double paper, double ink, bool infrared) const {
  const double contrast = kGroundContrast * (infrared ? ground_in_infrared : 1);
  const int height = cvRound((kUpperLineMm - 4) * kPxPerMm);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < image.cols; ++x) {
      const double wave = 0.5 + 0.5 * std::sin(0.7 * x + 3 * std::sin(0.03 * y));
      image.at<uchar>(y, x) = cv::saturate_cast<uchar>(255 * paper * (1 - contrast * wave));
    }
  }
  for (size_t i = 0; i < std::size(kValues); ++i) {
    const auto& [field, text] = kValues[i];
    if (infrared && dyed_values.contains(field)) continue;
    for (size_t k = 0; text[k] != 0; ++k) {
      if (infrared && dyed_letters.contains({static_cast<int>(i), static_cast<int>(k)})) continue;
      WriteOcrB(image, Px(LetterMm(i, k)), text[k], ink);
    }
  }
}

Exhibit LitPage::exhibit() {
  Read();
  Exhibit exhibit = maker.exhibit();
  images_.clear();
  const auto keep = [&](const cv::Mat& pixels, capture::Light light,
                        std::optional<double> ppi = {}) {
    images_.push_back(std::make_unique<capture::Image>(pixels, light, Digest{}, ppi));
    return images_.back().get();
  };
  cv::Mat visible = Print(0.9, 0.1, false);
  PrintUpperPart(visible, 0.9, 0.1, false);
  if (edit) edit(visible);
  exhibit.visible = keep(visible, capture::Light::kVisible, stated_ppi);

  cv::Mat infrared = Print(infrared_paper, infrared_ink, true);
  PrintUpperPart(infrared, infrared_paper, infrared_ink, true);
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
