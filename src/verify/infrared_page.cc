#include "verify/infrared_page.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "verify/page_view.h"
#include "verify/percentile.h"

namespace chowki::verify {
namespace {

constexpr double kPxPerMm = PageView::kPxPerMm;
constexpr int kReachPx = static_cast<int>(3 * kPxPerMm);  // of pictures against each other
constexpr int kLocalReachPx = static_cast<int>(0.75 * kPxPerMm);
constexpr int kPlacePx = static_cast<int>(5 * kPxPerMm);
constexpr double kFineMm = 1.5;      // coarser changes of brightness are no pattern
constexpr double kTextBelow = 0.6;   // of a place's paper: darker is text
constexpr double kLeastPattern = 2;  // deviation, grey levels
constexpr double kInkShare = 0.6;    // of a value's contrast: darker is ink
constexpr double kPaperShare = 0.2;  // lighter is paper
constexpr int kLeastInkPx = 6;
constexpr double kEdgeMm = 0.5;  // around a value

// The page without its colours, which infrared has not: a third of the work.
PageView GreyView(const capture::Image& image, const Exhibit& exhibit) {
  const capture::Image grey(image.grey(), image.light(), image.source(), image.ppi());
  return {grey, *exhibit.page, exhibit.visible->size_px()};
}

cv::Rect Grown(const cv::Rect& rect, int by) {
  return {rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by};
}

bool IsInside(const cv::Rect& rect, const cv::Mat& image) {
  return !rect.empty() && (rect & cv::Rect({}, image.size())) == rect;
}

// Where `of` lies best within `in`, which is larger by `reach` on every side.
double BestMatch(const cv::Mat& in, const cv::Mat& of, int reach, cv::Point& shift) {
  cv::Mat scores;
  cv::matchTemplate(in, of, scores, cv::TM_CCOEFF_NORMED);
  double best = 0;
  cv::Point at;
  cv::minMaxLoc(scores, nullptr, &best, nullptr, &at);
  shift = at - cv::Point(reach, reach);
  return std::isfinite(best) ? best : 0;
}

// What is finer than kFineMm, as 32FC1.
cv::Mat Fine(const cv::Mat& grey) {
  cv::Mat values;
  cv::Mat coarse;
  grey.convertTo(values, CV_32FC1);
  cv::GaussianBlur(values, coarse, {}, kFineMm * kPxPerMm / 2);
  return values - coarse;
}

double Median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// infrared lies over visible already.
GroundInInfrared Ground(const cv::Mat& visible, const cv::Mat& infrared, const cv::Mat& inside,
                        double brightness) {
  const cv::Mat fine = Fine(visible);
  const cv::Mat fine_infrared = Fine(infrared);
  std::vector<double> kept;
  for (int y = kPlacePx / 2; y + kPlacePx < visible.rows; y += kPlacePx) {
    for (int x = kPlacePx / 2; x + kPlacePx < visible.cols; x += kPlacePx) {
      const cv::Rect at(x, y, kPlacePx, kPlacePx);
      if (cv::countNonZero(inside(at)) < at.area()) continue;
      const int paper = Percentile(visible(at), 0.9);
      if (Percentile(visible(at), 0.02) < kTextBelow * paper) continue;
      const cv::Mat pattern = fine(at) - cv::mean(fine(at))[0];
      const double strength = pattern.dot(pattern);
      if (strength < kLeastPattern * kLeastPattern * at.area()) continue;
      kept.push_back(pattern.dot(fine_infrared(at)) / strength / brightness);
    }
  }
  return {Median(kept), static_cast<int>(kept.size())};
}

double Contrast(const cv::Mat& grey, const cv::Mat& ink, const cv::Mat& paper) {
  const double light = cv::mean(grey, paper)[0];
  return light > 1 ? (light - cv::mean(grey, ink)[0]) / light : 0;
}

// Runs of columns with ink: letters, or some that touch.
std::vector<cv::Rect> Letters(const cv::Mat& ink) {
  cv::Mat columns;
  cv::reduce(ink, columns, 0, cv::REDUCE_MAX);
  std::vector<cv::Rect> letters;
  for (int x = 0; x < ink.cols;) {
    if (columns.at<uchar>(0, x) == 0) {
      ++x;
      continue;
    }
    int end = x;
    while (end < ink.cols && columns.at<uchar>(0, end) != 0) ++end;
    const cv::Rect across(x, 0, end - x, ink.rows);
    cv::Rect box = cv::boundingRect(ink(across));
    letters.push_back(box + across.tl());
    x = end;
  }
  return letters;
}

class Overlay {
 public:
  explicit Overlay(const Exhibit& exhibit)
      : exhibit_(exhibit),
        visible_view_(GreyView(*exhibit.visible, exhibit)),
        infrared_view_(GreyView(*exhibit.infrared, exhibit)) {}

  // Finds the shift by the MRZ; false where that cannot be.
  bool Register(InfraredPage& found) {
    const cv::Rect whole = visible_view_.ToView(visible_view_.AllMm());
    cv::Rect zone = visible_view_.ToView(visible_view_.ToMm(exhibit_.transcript->mrz.region));
    zone = Grown(zone, kReachPx) & whole;
    zone = Grown(zone, -kReachPx);
    if (zone.width < kReachPx || zone.height < 2) return false;
    found.likeness = BestMatch(infrared_(Grown(zone, kReachPx)), visible_(zone), kReachPx, shift_);
    found.shift_mm = std::hypot(shift_.x, shift_.y) / kPxPerMm;
    found.paper = Percentile(infrared_(zone), 0.75) / 255.0;
    const double paper = Percentile(visible_(zone), 0.75) / 255.0;
    brightness_ = paper > 0 ? found.paper / paper : 1;
    return true;
  }

  [[nodiscard]] GroundInInfrared LookAtGround() const {
    const cv::Matx23d back(1, 0, -shift_.x, 0, 1, -shift_.y);
    cv::Mat infrared;
    cv::Mat inside;
    cv::warpAffine(infrared_, infrared, back, infrared_.size(), cv::INTER_NEAREST);
    cv::warpAffine(infrared_view_.inside(), inside, back, infrared_.size(), cv::INTER_NEAREST);
    inside &= visible_view_.inside();
    return Ground(visible_, infrared, inside, brightness_);
  }

  [[nodiscard]] std::optional<ValueInInfrared> LookAt(
      const std::string& field, const read::Reading<std::string>& reading) const {
    const cv::Rect at = Grown(visible_view_.ToView(visible_view_.ToMm(reading.region)),
                              cvRound(kEdgeMm * kPxPerMm));
    const cv::Rect around = Grown(at + shift_, kLocalReachPx);
    if (!IsInside(at, visible_) || !IsInside(around, infrared_)) return std::nullopt;
    const cv::Mat seen = visible_(at);
    const double light = Percentile(seen, 0.8);
    const double dark = Percentile(seen, 0.03);
    const cv::Mat ink = seen < light - kInkShare * (light - dark);
    const cv::Mat paper = seen > light - kPaperShare * (light - dark);
    if (cv::countNonZero(ink) < kLeastInkPx || cv::countNonZero(paper) < kLeastInkPx) return {};

    ValueInInfrared value;
    value.field = field;
    value.region = reading.region;
    cv::Point local;
    value.likeness = BestMatch(infrared_(around), seen, kLocalReachPx, local);
    const cv::Mat other = infrared_(at + shift_ + local);
    const double contrast = Contrast(seen, ink, paper);
    if (contrast <= 0) return std::nullopt;
    value.kept = Contrast(other, ink, paper) / contrast;
    for (const cv::Rect& box : Letters(ink)) {
      if (cv::countNonZero(ink(box)) < kLeastInkPx) continue;
      LetterInInfrared letter;
      const cv::Rect on_page = box + at.tl();
      letter.region = visible_view_.ToRegion({on_page.x / kPxPerMm, on_page.y / kPxPerMm,
                                              on_page.width / kPxPerMm, on_page.height / kPxPerMm});
      const double visible = light - cv::mean(seen(box), ink(box))[0];
      const double left = cv::mean(other, paper)[0] - cv::mean(other(box), ink(box))[0];
      letter.kept = visible > 0 ? left / visible / brightness_ : 0;
      letter.darkness = visible / (light * contrast);
      letter.height_mm = box.height / kPxPerMm;
      letter.width_mm = box.width / kPxPerMm;
      value.letters.push_back(letter);
    }
    return value;
  }

 private:
  const Exhibit& exhibit_;
  PageView visible_view_;
  PageView infrared_view_;
  cv::Mat visible_ = visible_view_.pixels();
  cv::Mat infrared_ = infrared_view_.pixels();
  cv::Point shift_;
  double brightness_ = 1;  // of infrared paper against visible
};

}  // namespace

std::optional<InfraredPage> LookAtPageInInfrared(const Exhibit& exhibit) {
  Overlay overlay(exhibit);
  InfraredPage found;
  if (!overlay.Register(found)) return std::nullopt;
  found.ground = overlay.LookAtGround();
  for (const auto& [field, reading] : exhibit.transcript->visual) {
    if (auto value = overlay.LookAt(field, reading)) found.values.push_back(*std::move(value));
  }
  const double carbon = ExposureOf(exhibit).infrared_contrast;
  found.ground.kept /= carbon;
  for (ValueInInfrared& value : found.values) value.kept /= carbon;
  return found;
}

}  // namespace chowki::verify
