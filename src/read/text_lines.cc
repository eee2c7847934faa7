#include "read/text_lines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>

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
constexpr std::array kFaintInkLevels = {0.3};         // of labels beside much darker print
constexpr double kLeastSoftness = 0.3;
constexpr double kLeastFill = 0.12;  // of a letter's box; less is a curve
constexpr int kFewestLetters = 3;
constexpr int kFewestTallLetters = 2;  // "PP", of at least kTallMm
constexpr double kTallMm = 1.35;
constexpr double kTallestSingleMm = 3.6;  // of a letter that stands alone
constexpr double kWidestSingle = 1.3;     // the same, width to height
constexpr double kWordGapHeights = 2.2;   // between words of one line; columns stand further apart
constexpr double kSameHeightRatio = 1.6;  // of such words
constexpr double kGrowHeights = 0.9;      // gap over which a line grows to more ink beside it
constexpr double kLeastInk = 1.0 / 12;    // share of it there
constexpr double kInkToGap = 1.5;         // and to that between the lines
constexpr double kGapAround = 0.25;       // where this is looked at, in line heights
constexpr double kWidestLetter = 1.5;     // of one that touches no other, width to height
constexpr double kMostTaken = 0.3;        // of a piece by others that were found before it
constexpr double kEdgeShare = 0.15;       // of a line's width, that may stand out of it
constexpr double kOutstanding = 0.3;      // how far, in letter heights: accents and descenders

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

// Boxes of ink that can be letters. Letters that stand apart are found first, at any level of ink;
// then, where there are none, pieces of several letters that touch.
class Letters {
 public:
  Letters(const cv::Size& page, double px_per_mm)
      : px_per_mm_(px_per_mm), taken_(page, CV_8U, cv::Scalar(0)) {}

  // Adds the pieces of an ink mask; what was added earlier goes first.
  void Add(const cv::Mat& ink) {
    cv::Mat labels;
    cv::Mat stats;
    cv::Mat centroids;
    const int count = cv::connectedComponentsWithStats(ink, labels, stats, centroids, 8, CV_32S);
    for (int i = 1; i < count; ++i) {
      const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                         stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
      const double fill = stats.at<int>(i, cv::CC_STAT_AREA) / static_cast<double>(box.area());
      if (IsPrint(box, fill)) pieces_.push_back(box);
    }
  }

  void LeaveOut(const cv::Rect& box) { taken_(box & cv::Rect({}, taken_.size())).setTo(1); }

  // From left to right.
  [[nodiscard]] std::vector<cv::Rect> Take() {
    std::stable_partition(pieces_.begin(), pieces_.end(), [](const cv::Rect& box) {
      return box.width <= kWidestLetter * box.height;
    });
    std::vector<cv::Rect> boxes;
    for (const cv::Rect& box : pieces_) {
      if (kMostTaken * box.area() < cv::countNonZero(taken_(box))) continue;
      boxes.push_back(box);
      taken_(box).setTo(1);
    }
    std::sort(boxes.begin(), boxes.end(),
              [](const cv::Rect& a, const cv::Rect& b) { return a.x < b.x; });
    return boxes;
  }

 private:
  [[nodiscard]] bool IsPrint(const cv::Rect& box, double fill) const {
    return box.height >= kShortestLetterMm * px_per_mm_ &&
           box.height <= kTallestLetterMm * px_per_mm_ && box.width <= kWidestMm * px_per_mm_ &&
           fill >= kLeastFill;
  }

  double px_per_mm_;
  cv::Mat taken_;
  std::vector<cv::Rect> pieces_;
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

double InkShare(const cv::Mat& ink, const cv::Rect& part) {
  const cv::Rect inside = part & cv::Rect({}, ink.size());
  return inside.empty() ? 0 : static_cast<double>(cv::countNonZero(ink(inside))) / inside.area();
}

// Widens a line over ink beside it that was not taken for letters, since the background touches it.
// Print has less ink above and below it; the background has as much.
cv::Rect Grown(cv::Rect line, const cv::Mat& ink) {
  const int step = std::max(2, static_cast<int>(kGrowHeights * line.height));
  const int above = std::max(2, static_cast<int>(kGapAround * line.height));
  const auto is_print = [&](const cv::Rect& part) {
    const double share = InkShare(ink, part);
    const double around = (InkShare(ink, {part.x, part.y - above, part.width, above}) +
                           InkShare(ink, {part.x, part.br().y, part.width, above})) /
                          2;
    return share > kLeastInk && share > kInkToGap * around;
  };
  const cv::Rect page({}, ink.size());
  for (cv::Rect left(line.x - step, line.y, step, line.height); is_print(left); left.x -= step) {
    line |= left & page;
  }
  for (cv::Rect right(line.br().x, line.y, step, line.height); is_print(right); right.x += step) {
    line |= right & page;
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

// The y that so much of a line's width has its edge above.
int EdgeAt(const std::vector<cv::Rect>& letters, double share, int (*edge)(const cv::Rect&)) {
  std::vector<std::pair<int, int>> edges;  // and the width that has it
  int width = 0;
  for (const cv::Rect& letter : letters) {
    edges.emplace_back(edge(letter), letter.width);
    width += letter.width;
  }
  std::sort(edges.begin(), edges.end());
  double sum = 0;
  for (const auto& [y, part] : edges) {
    sum += part;
    if (sum >= share * width) return y;
  }
  return edges.back().first;
}

// The box of a chain: a piece that the background lengthens does not raise the whole line.
cv::Rect BoxOf(const std::vector<cv::Rect>& letters, int letter_px) {
  cv::Rect box = letters.front();
  for (const cv::Rect& letter : letters) box |= letter;
  const int more = cvRound(kOutstanding * letter_px);
  const int top = EdgeAt(letters, kEdgeShare, [](const cv::Rect& r) { return r.y; }) - more;
  const int bottom =
      EdgeAt(letters, 1 - kEdgeShare, [](const cv::Rect& r) { return r.br().y; }) + more;
  const int y = std::max(box.y, top);
  return {box.x, y, box.width, std::max(1, std::min(box.br().y, bottom) - y)};
}

bool IsLine(const PrintedLine& line, double px_per_mm) {
  if (line.letter_px < kTallMm * px_per_mm) {
    return line.letters >= kFewestLetters && line.box.width > line.box.height;
  }
  const bool single = line.letters == 1 && line.box.height <= kTallestSingleMm * px_per_mm &&
                      line.box.width <= kWidestSingle * line.box.height;
  return single || line.letters >= kFewestTallLetters;
}

// Lines of the letters that an ink of print has at some levels, nothing where lines are already.
std::vector<PrintedLine> LinesOf(const cv::Mat& strokes, std::span<const double> levels,
                                 const std::vector<PrintedLine>& already, double px_per_mm) {
  const int sure = SurePrint(strokes);
  const auto ink_at = [&](double level) -> cv::Mat {
    return strokes > std::max(kFaintestInk, level * sure);
  };
  Letters letters(strokes.size(), px_per_mm);
  for (const PrintedLine& line : already) letters.LeaveOut(line.box);
  for (const double level : levels) letters.Add(ink_at(level));
  std::vector<PrintedLine> lines;
  for (const std::vector<cv::Rect>& chain : Chains(letters.Take(), px_per_mm)) {
    if (chain.empty()) continue;
    const int letter_px = TallHeight(chain);
    PrintedLine line = {BoxOf(chain, letter_px), letter_px, 0};
    for (const cv::Rect& piece : chain) {
      line.letters += std::max(1, cvRound(piece.width / (kLetterShape * line.letter_px)));
    }
    if (IsLine(line, px_per_mm)) lines.push_back(line);
  }
  return Joined(std::move(lines), ink_at(levels.front()));
}

}  // namespace

std::vector<PrintedLine> FindLines(const cv::Mat& grey, double px_per_mm, double softness_px) {
  cv::Mat soft = grey;
  if (softness_px > kLeastSoftness) cv::GaussianBlur(grey, soft, {}, softness_px);
  std::vector<PrintedLine> lines = LinesOf(Strokes(soft, px_per_mm), kInkLevels, {}, px_per_mm);
  for (const PrintedLine& faint :
       LinesOf(Strokes(grey, px_per_mm), kFaintInkLevels, lines, px_per_mm)) {
    if (faint.letters >= kFewestLetters) lines.push_back(faint);
  }
  std::sort(lines.begin(), lines.end(),
            [](const PrintedLine& a, const PrintedLine& b) { return a.box.y < b.box.y; });
  return lines;
}

}  // namespace chowki::read
