#include "read/visual_lines.h"

#include <algorithm>
#include <utility>

#include <opencv2/imgproc.hpp>

namespace chowki::read {
namespace {

constexpr double kTallestLineMm = 6;
constexpr int kStripRows = 36;           // what the recogniser scales lines to anyway
constexpr double kMarginHeights = 0.25;  // around a line before it is read
constexpr double kLeastLabelQuality = 0.75;
constexpr double kStrokeHeights = 0.5;  // thickest stroke to a line's height
constexpr double kWhiteShare = 0.25;    // of the strongest contrast: below is background
constexpr double kBlackShare = 0.8;     // above is full black

bool Covers(const std::vector<cv::Point2f>& polygon, const Quad& region) {
  const cv::Point2f middle(static_cast<float>((region.corners[0].x + region.corners[2].x) / 2),
                           static_cast<float>((region.corners[0].y + region.corners[2].y) / 2));
  return cv::pointPolygonTest(polygon, middle, false) >= 0;
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

VisualLines::VisualLines(const TextReader& reader, VisualPage page, const Quad& mrz, bool visa,
                         double width)
    : reader_(reader), page_(std::move(page)), visa_(visa), width_(width) {
  std::vector<cv::Point2f> zone;
  for (const Point& corner : mrz.corners) {
    zone.emplace_back(static_cast<float>(corner.x), static_cast<float>(corner.y));
  }
  for (const PrintedLine& print : FindLines(page_.grey(), page_.px_per_mm())) {
    if (Mm(print.box.height) > kTallestLineMm) continue;
    if (Covers(zone, page_.Region(print.box))) continue;
    lines_.push_back({print, false, {}, {}, {}});
  }
}

Rect VisualLines::BoxMm(std::size_t i) const {
  const cv::Rect& box = lines_[i].box();
  const Point& origin = page_.origin_mm();
  return {origin.x + Mm(box.x), origin.y + Mm(box.y), Mm(box.width), Mm(box.height)};
}

cv::Rect2d VisualLines::Strip(const cv::Rect& box) const {
  const double margin = std::max(1.5, kMarginHeights * box.height);
  return {box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin};
}

Status VisualLines::Read(std::size_t i) {
  VisualLine& line = lines_[i];
  if (line.is_read) return Ok();
  const cv::Rect2d strip = Strip(line.box());
  const double scale = kStripRows / strip.height;
  cv::Mat cut = page_.Cut(strip, scale);
  if (width_ < 1) cv::resize(cut, cut, {}, width_, 1, cv::INTER_AREA);
  CHOWKI_ASSIGN_OR_RETURN(line.text, reader_.ReadLine(cut));
  for (TextWord& word : line.text.words) {
    const double scale_x = scale * width_;
    word.box =
        cv::Rect(cvRound(strip.x + word.box.x / scale_x), cvRound(strip.y + word.box.y / scale),
                 cvRound(word.box.width / scale_x), cvRound(word.box.height / scale));
  }
  line.used.assign(line.text.words.size(), false);
  line.label = FindLabel(line.text.Text(), visa_);
  if (line.label.quality < kLeastLabelQuality) line.label = {};
  line.is_read = true;
  return Ok();
}

Result<TextLine> VisualLines::ReadAgain(const WordRun& run, std::string_view alphabet,
                                        bool background) const {
  const cv::Rect2d strip = Strip(Box(run));
  const cv::Mat cut = page_.Cut(strip, kStripRows / strip.height);
  return reader_.ReadLine(background ? cut : WithoutBackground(cut), alphabet);
}

Result<TextLine> VisualLines::ReadLetter(std::size_t i, std::string_view alphabet) const {
  const cv::Rect2d strip = Strip(lines_[i].box());
  return reader_.ReadCharacter(page_.Cut(strip, kStripRows / strip.height), alphabet);
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
