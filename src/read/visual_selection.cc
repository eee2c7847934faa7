#include "read/visual_selection.h"

#include <algorithm>
#include <cmath>

namespace chowki::read {
namespace {

constexpr std::size_t kMostLines = 70;  // a page has 20 to 40; the rest would be noise
constexpr double kLowestValueMm = 1.3;  // of capitals
constexpr double kHighestUsualMm = 2.5;
constexpr double kValueShare = 0.78;  // of the usual height of tall lines; labels are lower
// Lines as wide as this at the upper edge are titles; the number stands there too, and is short.
constexpr double kHeaderShare = 0.125;  // of the page's height
constexpr double kTitleMm = 40;
constexpr double kCodeMm = 9;
constexpr double kSpeckMm = 3.2;  // two pieces of ink as narrow as this are hardly a word
constexpr int kFewestLetters = 3;
constexpr double kLabelAboveMm = 3.5;
constexpr std::size_t kLabelsOfCompletePage = 2;

bool Contains(const Rect& rect, const Rect& box) {
  const double x = box.x + box.width / 2;
  const double y = box.y + box.height / 2;
  return x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height;
}

// The usual height of values: the median of lines that are not as low as labels.
double UsualHeightMm(const VisualLines& lines) {
  std::vector<double> heights;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const double mm = lines.Mm(lines[i].print.letter_px);
    if (lines[i].print.letters >= 3 && mm >= kLowestValueMm) heights.push_back(mm);
  }
  if (heights.empty()) return kLowestValueMm;
  const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
  std::nth_element(heights.begin(), middle, heights.end());
  return std::min(*middle, kHighestUsualMm);
}

// What stands at the upper edge beside the number: titles, and the codes of document and state.
bool IsHeader(const VisualPage& page, const Rect& box_mm) {
  const bool at_edge = std::abs(box_mm.y) < kHeaderShare * page.height_mm();
  return at_edge && (box_mm.width > kTitleMm || box_mm.width < kCodeMm);
}

bool IsSpeck(const VisualLines& lines, std::size_t i) {
  return lines[i].print.letters < kFewestLetters && lines.BoxMm(i).width < kSpeckMm;
}

bool IsRightAbove(const VisualLines& lines, std::size_t label, std::size_t value) {
  const cv::Rect& a = lines[label].box();
  const cv::Rect& b = lines[value].box();
  const double gap = lines.Mm(b.y - a.br().y);
  const int overlap = std::min(a.br().x, b.br().x) - std::max(a.x, b.x);
  return gap > -0.8 && gap < kLabelAboveMm && overlap > 0;
}

}  // namespace

std::vector<std::size_t> LinesOfValues(const VisualLines& lines,
                                       const std::vector<const PageLayout*>& layouts) {
  const double lowest = std::max(kLowestValueMm, kValueShare * UsualHeightMm(lines));
  std::vector<std::size_t> values;
  for (std::size_t i = 0; i < lines.size() && values.size() < kMostLines; ++i) {
    const Rect box = lines.BoxMm(i);
    const bool in_picture = std::any_of(layouts.begin(), layouts.end(), [&](const auto* layout) {
      return std::any_of(layout->without_text.begin(), layout->without_text.end(),
                         [&](const Rect& rect) { return Contains(rect, box); });
    });
    if (in_picture || IsHeader(lines.page(), box) || IsSpeck(lines, i)) continue;
    if (lines.Mm(lines[i].print.letter_px) >= lowest) values.push_back(i);
  }
  return values;
}

std::vector<std::size_t> LinesOfLabels(const VisualLines& lines, bool complete) {
  std::vector<std::size_t> labels;
  for (std::size_t i = 0; i < lines.size() && labels.size() < kMostLines; ++i) {
    if (lines[i].is_read || IsSpeck(lines, i)) continue;
    bool needed = !complete;
    for (std::size_t j = 0; j < lines.size() && !needed; ++j) {
      const bool means_nothing = lines[j].is_read && !lines[j].text.words.empty() &&
                                 lines[j].label.field == VisualField::kNone && !lines.IsUsed(j);
      needed = means_nothing && IsRightAbove(lines, i, j);
    }
    if (needed) labels.push_back(i);
    if (complete && labels.size() >= kLabelsOfCompletePage) break;
  }
  return labels;
}

}  // namespace chowki::read
