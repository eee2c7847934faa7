#include "locate/mrz_lines.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <optional>

#include <opencv2/core.hpp>

#include "locate/ink.h"
namespace chowki::locate {
namespace {

// OCR-B capitals are 2.7 mm high and stand 2.54 mm apart; lines are 6.35 mm apart in zones of two
// lines, some 4.2 mm in zones of three (Doc 9303-4 to -7).
struct Shape {
  int lines;
  double pitch;       // as a share of the distance between lines
  double half_glyph;  // likewise
  double shortest;    // length of the zone in distances: 30, 36 or 44 pitches, and what the finder
  double longest;     // may be wrong by
  double usual;       // 30 characters; between 36 and 44
};
constexpr Shape kShapes[] = {{2, 0.4, 0.215, 10, 26, 16}, {3, 0.6, 0.32, 12, 28, 18}};
// Two lines are 0.08 to 0.1 times as high as long, three 0.15: the likelier number is tried first.
constexpr double kHighBand = 0.12;

constexpr double kMarginPitches = 6;  // the finder's ends are that uncertain
constexpr double kMarginAcross = 1.5;

constexpr double kCoarsePitch = 9.6;  // px in the view that looks for the lines
constexpr double kFinePitch = 17.6;   // px in the view that follows them

constexpr double kSlopeRange = 0.16;
constexpr double kSlopeStep = 0.01;
constexpr double kDistanceRange[] = {0.78, 1.26};
constexpr double kDistanceStep = 0.03;
constexpr double kSmallestContrast = 0.05;

constexpr double kNoRhythm = 0.1;  // below it nothing repeats; see kClearRhythm

// Sums of a row of values, to average any stretch of it at once; ends between pixels count in part.
class Prefix {
 public:
  explicit Prefix(const std::vector<double>& values) : sums_(values.size() + 1, 0.0) {
    for (size_t i = 0; i < values.size(); ++i) sums_[i + 1] = sums_[i] + values[i];
  }
  [[nodiscard]] double Mean(double from, double to) const {
    const double last = static_cast<double>(sums_.size() - 1);
    from = std::clamp(from, 0.0, last);
    to = std::clamp(to, 0.0, last);
    return to - from < 1e-6 ? 0 : (At(to) - At(from)) / (to - from);
  }

 private:
  [[nodiscard]] double At(double x) const {
    const auto i = std::min(static_cast<size_t>(x), sums_.size() - 2);
    return sums_[i] + (sums_[i + 1] - sums_[i]) * (x - static_cast<double>(i));
  }
  std::vector<double> sums_;
};

struct Comb {
  double first = 0;  // row of the first line's centre at the view's middle column
  double distance = 0;
  double slope = 0;
  double contrast = -1;
};

// How well lines at these rows explain a profile: ink in the lines against ink between and beside
// them. The weakest line counts as much as the average, so that an empty one does not pass.
double Contrast(const Prefix& rows, const Shape& shape, double first, double distance) {
  const int lines = shape.lines;
  const double half = shape.half_glyph * distance;
  const double gap = std::min(1.3 * half, 0.44 * distance);
  double in_lines = 0, weakest = 1e9, between = 0;
  for (int i = 0; i < lines; ++i) {
    const double y = first + i * distance;
    const double ink = rows.Mean(y - half, y + half);
    in_lines += ink / lines;
    weakest = std::min(weakest, ink);
    if (i > 0) between += rows.Mean(y - distance + gap, y - gap) / (lines - 1);
  }
  const double last = first + (lines - 1) * distance;
  const double beside =
      0.5 * (rows.Mean(first - gap - half, first - gap) + rows.Mean(last + gap, last + gap + half));
  return 0.5 * (in_lines + weakest) - 0.6 * between - 0.4 * beside;
}

Comb FindComb(const Ink& ink, const Shape& shape) {
  const double expected = kCoarsePitch / shape.pitch;
  constexpr int kBlock = 16;
  std::vector<std::vector<double>> blocks;
  std::vector<double> block_middles;
  for (int x = 0; x < ink.cols(); x += kBlock) {
    const int to = std::min(x + kBlock, ink.cols());
    blocks.push_back(ink.RowMeans(x, to));
    block_middles.push_back((x + to) / 2.0 - ink.cols() / 2.0);
  }
  const auto sheared = [&](double slope) {
    std::vector<double> profile(static_cast<size_t>(ink.rows()), 0.0);
    for (size_t k = 0; k < blocks.size(); ++k) {
      const double shift = slope * block_middles[k];
      const int whole = cvFloor(shift);
      const double part = shift - whole;
      for (int y = 0; y < ink.rows(); ++y) {
        const int from = std::clamp(y + whole, 0, ink.rows() - 1);
        const int next = std::min(from + 1, ink.rows() - 1);
        profile[static_cast<size_t>(y)] += blocks[k][static_cast<size_t>(from)] * (1 - part) +
                                           blocks[k][static_cast<size_t>(next)] * part;
      }
    }
    for (double& value : profile) value /= static_cast<double>(blocks.size());
    return profile;
  };
  Comb best;
  const auto search = [&](double slope, const cv::Vec2d& distances, double distance_step,
                          const cv::Vec2d& firsts, double first_step) {
    const Prefix rows(sheared(slope));
    for (double distance = distances[0]; distance <= distances[1]; distance += distance_step) {
      const double span = (shape.lines - 1) * distance;
      const double margin = 0.3 * distance;
      const double last = std::min(firsts[1], ink.rows() - margin - span);
      for (double first = std::max(firsts[0], margin); first <= last; first += first_step) {
        const double contrast = Contrast(rows, shape, first, distance);
        if (contrast > best.contrast) best = {first, distance, slope, contrast};
      }
    }
  };
  // A line is half as high as its pitch: every second row and slope is enough to come near.
  for (double slope = -kSlopeRange; slope <= kSlopeRange + 1e-9; slope += 2 * kSlopeStep) {
    search(slope, {kDistanceRange[0] * expected, kDistanceRange[1] * expected},
           2 * kDistanceStep * expected, {0, static_cast<double>(ink.rows())}, 2);
  }
  const Comb coarse = best;
  const double near_px = 2 * kDistanceStep * expected + 2;
  for (double slope = coarse.slope - 1.5 * kSlopeStep; slope <= coarse.slope + 1.51 * kSlopeStep;
       slope += kSlopeStep / 4) {
    search(slope,
           {coarse.distance * (1 - 2 * kDistanceStep), coarse.distance * (1 + 2 * kDistanceStep)},
           kDistanceStep / 2 * expected, {coarse.first - near_px, coarse.first + near_px}, 1);
  }
  return best;
}

// The stretch of columns that carry more ink on the lines than between them (a patterned ground has
// as much), grown from the middle; gaps of a few characters are jumped. It ends with the image.
std::pair<double, double> InkedStretch(const Ink& ink, const MrzLines& lines, const Shape& shape,
                                       double scale, double a0, const cv::Size& image) {
  const double distance = lines.distance * scale;
  const double half = shape.half_glyph * distance;
  const double half_gap = std::max(0.5, 0.8 * (0.5 * distance - half));
  const cv::Rect2d inside(0, 0, image.width, image.height);
  std::vector<double> columns(static_cast<size_t>(ink.cols()), 0.0);
  std::vector<bool> in_image(columns.size(), true);
  for (size_t i = 0; i < lines.lines.size(); ++i) {
    std::vector<double> own(columns.size());
    for (int x = 0; x < ink.cols(); ++x) {
      const double a = a0 + x / scale;
      const double b = lines.Centre(i, a);
      const auto column = static_cast<size_t>(x);
      if (!inside.contains(lines.axes.ToImage(a, b))) in_image[column] = false;
      const double y = ink.rows() / 2.0 + b * scale;
      own[column] =
          ink.ColumnMean(x, y, half) - 0.5 * (ink.ColumnMean(x, y - distance / 2, half_gap) +
                                              ink.ColumnMean(x, y + distance / 2, half_gap));
    }
    double level = 0;
    for (size_t x = own.size() / 4; x < own.size() - own.size() / 4; ++x) {
      level += own[x] / (static_cast<double>(own.size()) / 2);
    }
    for (size_t x = 0; x < own.size(); ++x) {
      columns[x] += std::clamp(own[x] / std::max(level, 1e-3), -1.0, 2.0) /
                    static_cast<double>(lines.lines.size());
    }
  }
  const Prefix sums(columns);
  const double window = 1.6 * shape.pitch * distance;
  const double limit = 0.4;
  const double largest_gap = 2.6 * shape.pitch * distance;
  const double largest_cover = 10 * shape.pitch * distance;  // a finger on the print
  const double beyond_cover = 5 * shape.pitch * distance;    // so much print must follow it
  const auto inked = [&](double x) { return sums.Mean(x - window / 2, x + window / 2) >= limit; };
  double start = ink.cols() / 2.0;
  for (double off = 0; off < ink.cols() / 4.0; ++off) {
    if (inked(start + off) || inked(start - off)) {
      start += inked(start + off) ? off : -off;
      break;
    }
  }
  const auto grow = [&](int step) {
    double reached = start, run = 0;
    for (double x = reached; x >= 0 && x < ink.cols(); x += step) {
      const double away = std::abs(x - reached);
      if (!in_image[static_cast<size_t>(x)] || away > largest_cover + beyond_cover) break;
      run = inked(x) ? run + 1 : 0;
      if (run > 0 && (away <= largest_gap || run >= beyond_cover)) reached = x;
      if (run == 0 && away > largest_cover) break;
    }
    return reached;
  };
  // A window half out of the print still reaches the limit: its middle stands on the last ink.
  const double left = grow(-1);
  const double right = grow(1);
  return {a0 + left / scale, a0 + right / scale};
}

// Ink of all lines by columns between begin and end.
std::vector<double> LineColumns(const Ink& ink, const MrzLines& lines, const Shape& shape,
                                double scale, double a0) {
  const int from = std::max(0, cvRound((lines.begin - a0) * scale));
  const int to = std::min(ink.cols(), cvRound((lines.end - a0) * scale));
  const double half = shape.half_glyph * lines.distance * scale;
  std::vector<double> columns;
  for (int x = from; x < to; ++x) {
    double sum = 0;
    for (size_t i = 0; i < lines.lines.size(); ++i) {
      sum += ink.ColumnMean(x, ink.rows() / 2.0 + lines.Centre(i, a0 + x / scale) * scale, half);
    }
    columns.push_back(sum);
  }
  return columns;
}

// The period that the columns repeat with. All lines have their characters in the same columns, so
// that the gaps between them add up. Power of the period in windows of some characters, so that a
// pitch that changes with perspective still counts.
//
// expected  px; periods from 0.7 to 1.35 of it are tried.
void FindRhythm(const std::vector<double>& columns, double expected, double scale,
                MrzLines& lines) {
  constexpr double kWindow = 12;  // characters
  double best_period = expected;
  for (double period = 0.7 * expected; period <= 1.35 * expected; period *= 1.01) {
    const auto width = static_cast<size_t>(kWindow * period);
    if (width < 8 || width > columns.size()) break;
    const std::complex<double> turn = std::polar(1.0, 2 * CV_PI / period);
    double strength = 0, windows = 0;
    for (size_t from = 0; from + width <= columns.size(); from += width / 2) {
      double mean = 0;
      for (size_t x = from; x < from + width; ++x) mean += columns[x] / static_cast<double>(width);
      std::complex<double> sum = 0, phase = 1;
      double energy = 1e-9;
      for (size_t x = from; x < from + width; ++x) {
        const double value = columns[x] - mean;
        sum += value * phase;
        phase *= turn;
        energy += value * value;
      }
      strength += 2 * std::norm(sum) / (energy * static_cast<double>(width));
      ++windows;
    }
    strength /= std::max(windows, 1.0);
    if (strength > lines.rhythm) {
      lines.rhythm = strength;
      best_period = period;
    }
  }
  lines.pitch = best_period / scale;
}

// Least squares for the joint model centre_i(t) = p[2i] + p[2i+1] t + p[2n] t^2.
struct Sample {
  size_t line;
  double t;
  double value;
  double weight;
};

std::vector<double> Solve(const std::vector<Sample>& samples, size_t lines) {
  const int unknowns = static_cast<int>(2 * lines + 1);
  cv::Mat normal = cv::Mat::zeros(unknowns, unknowns, CV_64F);
  cv::Mat right = cv::Mat::zeros(unknowns, 1, CV_64F);
  for (const Sample& s : samples) {
    const int index[3] = {static_cast<int>(2 * s.line), static_cast<int>(2 * s.line + 1),
                          unknowns - 1};
    const double factor[3] = {1, s.t, s.t * s.t};
    for (int i = 0; i < 3; ++i) {
      for (int j = 0; j < 3; ++j) {
        normal.at<double>(index[i], index[j]) += s.weight * factor[i] * factor[j];
      }
      right.at<double>(index[i]) += s.weight * factor[i] * s.value;
    }
  }
  // A little stiffness: straight and parallel unless the print says otherwise.
  for (int i = 0; i < unknowns; ++i) normal.at<double>(i, i) += 1e-6;
  normal.at<double>(unknowns - 1, unknowns - 1) += 0.3;
  cv::Mat solution;
  cv::solve(normal, right, solution, cv::DECOMP_CHOLESKY);
  return {solution.begin<double>(), solution.end<double>()};
}

// Follows the lines through windows of a few characters and fits the joint model.
void FollowLines(const Ink& ink, const Shape& shape, double scale, double a0, MrzLines& lines) {
  const size_t n = lines.lines.size();
  const double distance = lines.distance * scale;
  const double middle = lines.Middle();
  const double half_length = std::max((lines.end - lines.begin) / 2, 1.0);
  const int window = std::max(8, cvRound(4 * shape.pitch * distance));
  const int from = std::max(0, cvRound((lines.begin - a0) * scale));
  const int to = std::min(ink.cols(), cvRound((lines.end - a0) * scale));
  struct Profile {
    int x;
    Prefix rows;
  };
  std::vector<Profile> profiles;
  for (int x = from; x + window <= to; x += window / 2) {
    profiles.push_back({x + window / 2, Prefix(ink.RowMeans(x, x + window))});
  }
  if (profiles.size() < 4) return;
  for (const double reach : {0.34, 0.2, 0.12}) {
    std::vector<Sample> samples;
    for (const Profile& profile : profiles) {
      const double a = a0 + profile.x / scale;
      for (size_t i = 0; i < n; ++i) {
        const double expected = ink.rows() / 2.0 + lines.Centre(i, a) * scale;
        double best = 0, best_row = expected, total = 0, count = 0;
        for (double row = expected - reach * distance; row <= expected + reach * distance;
             row += 0.5) {
          const double value = profile.rows.Mean(row - shape.half_glyph * distance,
                                                 row + shape.half_glyph * distance);
          total += value;
          ++count;
          if (value > best) {
            best = value;
            best_row = row;
          }
        }
        const double weight = std::max(0.0, best - 0.8 * total / std::max(count, 1.0));
        samples.push_back(
            {i, (a - middle) / half_length, (best_row - ink.rows() / 2.0) / scale, weight});
      }
    }
    double mean_weight = 1e-9;
    for (const Sample& s : samples) mean_weight += s.weight / static_cast<double>(samples.size());
    for (Sample& s : samples) s.weight = std::min(s.weight / mean_weight, 2.0);
    std::vector<double> p = Solve(samples, n);
    // Once more without the windows that lie far off.
    for (Sample& s : samples) {
      const double fitted = p[2 * s.line] + p[2 * s.line + 1] * s.t + p[2 * n] * s.t * s.t;
      const double off = std::abs(s.value - fitted) / (0.08 * lines.distance);
      s.weight *= 1 / (1 + off * off);
    }
    p = Solve(samples, n);
    for (size_t i = 0; i < n; ++i) lines.lines[i] = {p[2 * i], p[2 * i + 1] / half_length};
    lines.bow = p[2 * n] / (half_length * half_length);
    lines.distance = (lines.lines.back()[0] - lines.lines.front()[0]) / static_cast<double>(n - 1);
  }
}

std::optional<MrzLines> Measure(const cv::Mat& grey, const Band& band, const Shape& shape,
                                double distance_px) {
  const int gaps = shape.lines - 1;
  const double pitch_px = shape.pitch * distance_px;
  // 1. Direction, distance and place of the lines, coarse.
  const Axes axes{band.centre_px, band.angle_rad};
  const double coarse = kCoarsePitch / pitch_px;
  const double half_height = (gaps / 2.0 + kMarginAcross) * distance_px;
  const View view = CutView(
      grey, axes, {-band.length_px / 2, -half_height, band.length_px, 2 * half_height}, coarse);
  const Comb comb = FindComb(Ink(view.grey, kCoarsePitch), shape);
  if (comb.contrast < kSmallestContrast) return std::nullopt;

  MrzLines lines;
  lines.contrast = comb.contrast;
  lines.distance = comb.distance / coarse;
  const double middle_row = comb.first + gaps * comb.distance / 2;
  lines.axes.origin_px = axes.ToImage(0, (middle_row - view.grey.rows / 2.0) / coarse);
  lines.axes.angle_rad = axes.angle_rad + std::atan(comb.slope);
  for (int i = 0; i < shape.lines; ++i) {
    lines.lines.push_back({(i - gaps / 2.0) * lines.distance, 0.0});
  }

  // 2. Centre lines and ends, in a finer view along the lines found. The ends are looked for twice,
  // since a slanted line leaves its stretch of rows.
  const double fine = kFinePitch / (shape.pitch * lines.distance);
  const double half_length = band.length_px / 2 + kMarginPitches * pitch_px;
  const double b = (gaps / 2.0 + 1.0) * lines.distance;
  const View near_view =
      CutView(grey, lines.axes, {-half_length, -b, 2 * half_length, 2 * b}, fine);
  const Ink ink(near_view.grey, kFinePitch);
  lines.begin = -band.length_px / 2;
  lines.end = band.length_px / 2;
  for (int round = 0; round < 2; ++round) {
    FollowLines(ink, shape, fine, -half_length, lines);
    const auto [begin, end] = InkedStretch(ink, lines, shape, fine, -half_length, grey.size());
    if (end - begin < 0.6 * shape.shortest * lines.distance) return std::nullopt;
    // Centre() counts from the middle: keep the curves in place while the middle moves.
    const double shift = (begin + end) / 2 - lines.Middle();
    for (auto& line : lines.lines) {
      line[0] += line[1] * shift + lines.bow * shift * shift;
      line[1] += 2 * lines.bow * shift;
    }
    lines.begin = begin;
    lines.end = end;
  }
  FollowLines(ink, shape, fine, -half_length, lines);
  FindRhythm(LineColumns(ink, lines, shape, fine, -half_length), kFinePitch, fine, lines);
  return lines;
}

}  // namespace

bool MayBePartOfZone(const MrzLines& lines) {
  const double characters = (lines.end - lines.begin) / lines.pitch;
  return lines.rhythm >= kClearRhythm && characters > 12 && characters < 40;
}

bool MayBeZone(const MrzLines& lines) {
  if (lines.rhythm < kNoRhythm) return false;
  if (lines.rhythm < kClearRhythm) return true;
  const double characters = (lines.end - lines.begin) / lines.pitch;
  if (lines.lines.size() == 3) return characters > 25 && characters < 34;
  return characters > 33 && characters < 52;
}

std::vector<MrzLines> MeasureLines(const cv::Mat& grey, const Band& band) {
  std::vector<MrzLines> found;
  const bool high = band.height_px > kHighBand * band.length_px;
  for (const Shape& shape : {kShapes[high ? 1 : 0], kShapes[high ? 0 : 1]}) {
    // The distance of the lines: from the outer edges, which hold the gaps and one glyph, or from
    // the finder's own lines; then from the length, since at low resolution a band looks too high.
    double by_height = band.height_px / (shape.lines - 1 + 2 * shape.half_glyph);
    const double ratio = band.line_distance_px / by_height;
    if (ratio > 0.7 && ratio < 1.4) by_height = band.line_distance_px;
    const double by_length = band.length_px / shape.usual;
    for (const double distance : {by_height, by_length}) {
      const double length = band.length_px / distance;
      if (length < shape.shortest || length > shape.longest) continue;
      if (distance == by_length && std::abs(by_height / by_length - 1) < 0.2) continue;
      std::optional<MrzLines> lines = Measure(grey, band, shape, distance);
      if (!lines) continue;
      found.push_back(*std::move(lines));
      if (found.back().rhythm > kClearRhythm && MayBeZone(found.back())) return {found.back()};
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const MrzLines& a, const MrzLines& b) { return a.contrast > b.contrast; });
  return found;
}

}  // namespace chowki::locate
