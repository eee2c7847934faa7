#include "read/visual_by_strip.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "read/visual_by_mrz.h"
#include "read/visual_comparison.h"
#include "read/visual_match.h"

namespace chowki::read {
namespace {

constexpr double kUsualMm = 2.1;  // height of values where none was found
constexpr double kTall = 1.25;    // of the usual height
constexpr double kLeastWidthMm = 10;
constexpr double kHeaderShare = 0.125;  // of the page's height: titles and codes
constexpr double kPoorlyRead = 0.7;
constexpr double kWellRead = 0.84;
constexpr double kStepShare = 0.2;  // of the usual height
constexpr std::size_t kMostLines = 3;

double UsualHeightMm(const VisualLines& lines) {
  std::vector<double> heights;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].is_read && lines.IsUsed(i)) heights.push_back(lines.BoxMm(i).height);
  }
  if (heights.empty()) return kUsualMm;
  const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
  std::nth_element(heights.begin(), middle, heights.end());
  return *middle;
}

// Lines too tall for one of values, the most promising first: what reads as digits.
std::vector<std::size_t> TallLines(const VisualLines& lines, double usual_mm) {
  std::vector<std::size_t> tall;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Rect box = lines.BoxMm(i);
    const bool candidate = lines[i].is_read && !lines.IsUsed(i) && box.height > kTall * usual_mm &&
                           box.width > kLeastWidthMm &&
                           box.y > kHeaderShare * lines.page().height_mm() &&
                           lines[i].text.Confidence() < kPoorlyRead;
    if (candidate) tall.push_back(i);
  }
  const auto digits = [&](std::size_t i) {
    const std::string text = lines[i].text.Text();
    return std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  std::stable_sort(tall.begin(), tall.end(),
                   [&](std::size_t a, std::size_t b) { return digits(a) > digits(b); });
  tall.resize(std::min(tall.size(), kMostLines));
  return tall;
}

struct Found {
  VisualField field = VisualField::kNone;
  WordRun run;
  double confidence = 0;
};

// The best date on a line that is what the MRZ says of a field without a value, or nearly.
std::optional<Found> FindOn(const VisualClaims& claims, std::size_t line) {
  const VisualLines& lines = claims.lines();
  std::optional<Found> best;
  for (const DateRun& date : FindDates(lines, claims.dates())) {
    const WordRun& run = date.runs.front();
    if (run.line != line || date.runs.size() > 1) continue;
    const double confidence = lines.Confidence(run);
    if (confidence < kWellRead || (best && best->confidence >= confidence)) continue;
    for (const VisualField field : {VisualField::kBirthDate, VisualField::kExpiryDate}) {
      const auto value = claims.ValueOf(field, date.text);
      if (claims.Has(field) || !value) continue;
      if (!IsNearly(field, *value, claims.expected().Of(field))) continue;
      if (!claims.expected().Is(field, *value) && MayBeIssueAlone(claims, *value)) continue;
      best = {field, run, confidence};
    }
  }
  return best;
}

// The strips of a line, each as tall as a value, from its top to its bottom.
Status TakeFrom(VisualClaims& claims, std::size_t line, double usual_mm) {
  VisualLines& lines = claims.lines();
  const cv::Rect whole = lines[line].box();
  const int height = cvRound(usual_mm * lines.page().px_per_mm());
  const int step = std::max(1, cvRound(kStepShare * height));
  std::optional<Found> best;
  cv::Rect best_box;
  for (int top = whole.y; top + height <= whole.br().y + step; top += step) {
    const cv::Rect box = {whole.x, top, whole.width, height};
    CHOWKI_RETURN_IF_ERROR(lines.AddStrip(line, box));
    const auto found = FindOn(claims, lines.size() - 1);
    lines.RemoveStrip();
    if (!found || (best && best->confidence >= found->confidence)) continue;
    best = found;
    best_box = box;
  }
  if (!best) return Ok();
  CHOWKI_RETURN_IF_ERROR(lines.AddStrip(line, best_box));
  const WordRun run = {lines.size() - 1, best->run.first, best->run.count};
  CHOWKI_RETURN_IF_ERROR(claims.Put(best->field, {{run}, lines.Text(run), 1}));
  if (!claims.Has(best->field)) lines.RemoveStrip();
  return Ok();
}

}  // namespace

Status TakeFromStrips(VisualClaims& claims) {
  if (claims.expected().record() == nullptr) return Ok();
  const auto wanted = [&](VisualField field) {
    return !claims.Has(field) && !claims.expected().Of(field).empty();
  };
  if (!wanted(VisualField::kBirthDate) && !wanted(VisualField::kExpiryDate)) return Ok();
  const double usual_mm = UsualHeightMm(claims.lines());
  for (const std::size_t line : TallLines(claims.lines(), usual_mm)) {
    if (!wanted(VisualField::kBirthDate) && !wanted(VisualField::kExpiryDate)) break;
    CHOWKI_RETURN_IF_ERROR(TakeFrom(claims, line, usual_mm));
  }
  return Ok();
}

}  // namespace chowki::read
