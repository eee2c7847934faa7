#include "read/visual_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include <opencv2/imgproc.hpp>

#include "base/text.h"
#include "icao/mrz_parse.h"
#include "read/latin.h"
#include "read/text_lines.h"
#include "read/visual_label.h"
#include "read/visual_page.h"
#include "read/visual_value.h"

namespace chowki::read {
namespace {

constexpr std::size_t kMostLines = 70;      // a page has 20 to 40; the rest would be noise
constexpr double kMarginHeights = 0.3;      // around a line before it is read
constexpr double kLowestConfidence = 0.35;  // below it a word at a line's edge is noise
constexpr double kLeastLabelQuality = 0.75;
// Below these a value is not taken: a letter of another script reads as some word or other.
constexpr double kLeastOfLetters = 0.5;
constexpr double kLeastOfNumbers = 0.25;
constexpr double kTallestLineMm = 6;
constexpr double kLowestCapitalMm = 1.3;

// Where a value may stand to its label, in mm.
constexpr double kLowestBelow = -0.8;
constexpr double kHighestBelow = 6.0;
constexpr double kFurthestLeft = 4.0;
constexpr double kFurthestRight = 14.0;
constexpr double kFurthestBeside = 35.0;

// One line of print on the flat page.
struct Line {
  cv::Rect box;
  TextLine read;
  TextLine kept;  // without the noise at its edges
  LabelMatch label;
  bool used = false;
};

double Left(const Line& line) { return line.box.x; }
double Right(const Line& line) { return line.box.x + line.box.width; }
double Top(const Line& line) { return line.box.y; }
double Bottom(const Line& line) { return line.box.y + line.box.height; }
double MiddleY(const Line& line) { return line.box.y + line.box.height / 2.0; }

bool IsVisa(const locate::Page* page) {
  return page != nullptr &&
         (page->size == locate::PageSize::kVisaA || page->size == locate::PageSize::kVisaB);
}

cv::Rect WithMargin(const cv::Rect& box, const cv::Size& page) {
  const int margin = std::max(2, cvRound(kMarginHeights * box.height));
  return cv::Rect(box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin) &
         cv::Rect({}, page);
}

// Whether a box lies inside the MRZ, both on the flat page.
bool InMrz(const VisualPage& page, const MrzReading& mrz, const cv::Rect& box) {
  if (mrz.status != MrzStatus::kRead) return false;
  const Quad region = page.Region(box);
  std::vector<cv::Point2f> zone;
  for (const Point& corner : mrz.region.corners) {
    zone.emplace_back(static_cast<float>(corner.x), static_cast<float>(corner.y));
  }
  const cv::Point2f middle(static_cast<float>((region.corners[0].x + region.corners[2].x) / 2),
                           static_cast<float>((region.corners[0].y + region.corners[2].y) / 2));
  return cv::pointPolygonTest(zone, middle, false) >= 0;
}

// How far a value stands from its label, in mm; nullopt when it cannot belong to it. Below is where
// documents put it; beside comes second.
std::optional<double> DistanceTo(const Line& label, const Line& value, double px_per_mm) {
  const double down = (Top(value) - Bottom(label)) / px_per_mm;
  const double right = (Left(value) - Left(label)) / px_per_mm;
  if (down > kLowestBelow && down < kHighestBelow && right > -kFurthestLeft &&
      right < kFurthestRight) {
    return std::max(down, 0.0) + 0.5 * std::abs(right);
  }
  const double beside = (Left(value) - Right(label)) / px_per_mm;
  const double level = std::abs(MiddleY(value) - MiddleY(label)) / px_per_mm;
  if (level < 1.2 && beside > -0.5 && beside < kFurthestBeside) return 3 + 0.3 * beside;
  return std::nullopt;
}

// One reading of one page: the lines and what they turn out to be.
class PageReading {
 public:
  PageReading(const TextReader& text, VisualPage page, const Date& today, bool visa)
      : text_(text), page_(std::move(page)), today_(today), visa_(visa) {}

  Status ReadLines(const MrzReading& mrz, const Deadline& deadline) {
    const Print print = FindPrint(page_.grey, page_.px_per_mm);
    print_ = print.picture;
    for (const cv::Rect& box : print.lines) {
      if (lines_.size() >= kMostLines) break;
      if (box.height > kTallestLineMm * page_.px_per_mm || InMrz(page_, mrz, box)) continue;
      CHOWKI_RETURN_IF_ERROR(deadline.Check("visual zone"));
      CHOWKI_ASSIGN_OR_RETURN(TextLine read, ReadBox(box));
      if (read.words.empty()) continue;
      const std::string text = read.Text();
      Line line = MakeLine(box, std::move(read));
      line.label = FindLabel(text, visa_);
      if (line.label.quality < kLeastLabelQuality) line.label = {};
      lines_.push_back(std::move(line));
    }
    SettleFullName();
    return Ok();
  }

  void TakeOverprints() {
    for (Line& line : lines_) {
      const std::string_view overprint = FindOverprint(line.read.Text());
      if (overprint.empty()) continue;
      zone_.overprints.push_back(ToReading(line, std::string(overprint)));
    }
  }

  // The nearest pairs of a label and a line that can be its value, each used once.
  void TakeLabelled() {
    struct Pair {
      double distance;
      std::size_t label;
      std::size_t value;
      std::string normalised;
    };
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const VisualField field = lines_[i].label.field;
      if (Name(field).empty()) continue;
      if (auto rest = ValueBehindLabel(lines_[i].label)) {
        pairs.push_back({IsDate(field) ? 0 : kBehindNumberLabel, i, i, *rest});
      }
      for (std::size_t j = 0; j < lines_.size(); ++j) {
        if (i == j || lines_[j].label.field != VisualField::kNone) continue;
        const auto distance = DistanceTo(lines_[i], lines_[j], page_.px_per_mm);
        if (!distance) continue;
        auto value = ValueOf(field, lines_[j]);
        if (value) pairs.push_back({*distance, i, j, *value});
      }
    }
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const Pair& a, const Pair& b) { return a.distance < b.distance; });
    for (Pair& pair : pairs) {
      const VisualField field = lines_[pair.label].label.field;
      if (lines_[pair.value].used || Has(field)) continue;
      Put(field, lines_[pair.value], std::move(pair.normalised), lines_[pair.label].label.quality);
    }
  }

  // A single letter is too small to be found as a line: looks where the label says.
  Status TakeSexBelowLabel() {
    if (Has(VisualField::kSex)) return Ok();
    for (const Line& label : lines_) {
      if (label.label.field != VisualField::kSex) continue;
      const double mm = page_.px_per_mm;
      const cv::Rect below = cv::Rect(cvRound(Left(label) - 1.5 * mm), cvRound(Bottom(label)),
                                      cvRound(10 * mm), cvRound(4.6 * mm)) &
                             cv::Rect({}, print_.size());
      const auto box = TallPrint(below);
      if (!box) continue;
      CHOWKI_ASSIGN_OR_RETURN(TextLine read, ReadBox(*box));
      Line line = MakeLine(*box, std::move(read));
      const auto value = ValueOf(VisualField::kSex, line);
      if (!value) continue;
      Put(VisualField::kSex, line, *value, label.label.quality);
      break;
    }
    return Ok();
  }

  // Values whose labels we do not know, by their likeness to what the MRZ says. They can only
  // agree or nearly agree: a date that differs would have no reason to be this one.
  void TakeByMrz(const MrzReading& mrz) {
    if (mrz.status != MrzStatus::kRead) return;
    const auto record = icao::ParseMrz(mrz.lines, today_);
    if (!record.ok()) return;
    TakeLike(VisualField::kSurname, record->surname);
    TakeLike(VisualField::kGivenNames, record->given_names);
    TakeLike(VisualField::kDocumentNumber, record->document_number);
    TakeEqual(VisualField::kBirthDate, ToIso(record->birth_date));
    TakeEqual(VisualField::kExpiryDate, ToIso(record->expiry_date));
  }

  [[nodiscard]] VisualZone Take() { return std::move(zone_); }

 private:
  // Distance in mm that a number behind its label counts as: other scripts' label words look like
  // numbers now and then.
  static constexpr double kBehindNumberLabel = 8;
  static constexpr double kByLikeness = 0.8;  // trust in a field that no label names

  // "Name" is the surname's label on some documents and the whole name's on others.
  void SettleFullName() {
    const bool has_surname = std::any_of(lines_.begin(), lines_.end(), [](const Line& line) {
      return line.label.field == VisualField::kSurname;
    });
    for (Line& line : lines_) {
      if (line.label.field != VisualField::kFullName) continue;
      line.label.field = has_surname ? VisualField::kOther : VisualField::kSurname;
    }
  }

  // A date proves itself also among noise; other values are taken from the words that were read
  // well.
  [[nodiscard]] std::optional<std::string> ValueOf(VisualField field, const Line& line) const {
    if (IsDate(field)) return NormaliseValue(field, line.read.Text(), today_);
    const bool in_letters = field != VisualField::kDocumentNumber &&
                            field != VisualField::kPersonalNumber && field != VisualField::kSex;
    const double least = in_letters ? kLeastOfLetters : kLeastOfNumbers;
    if (line.kept.Confidence() < least) return std::nullopt;
    return NormaliseValue(field, line.kept.Text(), today_);
  }

  // A value on its label's own line, where its type tells it from more words of the label.
  [[nodiscard]] std::optional<std::string> ValueBehindLabel(const LabelMatch& label) const {
    const bool is_number =
        label.field == VisualField::kDocumentNumber || label.field == VisualField::kPersonalNumber;
    if (!is_number && !IsDate(label.field)) return std::nullopt;
    auto value = NormaliseValue(label.field, label.rest, today_);
    if (!value || !is_number) return value;
    const auto digits =
        std::count_if(value->begin(), value->end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool mostly_digits = 3 * static_cast<std::size_t>(digits) >= 2 * value->size();
    return mostly_digits ? value : std::nullopt;
  }

  static bool IsDate(VisualField field) {
    return field == VisualField::kBirthDate || field == VisualField::kExpiryDate ||
           field == VisualField::kIssueDate;
  }

  // Words at the edges that are hardly words were margin or background.
  [[nodiscard]] static Line MakeLine(const cv::Rect& box, TextLine read) {
    const auto is_noise = [](const TextWord& word) { return word.confidence < kLowestConfidence; };
    TextLine kept = read;
    while (!kept.words.empty() && is_noise(kept.words.back())) kept.words.pop_back();
    while (!kept.words.empty() && is_noise(kept.words.front())) {
      kept.words.erase(kept.words.begin());
    }
    return {box, std::move(read), std::move(kept), {}, false};
  }

  // The box around print of the height of a capital in a part of the page.
  [[nodiscard]] std::optional<cv::Rect> TallPrint(const cv::Rect& part) const {
    cv::Mat labels;
    cv::Mat stats;
    cv::Mat centroids;
    const int count =
        cv::connectedComponentsWithStats(print_(part) < 128, labels, stats, centroids);
    std::optional<cv::Rect> around;
    for (int i = 1; i < count; ++i) {
      const cv::Rect box(part.x + stats.at<int>(i, cv::CC_STAT_LEFT),
                         part.y + stats.at<int>(i, cv::CC_STAT_TOP),
                         stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
      if (box.height < kLowestCapitalMm * page_.px_per_mm) continue;
      around = around ? *around | box : box;
    }
    return around;
  }

  [[nodiscard]] Result<TextLine> ReadBox(const cv::Rect& box) const {
    return text_.ReadLine(print_(WithMargin(box, print_.size())));
  }

  [[nodiscard]] bool Has(VisualField field) const {
    return zone_.fields.contains(std::string(Name(field)));
  }

  [[nodiscard]] Reading<std::string> ToReading(const Line& line, std::string value) const {
    const TextLine& shown = line.kept.words.empty() ? line.read : line.kept;
    return {std::move(value), shown.Confidence(), Source::kVisual, page_.Region(line.box),
            shown.Text()};
  }

  void Put(VisualField field, Line& line, std::string value, double trust) {
    Reading<std::string> reading = ToReading(line, std::move(value));
    reading.confidence *= trust;
    zone_.fields.emplace(Name(field), std::move(reading));
    line.used = true;
  }

  void TakeLike(VisualField field, const std::string& wanted) {
    if (Has(field) || wanted.size() < 3) return;
    const std::string letters = Join(Words(FoldLatin(wanted)), "");
    const int allowed = static_cast<int>(letters.size()) / 4;
    Line* best = nullptr;
    int fewest = allowed + 1;
    for (Line& line : lines_) {
      if (line.used) continue;
      const auto value = ValueOf(field, line);
      if (!value) continue;
      const int errors = Distance(Join(Words(FoldLatin(*value)), ""), letters, allowed);
      if (errors < fewest) fewest = errors, best = &line;
    }
    if (best != nullptr) {
      Put(field, *best, *ValueOf(field, *best), kByLikeness);
    }
  }

  void TakeEqual(VisualField field, const std::string& wanted) {
    if (Has(field)) return;
    for (Line& line : lines_) {
      if (line.used || ValueOf(field, line) != wanted) continue;
      Put(field, line, wanted, kByLikeness);
      return;
    }
  }

  const TextReader& text_;
  VisualPage page_;
  cv::Mat print_;
  Date today_;
  bool visa_;
  std::vector<Line> lines_;
  VisualZone zone_;
};

}  // namespace

Result<VisualZone> VisualReader::Read(const capture::Image& image, const locate::Page* page,
                                      const MrzReading& mrz, const Date& today,
                                      const Deadline& deadline) const {
  try {
    PageReading reading(*text_, FlattenPage(image, page), today, IsVisa(page));
    CHOWKI_RETURN_IF_ERROR(reading.ReadLines(mrz, deadline));
    reading.TakeOverprints();
    reading.TakeLabelled();
    CHOWKI_RETURN_IF_ERROR(reading.TakeSexBelowLabel());
    reading.TakeByMrz(mrz);
    return reading.Take();
  } catch (const cv::Exception& error) {
    return Internal("reading the visual zone: {}", error.what());
  }
}

}  // namespace chowki::read
