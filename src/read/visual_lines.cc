#include "read/visual_lines.h"

#include <algorithm>
#include <span>
#include <utility>

#include <opencv2/imgproc.hpp>

#include "read/text_support.h"

namespace chowki::read {
namespace {

constexpr double kTallestLineMm = 6;
constexpr int kTesseractRows = 36;       // what it scales lines to anyway
constexpr double kMarginHeights = 0.25;  // around a line before it is read
constexpr double kLeastOfLatin = 0.5;    // confidence; below it a line may be of another script
constexpr int kFewestOtherLetters = 3;
constexpr double kLeastLabelQuality = 0.75;
constexpr double kStrokeHeights = 0.5;  // thickest stroke to a line's height
constexpr double kWhiteShare = 0.25;    // of the strongest contrast: below is background
constexpr double kBlackShare = 0.8;     // above is full black

bool Covers(const std::vector<cv::Point2f>& polygon, const Quad& region) {
  const cv::Point2f middle(static_cast<float>((region.corners[0].x + region.corners[2].x) / 2),
                           static_cast<float>((region.corners[0].y + region.corners[2].y) / 2));
  return cv::pointPolygonTest(polygon, middle, false) >= 0;
}

cv::Rect2d WithMargin(const cv::Rect& box) {
  const double margin = std::max(1.5, kMarginHeights * box.height);
  return {box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin};
}

// A reading of a scaled strip, with its boxes on the page it was cut from.
TextLine OnPage(TextLine line, const cv::Rect2d& strip, double scale) {
  for (TextWord& word : line.words) {
    word.box =
        cv::Rect(cvRound(strip.x + word.box.x / scale), cvRound(strip.y + word.box.y / scale),
                 cvRound(word.box.width / scale), cvRound(word.box.height / scale));
  }
  return line;
}

// The print alone, dark on white.
cv::Mat WithoutBackground(const cv::Mat& strip) {
  const int side = static_cast<int>(kStrokeHeights * strip.rows) | 1;
  cv::Mat strokes;
  cv::morphologyEx(strip, strokes, cv::MORPH_BLACKHAT,
                   cv::getStructuringElement(cv::MORPH_RECT, {side, side}));
  double strongest = 0;
  cv::minMaxLoc(strokes, nullptr, &strongest);
  const double white = kWhiteShare * strongest;
  const double black = std::max(kBlackShare * strongest, white + 1);
  cv::Mat print;
  strokes.convertTo(print, CV_8U, -255 / (black - white), 255 * black / (black - white));
  return print;
}

}  // namespace

VisualLines::VisualLines(const LineReaders& readers, VisualPage page, const Quad& mrz, bool visa)
    : readers_(readers), page_(std::move(page)), visa_(visa) {
  std::vector<cv::Point2f> zone;
  for (const Point& corner : mrz.corners) {
    zone.emplace_back(static_cast<float>(corner.x), static_cast<float>(corner.y));
  }
  for (const PrintedLine& print : FindLines(page_.grey(), page_.px_per_mm(), page_.fineness())) {
    if (Mm(print.box.height) > kTallestLineMm) continue;
    if (Covers(zone, page_.Region(print.box))) continue;
    lines_.push_back({print, false, {}, {}, {}, {}});
  }
}

Rect VisualLines::BoxMm(std::size_t i) const {
  const cv::Rect& box = lines_[i].box();
  const Point& origin = page_.origin_mm();
  return {origin.x + Mm(box.x), origin.y + Mm(box.y), Mm(box.width), Mm(box.height)};
}

Status VisualLines::Read(std::size_t i) {
  VisualLine& line = lines_[i];
  if (line.is_read) return Ok();
  const cv::Rect2d strip = WithMargin(line.box());
  const double scale = TextRecogniser::kStripRows / strip.height;
  cv::Mat cut = page_.Cut(strip, scale);
  CHOWKI_ASSIGN_OR_RETURN(line.seen, readers_.network.Look(cut));
  line.text = OnPage(DecodeText(line.seen.steps), strip, scale);
  if (readers_.tesseract.knows_other_scripts()) CHOWKI_RETURN_IF_ERROR(ReadOtherScript(line));
  line.used.assign(line.text.words.size(), false);
  line.label = FindLabel(line.text.Text(), visa_);
  if (line.label.quality < kLeastLabelQuality) line.label = {};
  line.is_read = true;
  return Ok();
}

Status VisualLines::AddStrip(std::size_t i, const cv::Rect& box) {
  VisualLine strip;
  strip.print = lines_[i].print;
  strip.print.box = box;
  lines_.push_back(std::move(strip));
  return Read(lines_.size() - 1);
}

// The network knows Latin letters alone and is in doubt about all others.
Status VisualLines::ReadOtherScript(VisualLine& line) const {
  if (line.print.letters < kFewestOtherLetters || line.text.Confidence() >= kLeastOfLatin) {
    return Ok();
  }
  const cv::Rect2d strip = WithMargin(line.box());
  const double scale = kTesseractRows / strip.height;
  CHOWKI_ASSIGN_OR_RETURN(const TextLine other,
                          readers_.tesseract.ReadLine(page_.Cut(strip, scale)));
  if (other.Confidence() > line.text.Confidence()) line.text = OnPage(other, strip, scale);
  return Ok();
}

VisualLines::Steps VisualLines::StepsOf(const WordRun& run) const {
  const VisualLine& line = lines_[run.line];
  const cv::Rect2d strip = WithMargin(line.box());
  const double steps_per_px = TextRecogniser::kStripRows / strip.height / TextPosteriors::kStepPx;
  const cv::Rect part = Box(run);
  const bool whole = run.count == line.text.words.size();
  const auto step_at = [&](double x) {
    const double step = (x - strip.x) * steps_per_px;
    return static_cast<std::size_t>(
        std::clamp(step, 0.0, static_cast<double>(line.seen.steps.size())));
  };
  const std::size_t first = whole ? 0 : step_at(part.x);
  const std::size_t last = whole ? line.seen.steps.size() : step_at(part.x + part.width);
  return Steps(line.seen.steps).subspan(first, last - first);
}

TextLine VisualLines::ReadWithin(const WordRun& run, std::string_view alphabet) const {
  return DecodeText(StepsOf(run), alphabet);
}

double VisualLines::SupportFor(const WordRun& run, std::string_view letters) const {
  return Support(StepsOf(run), letters);
}

Result<TextLine> VisualLines::ReadAgain(const WordRun& run, std::string_view alphabet,
                                        bool background) const {
  const cv::Rect2d strip = WithMargin(Box(run));
  const cv::Mat cut = page_.Cut(strip, kTesseractRows / strip.height);
  return readers_.tesseract.ReadLine(background ? cut : WithoutBackground(cut), alphabet);
}

void VisualLines::Use(const WordRun& run) {
  std::vector<bool>& used = lines_[run.line].used;
  for (std::size_t i = run.first; i < run.first + run.count; ++i) used[i] = true;
}

bool VisualLines::IsUsed(std::size_t i) const {
  const std::vector<bool>& used = lines_[i].used;
  return std::find(used.begin(), used.end(), true) != used.end();
}

std::string VisualLines::Text(const WordRun& run) const {
  std::string text;
  for (std::size_t i = run.first; i < run.first + run.count; ++i) {
    if (!text.empty()) text += ' ';
    text += lines_[run.line].text.words[i].text;
  }
  return text;
}

double VisualLines::Confidence(const WordRun& run) const {
  double lowest = run.count == 0 ? 0 : 1;
  for (std::size_t i = run.first; i < run.first + run.count; ++i) {
    lowest = std::min(lowest, lines_[run.line].text.words[i].confidence);
  }
  return lowest;
}

cv::Rect VisualLines::Box(const WordRun& run) const {
  const VisualLine& line = lines_[run.line];
  if (run.count == 0 || run.count == line.text.words.size()) return line.box();
  cv::Rect box = line.text.words[run.first].box;
  for (std::size_t i = run.first; i < run.first + run.count; ++i) box |= line.text.words[i].box;
  // Words' boxes are rough across the line; the line's own is not.
  return {box.x, line.box().y, box.width, line.box().height};
}

}  // namespace chowki::read
