#include "locate/band_contrast.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "capture/scaled.h"
#include "locate/fragment.h"
#include "locate/plane.h"

namespace chowki::locate {
namespace {

// px. A TD3 page that fills 640 px has 13 px a character.
constexpr int kStroke = 7;  // black-hat: wider than a stroke, narrower than a character
constexpr int kAlong = 25;  // joins the characters of a line: two pitches
constexpr int kAcross = 3;
constexpr int kGround = 41;  // far larger than a character
constexpr int kGroundOffset = 80;
constexpr double kShortestLine = 0.22;  // of the long side
constexpr int kMostLines = 60;

bool LooksLikeLine(const Fragment& f, double long_side) {
  return f.length > kShortestLine * long_side && f.length > 9 * f.height && f.height < 40;
}

// Against the ground's brightness, so that print in a shadow counts nearly as much; not wholly,
// since a dark ground is often a coarse one.
cv::Mat StrokesOf(const cv::Mat& small) {
  cv::Mat ground, even, hat;
  cv::blur(small, ground, cv::Size(kGround, kGround));
  cv::add(ground, kGroundOffset, ground);
  cv::divide(small, ground, even, 255);
  cv::morphologyEx(even, hat, cv::MORPH_BLACKHAT,
                   cv::getStructuringElement(cv::MORPH_RECT, cv::Size(kStroke, kStroke)));
  return hat;
}

// Lines of text along the x axis.
std::vector<Fragment> FindLines(const cv::Mat& strokes) {
  cv::Mat smooth;
  cv::blur(strokes, smooth, cv::Size(kAlong, kAcross));
  cv::Mat unused;
  const double limit = cv::threshold(smooth, unused, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
  std::vector<Fragment> fragments = FindFragments(smooth, std::max(limit * 0.85, 4.0), 60);
  std::erase_if(fragments, [](const Fragment& f) { return f.length < 3 * f.height; });
  std::sort(fragments.begin(), fragments.end(),
            [](const Fragment& a, const Fragment& b) { return a.length > b.length; });
  if (fragments.size() > kMostLines) fragments.resize(kMostLines);
  return JoinCollinear(std::move(fragments));
}

// Rectangle around lines that belong together.
Band Around(const std::vector<const Fragment*>& lines) {
  const Fragment& longest = **std::max_element(
      lines.begin(), lines.end(),
      [](const Fragment* a, const Fragment* b) { return a->length < b->length; });
  const Axes axes{longest.centre, longest.angle};
  double a0 = 1e9, a1 = -1e9, b0 = 1e9, b1 = -1e9, strength = 0, height = 0;
  for (const Fragment* line : lines) {
    const cv::Point2d p = axes.ToAxes(line->centre);
    a0 = std::min(a0, p.x - line->length / 2);
    a1 = std::max(a1, p.x + line->length / 2);
    b0 = std::min(b0, p.y);
    b1 = std::max(b1, p.y);
    strength += line->mean * line->length;
    height += line->height / static_cast<double>(lines.size());
  }
  Band band;
  band.centre_px = axes.ToImage((a0 + a1) / 2, (b0 + b1) / 2);
  band.angle_rad = std::remainder(longest.angle, CV_PI);
  band.length_px = a1 - a0 - (kAlong - 1) / 2.0;
  band.height_px = b1 - b0 + height;
  band.line_distance_px = (b1 - b0) / static_cast<double>(lines.size() - 1);
  band.score = strength;
  return band;
}

// Lines below each other with the length, the distance and the ends of one zone.
bool Belong(const Fragment& one, const Fragment& other) {
  if (AngleBetween(one.angle, other.angle) > 0.05) return false;
  const Fragment& longer = one.length > other.length ? one : other;
  const Fragment& shorter = one.length > other.length ? other : one;
  if (shorter.length < 0.75 * longer.length) return false;
  const cv::Point2d p = Axes{longer.centre, longer.angle}.ToAxes(shorter.centre);
  const double ratio = longer.length / std::max(std::abs(p.y), 1e-6);
  return ratio > 11 && ratio < 24 && std::abs(p.x) < 0.14 * longer.length;
}

std::vector<Band> Group(const std::vector<Fragment>& fragments, double long_side) {
  std::vector<const Fragment*> lines;
  for (const Fragment& fragment : fragments) {
    if (LooksLikeLine(fragment, long_side)) lines.push_back(&fragment);
  }
  std::vector<Band> bands;
  for (size_t i = 0; i < lines.size(); ++i) {
    for (size_t j = i + 1; j < lines.size(); ++j) {
      if (!Belong(*lines[i], *lines[j])) continue;
      bands.push_back(Around({lines[i], lines[j]}));
      for (size_t k = j + 1; k < lines.size(); ++k) {
        if (!Belong(*lines[j], *lines[k]) && !Belong(*lines[i], *lines[k])) continue;
        Band three = Around({lines[i], lines[j], lines[k]});
        const double length = three.length_px / three.line_distance_px;
        if (length > 12 && length < 24) bands.push_back(three);
      }
    }
  }
  return bands;
}

}  // namespace

ContrastFinder::ContrastFinder(const cv::Mat& grey, int long_side_px)
    : scale_(std::min(1.0, static_cast<double>(long_side_px) / std::max(grey.cols, grey.rows))),
      strokes_(StrokesOf(capture::Scaled(grey, scale_))) {}

std::vector<Band> ContrastFinder::Find(bool upright) const {
  const cv::Mat strokes = upright ? strokes_ : cv::Mat(strokes_.t());
  std::vector<Band> bands = Group(FindLines(strokes), std::max(strokes.cols, strokes.rows));
  for (Band& band : bands) {
    if (!upright) {  // x and y change places, and so do the directions
      std::swap(band.centre_px.x, band.centre_px.y);
      band.angle_rad = CV_PI / 2 - band.angle_rad;
    }
    band.centre_px = (band.centre_px + cv::Point2d(0.5, 0.5)) / scale_ - cv::Point2d(0.5, 0.5);
    band.length_px /= scale_;
    band.height_px /= scale_;
    band.line_distance_px /= scale_;
  }
  std::stable_sort(bands.begin(), bands.end(),
                   [](const Band& a, const Band& b) { return a.score > b.score; });
  return bands;
}

}  // namespace chowki::locate
