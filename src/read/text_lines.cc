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
constexpr double kWidestMm = 45;       // of letters that touch
constexpr double kLetterShape = 0.85;  // width of a letter and its gap to its height
constexpr double kGapHeights = 1.3;    // between neighbours of one line, in letter heights
constexpr double kHeightRatio = 2.2;   // of neighbours
constexpr double kPrintShare = 0.01;   // of the page that is surely print
constexpr double kFaintestInk = 22;    // grey levels of contrast
// Parts of the surest print's contrast at which letters are looked for: values are darker than
// labels, and both darker than the background's lines that touch them.
constexpr std::array kInkLevels = {0.52, 0.7, 0.38};  // best first
constexpr double kLeastFill = 0.12;                   // of a letter's box; less is a curve
constexpr int kFewestLetters = 3;
constexpr int kFewestTallLetters = 2;  // "PP", of at least kTallMm
constexpr double kTallMm = 1.5;
constexpr double kTallestSingleMm = 3.6;  // of a letter that stands alone
constexpr double kWidestSingle = 1.3;     // the same, width to height
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

// Boxes of ink that can be letters, from left to right.
class Letters {
 public:
  Letters(const cv::Size& page, double px_per_mm)
      : px_per_mm_(px_per_mm), taken_(page, CV_8U, cv::Scalar(0)) {}

  // Adds the letters of an ink mask that do not stand where there are some already.
  void Add(const cv::Mat& ink) {
    cv::Mat labels;
    cv::Mat stats;
    cv::Mat centroids;
    const int count = cv::connectedComponentsWithStats(ink, labels, stats, centroids, 8, CV_32S);
    for (int i = 1; i < count; ++i) {
      const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                         stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
      const double fill = stats.at<int>(i, cv::CC_STAT_AREA) / static_cast<double>(box.area());
      if (!IsLetter(box, fill) || 2 * cv::countNonZero(taken_(box)) > box.area()) continue;
      boxes_.push_back(box);
      taken_(box).setTo(1);
    }
  }

  [[nodiscard]] std::vector<cv::Rect> Take() {
    std::sort(boxes_.begin(), boxes_.end(),
              [](const cv::Rect& a, const cv::Rect& b) { return a.x < b.x; });
    return std::move(boxes_);
  }

 private:
  [[nodiscard]] bool IsLetter(const cv::Rect& box, double fill) const {
    return box.height >= kShortestLetterMm * px_per_mm_ &&
           box.height <= kTallestLetterMm * px_per_mm_ && box.width <= kWidestMm * px_per_mm_ &&
           fill >= kLeastFill;
  }

  double px_per_mm_;
  cv::Mat taken_;
  std::vector<cv::Rect> boxes_;
};

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

// Whether two lines are words of one.
bool OfOneLine(const PrintedLine& a, const PrintedLine& b) {
  const int low = std::min(a.box.height, b.box.height);
  const int high = std::max(a.box.height, b.box.height);
  const int overlap = std::min(a.box.br().y, b.box.br().y) - std::max(a.box.y, b.box.y);
  const int gap = std::max(a.box.x, b.box.x) - std::min(a.box.br().x, b.box.br().x);
  return overlap > 0.6 * low && high < kSameHeightRatio * low && gap < kWordGapHeights * high;
}

// Lines grown, and the words of one line made one.
std::vector<PrintedLine> Joined(std::vector<PrintedLine> lines, const cv::Mat& ink) {
  std::vector<PrintedLine> joined;
  for (PrintedLine& line : lines) {
    line.box = Grown(line.box, ink);
    for (std::size_t i = 0; i < joined.size();) {
      if (OfOneLine(joined[i], line)) {
        line.box |= joined[i].box;
        line.letter_px = std::max(line.letter_px, joined[i].letter_px);
        line.letters += joined[i].letters;
        joined.erase(joined.begin() + static_cast<std::ptrdiff_t>(i));
        i = 0;  // the wider one may reach others
      } else {
        ++i;
      }
    }
    joined.push_back(line);
  }
  return joined;
}

// The neighbours of each letter, and theirs, as one line; letters in order of x.
std::vector<std::vector<cv::Rect>> Chains(const std::vector<cv::Rect>& letters, double px_per_mm) {
  std::vector<int> parents(letters.size());
  std::iota(parents.begin(), parents.end(), 0);
  const double furthest = (kWidestMm + kGapHeights * kTallestLetterMm) * px_per_mm;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    for (std::size_t j = i + 1; j < letters.size(); ++j) {
      if (letters[j].x - letters[i].x > furthest) break;
      if (!Neighbours(letters[i], letters[j])) continue;
      const int a = Root(parents, static_cast<int>(i));
      const int b = Root(parents, static_cast<int>(j));
      parents[static_cast<std::size_t>(b)] = a;
    }
  }
  std::vector<std::vector<cv::Rect>> chains(letters.size());
  for (std::size_t i = 0; i < letters.size(); ++i) {
    chains[static_cast<std::size_t>(Root(parents, static_cast<int>(i)))].push_back(letters[i]);
  }
  return chains;
}

// The height that a quarter of the letters exceed: capitals, ascenders and digits.
int TallHeight(const std::vector<cv::Rect>& letters) {
  std::vector<int> heights;
  for (const cv::Rect& letter : letters) heights.push_back(letter.height);
  const auto tall = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() * 3 / 4);
  std::nth_element(heights.begin(), tall, heights.end());
  return *tall;
}

bool IsLine(const PrintedLine& line, double px_per_mm) {
  if (line.letter_px < kTallMm * px_per_mm) {
    return line.letters >= kFewestLetters && line.box.width > line.box.height;
  }
  const bool single = line.letters == 1 && line.box.height <= kTallestSingleMm * px_per_mm &&
                      line.box.width <= kWidestSingle * line.box.height;
  return single || line.letters >= kFewestTallLetters;
}

}  // namespace

std::vector<PrintedLine> FindLines(const cv::Mat& grey, double px_per_mm) {
  const cv::Mat strokes = Strokes(grey, px_per_mm);
  const int sure = SurePrint(strokes);
  Letters letters(grey.size(), px_per_mm);
  for (const double level : kInkLevels) {
    letters.Add(strokes > std::max(kFaintestInk, level * sure));
  }
  std::vector<PrintedLine> lines;
  for (const std::vector<cv::Rect>& chain : Chains(letters.Take(), px_per_mm)) {
    if (chain.empty()) continue;
    PrintedLine line = {chain.front(), TallHeight(chain), 0};
    for (const cv::Rect& piece : chain) {
      line.box |= piece;
      line.letters += std::max(1, cvRound(piece.width / (kLetterShape * line.letter_px)));
    }
    if (IsLine(line, px_per_mm)) lines.push_back(line);
  }
  const cv::Mat ink = strokes > std::max(kFaintestInk, kInkLevels[0] * sure);
  lines = Joined(std::move(lines), ink);
  std::sort(lines.begin(), lines.end(),
            [](const PrintedLine& a, const PrintedLine& b) { return a.box.y < b.box.y; });
  return lines;
}

}  // namespace chowki::read
