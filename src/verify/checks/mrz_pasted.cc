#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <opencv2/imgproc.hpp>

#include "verify/cells.h"
#include "verify/check.h"
#include "verify/outcome.h"
#include "verify/percentile.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kIdentical = "characters_identical";
constexpr std::string_view kTooFew = "too_few_repeats";
constexpr std::string_view kEven = "paper_too_even";
constexpr std::string_view kRepeats = "paper_repeats";
constexpr std::string_view kCoarse = "too_coarse";
constexpr std::string_view kNoMrz = "no_mrz";
constexpr std::string_view kNoVisible = "no_visible_image";
constexpr std::string_view kReasons[] = {kIdentical, kTooFew, kEven,     kRepeats,
                                         kCoarse,    kNoMrz,  kNoVisible};

constexpr double kLeastPitchPx = 16;       // coarser pictures leave too little paper in a window
constexpr double kHalfPitches = 0.42;      // of the square window round a character; none overlap
constexpr double kReachPitches = 0.1;      // that a copy may lie off where the reader saw it
constexpr double kFinePitches = 0.3;       // coarser than this is light and shade, not grain
constexpr double kPaperShare = 0.3;        // of a window's contrast below its paper: darker is ink
constexpr double kHaloPitches = 1.0 / 15;  // that ink's soft edge reaches
constexpr int kLeastPaperPx = 40;
constexpr size_t kMostPrints = 14;  // of one character that are held against one another
constexpr size_t kLeastPairs = 12;

// Grain of the paper between the strokes and beside the zone, grey levels: a picture with less was
// drawn, or compressed until nothing was left that tells two prints from one. A drawn card of the
// development corpus has 0 beside its zone, where the strokes' compression does not reach, and two
// characters alike to the pixel; specimens have 3 and more.
constexpr double kLeastGrain = 1;
constexpr double kQuietPitches = 1.3;  // from a line's centre to the paper beside the zone
constexpr double kQuietHalfPitches = 0.25;
constexpr double kMostDeviations = 2.5;
// What two windows' paper has in common, of all that is there; copied and saved again as JPEG of
// quality 97, 90, 80: mostly 0.95, 0.85, 0.7 and more.
constexpr double kLikeness = 0.7;
constexpr double kUnrelated = 0.5;  // pairs with less say how prints of one character differ
// What is left between the two, against the most alike tenth of the unrelated pairs.
constexpr double kResidualShare = 0.55;

// The surroundings of one character at the image's own resolution.
struct Print {
  int line = 0;
  int column = 0;
  cv::Point centre;  // px
  cv::Point up;      // from there to the paper above the line, px
  cv::Mat fine;      // 32FC1, square: brightness without what changes slowly
  cv::Mat grain;     // 32FC1: the same of paper alone, 0 where there is ink
  cv::Mat paper;     // 32FC1: 1 where there is paper, else 0
};

struct Pair {
  const Print* one = nullptr;
  const Print* other = nullptr;
  cv::Point apart;      // px, from one to the other, where they fit best
  double residual = 0;  // grey levels
  double grain = 0;     // deviation of the two windows' paper, grey levels
  double likeness = 0;  // [-1,1] of the two windows' paper
};

struct Windows {
  double pitch_px = 0;
  int half_px = 0;
  int reach_px = 0;

  explicit Windows(double pitch)
      : pitch_px(pitch),
        half_px(cvRound(kHalfPitches * pitch)),
        reach_px(std::max(2, cvRound(kReachPitches * pitch))) {}

  [[nodiscard]] cv::Rect Inner(cv::Point off = {}) const {
    return {reach_px + off.x, reach_px + off.y, 2 * half_px + 1, 2 * half_px + 1};
  }
};

cv::Point2d CentrePx(const read::Glyph& glyph, const cv::Size& px) {
  cv::Point2d sum;
  for (const Point& corner : glyph.region.corners) sum += cv::Point2d(corner.x, corner.y);
  return {sum.x / 4 * px.width, sum.y / 4 * px.height};
}

// Of length 1.
cv::Point2d UpPx(const read::Glyph& glyph, const cv::Size& px) {
  const auto& at = glyph.region.corners;
  const cv::Point2d up((at[0].x + at[1].x - at[2].x - at[3].x) * px.width,
                       (at[0].y + at[1].y - at[2].y - at[3].y) * px.height);
  return up / std::max(1e-9, std::hypot(up.x, up.y));
}

double PitchPx(const std::vector<read::Glyph>& line, const cv::Size& px) {
  const cv::Point2d along = CentrePx(line.back(), px) - CentrePx(line.front(), px);
  return std::hypot(along.x, along.y) / static_cast<double>(std::max<size_t>(1, line.size() - 1));
}

// Cuts a character out; empty at the picture's edge.
Print Cut(const cv::Mat& grey, cv::Point2d centre, const Windows& windows) {
  const int fine = std::max(5, cvRound(kFinePitches * windows.pitch_px) | 1);
  const int around = windows.half_px + windows.reach_px;
  const int margin = around + fine;
  const cv::Rect box(cvFloor(centre.x) - margin, cvFloor(centre.y) - margin, 2 * margin + 1,
                     2 * margin + 1);
  Print print;
  if ((box & cv::Rect({}, grey.size())) != box) return print;
  const cv::Mat cut = grey(box);
  const int light = Percentile(cut, 0.9);
  const int dark = Percentile(cut, 0.03);
  cv::Mat paper = cut > light - kPaperShare * (light - dark);
  const int halo = 2 * std::max(1, cvRound(kHaloPitches * windows.pitch_px)) + 1;
  cv::erode(paper, paper, cv::getStructuringElement(cv::MORPH_RECT, {halo, halo}));

  const cv::Size size(fine, fine);
  cv::Mat level;
  cut.convertTo(level, CV_32FC1);
  paper.convertTo(paper, CV_32FC1, 1.0 / 255);
  cv::Mat slow;
  cv::blur(level, slow, size);
  cv::Mat share;
  cv::blur(paper, share, size);
  cv::Mat slow_paper;
  cv::blur(level.mul(paper), slow_paper, size);
  constexpr double kNone = 1e-3;
  slow_paper /= cv::max(share, kNone);

  const cv::Rect inner(fine, fine, 2 * around + 1, 2 * around + 1);
  print.fine = cv::Mat(level - slow)(inner).clone();
  print.grain = cv::Mat((level - slow_paper).mul(paper))(inner).clone();
  print.paper = paper(inner).clone();
  return print;
}

// Of the paper's grain in two windows, by what half of it keeps below.
double Deviation(const cv::Mat& one, const cv::Mat& other, const cv::Mat& paper) {
  std::vector<double> sizes;
  for (int y = 0; y < paper.rows; ++y) {
    for (int x = 0; x < paper.cols; ++x) {
      if (paper.at<float>(y, x) == 0) continue;
      sizes.push_back(std::abs(one.at<float>(y, x)));
      sizes.push_back(std::abs(other.at<float>(y, x)));
    }
  }
  constexpr double kNormal = 1.4826;  // deviation of a normal distribution by its median
  return kNormal * Nth(sizes, 0.5);
}

// Lays one window over the other where they fit best, by whole pixels: that is how pixels are
// copied.
Pair Compare(const Print& one, const Print& other, const Windows& windows) {
  Pair pair{&one, &other};
  cv::Mat squares;
  cv::matchTemplate(other.fine, one.fine(windows.Inner()), squares, cv::TM_SQDIFF);
  double least = 0;
  cv::Point at;
  cv::minMaxLoc(squares, &least, nullptr, &at);
  const cv::Point off = at - cv::Point(windows.reach_px, windows.reach_px);
  pair.apart = other.centre - one.centre + off;
  const cv::Rect here = windows.Inner();
  const cv::Rect there = windows.Inner(off);
  pair.residual = std::sqrt(std::max(0.0, least) / here.area());

  // Strokes' soft edges are alike in every print: grain that most of the paper has not is cut off.
  cv::Mat both = one.paper(here).mul(other.paper(there));
  const double count = cv::sum(both)[0];
  if (count < kLeastPaperPx) return pair;
  cv::Mat a = one.grain(here).mul(both);
  cv::Mat b = other.grain(there).mul(both);
  pair.grain = Deviation(a, b, both);
  const double most = kMostDeviations * pair.grain;
  for (cv::Mat* grain : {&a, &b}) *grain = cv::min(cv::max(*grain, -most), most);
  const double mean_a = cv::sum(a)[0] / count;
  const double mean_b = cv::sum(b)[0] / count;
  const double variance = (a.dot(a) + b.dot(b)) / count - mean_a * mean_a - mean_b * mean_b;
  if (variance > 0) pair.likeness = 2 * (a.dot(b) / count - mean_a * mean_b) / variance;
  return pair;
}

std::vector<Pair> ComparePairs(const std::map<char, std::vector<Print>>& prints,
                               const Windows& windows) {
  std::vector<Pair> pairs;
  for (const auto& [character, same] : prints) {
    for (size_t i = 0; i < same.size(); ++i) {
      for (size_t j = i + 1; j < same.size(); ++j) {
        pairs.push_back(Compare(same[i], same[j], windows));
      }
    }
  }
  return pairs;
}

// What changes fast in a small square of paper; empty at the picture's edge. 32FC1.
cv::Mat GrainAt(const cv::Mat& grey, cv::Point centre, double pitch_px) {
  const int half = cvRound(kQuietHalfPitches * pitch_px);
  const int fine = std::max(5, cvRound(kFinePitches * pitch_px) | 1);
  const cv::Rect box(centre.x - half, centre.y - half, 2 * half + 1, 2 * half + 1);
  if ((box & cv::Rect({}, grey.size())) != box) return {};
  cv::Mat level;
  grey(box).convertTo(level, CV_32FC1);
  cv::Mat slow;
  cv::blur(level, slow, {fine, fine});
  return level - slow;
}

// Grain of the paper beside a line, so far off that compression of the strokes leaves it alone:
// half of the places have less. 0 where the picture ends.
double GrainBeside(const cv::Mat& grey, const std::vector<read::Glyph>& line, double up_pitches,
                   double pitch_px) {
  std::vector<double> deviations;
  for (const read::Glyph& glyph : line) {
    const cv::Point2d at =
        CentrePx(glyph, grey.size()) + UpPx(glyph, grey.size()) * (up_pitches * pitch_px);
    const cv::Mat grain = GrainAt(grey, {cvFloor(at.x), cvFloor(at.y)}, pitch_px);
    if (grain.empty()) continue;
    deviations.push_back(std::sqrt(grain.dot(grain) / static_cast<double>(grain.total())));
  }
  return 2 * deviations.size() < line.size() ? 0 : Nth(deviations, 0.5);
}

// Of the paper above and below the zone; less counts, since lines and edges may be there, too.
double GrainBeside(const cv::Mat& grey, const read::MrzReading& mrz, double pitch_px) {
  const double above = GrainBeside(grey, mrz.glyphs.front(), kQuietPitches, pitch_px);
  const double below = GrainBeside(grey, mrz.glyphs.back(), -kQuietPitches, pitch_px);
  return above == 0 || below == 0 ? std::max(above, below) : std::min(above, below);
}

std::map<char, std::vector<Print>> CutPrints(const cv::Mat& grey, const read::MrzReading& mrz,
                                             const Windows& windows) {
  std::map<char, std::vector<Print>> prints;
  for (size_t line = 0; line < mrz.glyphs.size(); ++line) {
    for (size_t column = 0; column < mrz.glyphs[line].size(); ++column) {
      const char character = mrz.lines[line][column];
      // Fillers are too many, and nothing is gained by copying one.
      if (character == '<' || prints[character].size() == kMostPrints) continue;
      const read::Glyph& glyph = mrz.glyphs[line][column];
      const cv::Point2d centre = CentrePx(glyph, grey.size());
      Print print = Cut(grey, centre, windows);
      if (print.fine.empty()) continue;
      print.centre = {cvFloor(centre.x), cvFloor(centre.y)};
      print.up = UpPx(glyph, grey.size()) * (kQuietPitches * windows.pitch_px);
      print.line = static_cast<int>(line);
      print.column = static_cast<int>(column);
      prints[character].push_back(std::move(print));
    }
  }
  return prints;
}

// Likeness [-1,1] of the paper above and below the two lines, as far apart as the two characters
// are: where that is alike, too, it is the ground's pattern that repeats, and nothing was copied.
double LikenessAround(const cv::Mat& grey, const Pair& pair, const Windows& windows) {
  double most = 0;
  for (const cv::Point& off : {pair.one->up, -pair.one->up}) {
    const cv::Mat a = GrainAt(grey, pair.one->centre + off, windows.pitch_px);
    const cv::Mat b = GrainAt(grey, pair.one->centre + off + pair.apart, windows.pitch_px);
    if (a.empty() || b.empty()) continue;
    const double sizes = a.dot(a) + b.dot(b);
    if (sizes > 0) most = std::max(most, 2 * a.dot(b) / sizes);
  }
  return most;
}

std::vector<Finding> Judge(const Exhibit& exhibit, const std::vector<Pair>& pairs,
                           const Windows& windows) {
  std::vector<double> unrelated;
  for (const Pair& pair : pairs) {
    if (pair.likeness < kUnrelated) unrelated.push_back(pair.residual);
  }
  if (unrelated.size() < kLeastPairs || 2 * unrelated.size() < pairs.size()) {
    return {NotPerformed(kRepeats)};
  }
  Finding finding = Undetermined(kIdentical, Contribution::kAttention, kStrong);
  finding.value = Nth(unrelated, 0);
  finding.threshold = kResidualShare * Nth(unrelated, 0.1);
  const read::MrzReading& mrz = exhibit.transcript->mrz;
  for (const Pair& pair : pairs) {
    if (pair.likeness < kLikeness || pair.residual > *finding.threshold) continue;
    if (LikenessAround(exhibit.visible->grey(), pair, windows) > kUnrelated) continue;
    finding.value = std::min(*finding.value, pair.residual);
    for (const Print* print : {pair.one, pair.other}) {
      Evidence evidence = EvidenceOf(
          mrz, {print->line, print->column, 1}, "",
          std::string(
              1, mrz.lines[static_cast<size_t>(print->line)][static_cast<size_t>(print->column)]));
      if (std::count(finding.evidence.begin(), finding.evidence.end(), evidence) == 0) {
        finding.evidence.push_back(std::move(evidence));
      }
    }
  }
  if (!finding.evidence.empty()) return {finding};
  Finding successful = Successful();
  successful.value = finding.value;
  successful.threshold = finding.threshold;
  return {successful};
}

// No two prints of a character are alike to the pixel: paper, ink and sensor have grain, and
// strokes fall between pixels differently. Two that are alike with the paper round them were
// copied, in the file. A copy is told as long as the file is not compressed anew so strongly that
// the grain goes.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  if (exhibit.visible == nullptr) return {NotPerformed(kNoVisible)};
  const read::MrzReading& mrz = exhibit.transcript->mrz;
  if (exhibit.record == nullptr || mrz.glyphs.empty() || mrz.glyphs.front().empty()) {
    return {NotPerformed(kNoMrz)};
  }
  const cv::Mat& grey = exhibit.visible->grey();
  const Windows windows(PitchPx(mrz.glyphs.front(), grey.size()));
  if (windows.pitch_px < kLeastPitchPx) return {NotPerformed(kCoarse)};
  if (GrainBeside(grey, mrz, windows.pitch_px) < kLeastGrain) return {NotPerformed(kEven)};
  const auto prints = CutPrints(grey, mrz, windows);
  std::vector<Pair> pairs = ComparePairs(prints, windows);
  if (pairs.size() < kLeastPairs) return {NotPerformed(kTooFew)};
  const size_t all = pairs.size();
  std::erase_if(pairs, [](const Pair& pair) { return pair.grain < kLeastGrain; });
  if (pairs.size() < kLeastPairs || 2 * pairs.size() < all) return {NotPerformed(kEven)};
  return Judge(exhibit, pairs, windows);
}

}  // namespace

extern const Check kMrzPasted;
constinit const Check kMrzPasted{&Perform, kReasons};

}  // namespace chowki::verify
