#include "read/text_lines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <opencv2/imgproc.hpp>

namespace chowki::read {
namespace {

constexpr double kStrokeMm = 1.4;  // a little more than the thickest stroke
constexpr double kShortestLetterMm = 0.75;
constexpr double kTallestLetterMm = 4.5;
constexpr double kWidestLetterMm = 9;  // several letters may touch
constexpr double kGapHeights = 1.3;    // between neighbours of one line, in letter heights
constexpr double kHeightRatio = 2.2;   // of neighbours
constexpr double kPrintShare = 0.01;   // of the page that is surely print
constexpr double kFaintestInk = 22;    // grey levels of contrast
// Parts of the surest print's contrast at which letters are looked for: values are darker than
// labels, and both darker than the background's lines that touch them.
constexpr std::array kInkLevels = {0.52, 0.7, 0.38};  // best first
constexpr double kWhiteLevel = 0.25;                  // of the same contrast: below is background
constexpr double kBlackLevel = 0.8;                   // above is full black
constexpr int kFewestLetters = 3;
constexpr int kFewestTallLetters = 2;  // "PP", of at least kTallMm
constexpr double kTallMm = 1.5;
constexpr double kWordGapHeights = 2.2;   // between words of one line; columns stand further apart
constexpr double kSameHeightRatio = 1.6;  // of such words
constexpr double kGrowHeights = 0.9;      // gap over which a line grows to more ink beside it

int Odd(double px) { return static_cast<int>(px) | 1; }

// Contrast of dark strokes against the lighter ground around them.
cv::Mat Strokes(const cv::Mat& grey, double px_per_mm) {
  const int side = Odd(kStrokeMm * px_per_mm);
  cv::Mat strokes;
  cv::morphologyEx(grey, strokes, cv::MORPH_BLACKHAT,
                   cv::getStructuringElement(cv::MORPH_RECT, {side, side}));
  return strokes;
}

// The contrast that only kPrintShare of the page has.
int SurePrint(const cv::Mat& strokes) {
  std::array<int, 256> counts{};
  for (int y = 0; y < strokes.rows; ++y) {
    const std::uint8_t* row = strokes.ptr(y);
    for (int x = 0; x < strokes.cols; ++x) ++counts[row[x]];
  }
  const auto wanted = static_cast<int>(kPrintShare * static_cast<double>(strokes.total()));
  int level = 255;
  for (int sum = 0; level > 0; --level) {
    sum += counts[static_cast<std::size_t>(level)];
    if (sum >= wanted) break;
  }
  return level;
}

bool IsThere(const std::vector<cv::Rect>& letters, const cv::Rect& box) {
  return std::any_of(letters.begin(), letters.end(), [&](const cv::Rect& letter) {
    return 2 * (letter & box).area() > std::min(letter.area(), box.area());
  });
}

void AddLetters(const cv::Mat& ink, double px_per_mm, std::vector<cv::Rect>& letters) {
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centroids;
  const int count =
      cv::connectedComponentsWithStats(ink, labels, stats, centroids, 8, CV_32S, cv::CCL_DEFAULT);
  for (int i = 1; i < count; ++i) {
    const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                       stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    if (box.height < kShortestLetterMm * px_per_mm || box.height > kTallestLetterMm * px_per_mm) {
      continue;
    }
    if (box.width > kWidestLetterMm * px_per_mm) continue;
    const double fill = stats.at<int>(i, cv::CC_STAT_AREA) / static_cast<double>(box.area());
    if (fill < 0.12) continue;  // a curve of the background
    if (!IsThere(letters, box)) letters.push_back(box);
  }
}

// Boxes of letters, from left to right.
std::vector<cv::Rect> Letters(const cv::Mat& strokes, int sure, double px_per_mm) {
  std::vector<cv::Rect> letters;
  for (const double level : kInkLevels) {
    AddLetters(strokes > std::max(kFaintestInk, level * sure), px_per_mm, letters);
  }
  std::sort(letters.begin(), letters.end(),
            [](const cv::Rect& a, const cv::Rect& b) { return a.x < b.x; });
  return letters;
}

// The print dark on white. What has little contrast is background and becomes white.
cv::Mat Cleaned(const cv::Mat& strokes, int sure) {
  const double white = kWhiteLevel * sure;
  const double black = std::max(kBlackLevel * sure, white + 1);
  cv::Mat cleaned;
  strokes.convertTo(cleaned, CV_8U, -255 / (black - white), 255 * black / (black - white));
  return cleaned;
}

// Whether b, which begins right of a's beginning, stands beside a on one line.
bool Neighbours(const cv::Rect& a, const cv::Rect& b) {
  const double low = std::min(a.height, b.height);
  const double high = std::max(a.height, b.height);
  if (high > kHeightRatio * low) return false;
  if (b.x - (a.x + a.width) > kGapHeights * high) return false;
  const int overlap = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
  return overlap > 0.6 * low;
}

int Root(std::vector<int>& parents, int i) {
  while (parents[static_cast<std::size_t>(i)] != i) {
    auto& parent = parents[static_cast<std::size_t>(i)];
    parent = parents[static_cast<std::size_t>(parent)];
    i = parent;
  }
  return i;
}

// Widens a line over ink beside it that was not taken for letters, since the background touches it.
cv::Rect Grown(cv::Rect line, const cv::Mat& ink) {
  const int step = std::max(2, static_cast<int>(kGrowHeights * line.height));
  const auto has_ink = [&](const cv::Rect& part) {
    const cv::Rect inside = part & cv::Rect({}, ink.size());
    return !inside.empty() && cv::countNonZero(ink(inside)) * 12 > inside.area();
  };
  for (cv::Rect left(line.x - step, line.y, step, line.height); has_ink(left); left.x -= step) {
    line |= left & cv::Rect({}, ink.size());
  }
  for (cv::Rect right(line.x + line.width, line.y, step, line.height); has_ink(right);
       right.x += step) {
    line |= right & cv::Rect({}, ink.size());
  }
  return line;
}

// Whether two boxes are words of one line.
bool OfOneLine(const cv::Rect& a, const cv::Rect& b) {
  const int low = std::min(a.height, b.height);
  const int high = std::max(a.height, b.height);
  const int overlap = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
  const int gap = std::max(a.x, b.x) - std::min(a.x + a.width, b.x + b.width);
  return overlap > 0.6 * low && high < kSameHeightRatio * low && gap < kWordGapHeights * high;
}

// Lines grown, and the words of one line made one.
std::vector<cv::Rect> Joined(const std::vector<cv::Rect>& lines, const cv::Mat& ink) {
  std::vector<cv::Rect> joined;
  for (const cv::Rect& line : lines) {
    cv::Rect grown = Grown(line, ink);
    for (std::size_t i = 0; i < joined.size();) {
      if (OfOneLine(joined[i], grown)) {
        grown |= joined[i];
        joined.erase(joined.begin() + static_cast<std::ptrdiff_t>(i));
        i = 0;  // the wider one may reach others
      } else {
        ++i;
      }
    }
    joined.push_back(grown);
  }
  return joined;
}

}  // namespace

Print FindPrint(const cv::Mat& grey, double px_per_mm) {
  const cv::Mat strokes = Strokes(grey, px_per_mm);
  const int sure = SurePrint(strokes);
  const std::vector<cv::Rect> letters = Letters(strokes, sure, px_per_mm);
  std::vector<int> parents(letters.size());
  std::iota(parents.begin(), parents.end(), 0);
  const double furthest = (kWidestLetterMm + kGapHeights * kTallestLetterMm) * px_per_mm;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    for (std::size_t j = i + 1; j < letters.size(); ++j) {
      if (letters[j].x - letters[i].x > furthest) break;
      if (!Neighbours(letters[i], letters[j])) continue;
      const int a = Root(parents, static_cast<int>(i));
      const int b = Root(parents, static_cast<int>(j));
      parents[static_cast<std::size_t>(b)] = a;
    }
  }
  std::vector<cv::Rect> boxes(letters.size());
  std::vector<int> counts(letters.size());
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const auto root = static_cast<std::size_t>(Root(parents, static_cast<int>(i)));
    boxes[root] = counts[root] == 0 ? letters[i] : boxes[root] | letters[i];
    ++counts[root];
  }
  std::vector<cv::Rect> lines;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const bool tall = boxes[i].height >= kTallMm * px_per_mm;
    if (counts[i] < (tall ? kFewestTallLetters : kFewestLetters)) continue;
    if (boxes[i].width > boxes[i].height) lines.push_back(boxes[i]);
  }
  const cv::Mat ink = strokes > std::max(kFaintestInk, kInkLevels[0] * sure);
  lines = Joined(lines, ink);
  std::sort(lines.begin(), lines.end(),
            [](const cv::Rect& a, const cv::Rect& b) { return a.y < b.y; });
  return {Cleaned(strokes, sure), std::move(lines)};
}

}  // namespace chowki::read
