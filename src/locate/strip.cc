#include "locate/strip.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace chowki::locate {
namespace {

constexpr double kHalfGlyphCharacters = 0.55;  // half the height of a capital, in pitches

Point ToPoint(const cv::Point2d& p) { return {p.x, p.y}; }

}  // namespace

Cells::Cells(const MrzLines& lines, int characters, Reading way)
    : lines_(lines), characters_(characters), way_(way) {
  pitch_ = (lines.end - lines.begin) / characters;
  // A mirrored page is read from the side where an upright one ends, and the other way about.
  begin_ = way.reversed != way.mirrored ? -lines.end : lines.begin;
}

Cells Cells::ByRhythm(const MrzLines& lines, int characters, Reading way) {
  Cells cells(lines, characters, way);
  const double middle = cells.begin_ + characters * cells.pitch_ / 2;
  const double seen = (lines.end - lines.begin) / lines.pitch;
  cells.pitch_ = lines.pitch;
  cells.begin_ = middle - characters * lines.pitch / 2;
  cells.margin_ += std::abs(seen - characters) / 2;
  return cells;
}

Cells Cells::Adjusted(double shift, double stretch) const {
  Cells moved = *this;
  moved.begin_ = begin_ + shift * pitch_;
  moved.pitch_ = pitch_ * stretch;
  moved.margin_ = Strip::kMarginCharacters;
  return moved;
}

cv::Point2d Cells::ToImage(size_t line, double column, double below) const {
  const double along = begin_ + column * pitch_;
  const double a = way_.reversed != way_.mirrored ? -along : along;
  const size_t index = way_.reversed ? line_count() - 1 - line : line;
  const double down = below * pitch_;
  return lines_.axes.ToImage(a, lines_.Centre(index, a) + (way_.reversed ? -down : down));
}

Quad Cells::Cell(size_t line, double column) const {
  return {{ToPoint(ToImage(line, column, -kHalfGlyphCharacters)),
           ToPoint(ToImage(line, column + 1, -kHalfGlyphCharacters)),
           ToPoint(ToImage(line, column + 1, kHalfGlyphCharacters)),
           ToPoint(ToImage(line, column, kHalfGlyphCharacters))}};
}

Quad Cells::Zone() const {
  const size_t last = line_count() - 1;
  return {{ToPoint(ToImage(0, 0, -kHalfGlyphCharacters)),
           ToPoint(ToImage(0, characters_, -kHalfGlyphCharacters)),
           ToPoint(ToImage(last, characters_, kHalfGlyphCharacters)),
           ToPoint(ToImage(last, 0, kHalfGlyphCharacters))}};
}

Strip CutStrip(const cv::Mat& grey, const Cells& cells, size_t line) {
  const double margin = cells.margin();
  const int width = (cvCeil((cells.characters() + 2 * margin) * Strip::kPitch) + 3) / 4 * 4;
  cv::Mat map(Strip::kHeight, width, CV_32FC2);
  double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
  for (int x = 0; x < width; ++x) {
    const double column = x / Strip::kPitch - margin;
    const cv::Point2d upper = cells.ToImage(line, column, -16 / Strip::kPitch);
    const cv::Point2d lower = cells.ToImage(line, column, 16 / Strip::kPitch);
    for (int y = 0; y < Strip::kHeight; ++y) {
      const double t = y / 32.0;
      const cv::Point2d p = upper * (1 - t) + lower * t;
      map.at<cv::Vec2f>(y, x) = {static_cast<float>(p.x), static_cast<float>(p.y)};
    }
    for (const cv::Point2d& p : {upper, lower}) {
      left = std::min(left, p.x);
      top = std::min(top, p.y);
      right = std::max(right, p.x);
      bottom = std::max(bottom, p.y);
    }
  }
  Strip strip;
  const cv::Rect box = cv::Rect(cv::Point(cvFloor(left) - 2, cvFloor(top) - 2),
                                cv::Point(cvCeil(right) + 3, cvCeil(bottom) + 3)) &
                       cv::Rect(0, 0, grey.cols, grey.rows);
  if (box.empty()) {
    strip.grey = cv::Mat(Strip::kHeight, width, CV_8UC1, cv::Scalar(255));
    return strip;
  }
  cv::Mat source = grey(box);
  double fx = 1, fy = 1;
  const double shrink = cells.pitch_px() / Strip::kPitch;
  const int factor = std::min({cvFloor(shrink + 0.25), source.cols, source.rows});
  if (factor >= 2) {
    cv::Mat shrunk;
    cv::resize(source, shrunk, cv::Size(source.cols / factor, source.rows / factor), 0, 0,
               cv::INTER_AREA);
    fx = static_cast<double>(shrunk.cols) / source.cols;
    fy = static_cast<double>(shrunk.rows) / source.rows;
    source = shrunk;
  }
  map -= cv::Scalar(box.x - 0.5, box.y - 0.5);
  cv::multiply(map, cv::Scalar(fx, fy), map);
  map -= cv::Scalar(0.5, 0.5);
  cv::remap(source, strip.grey, map, cv::noArray(), shrink < 1 ? cv::INTER_CUBIC : cv::INTER_LINEAR,
            cv::BORDER_REPLICATE);
  return strip;
}

}  // namespace chowki::locate
