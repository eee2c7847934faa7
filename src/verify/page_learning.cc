// LearnModel: what genuine pages of one issue have in common.

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "verify/page_model.h"
#include "verify/page_pattern.h"
#include "verify/page_shade.h"

namespace chowki::verify {
namespace {

using Scans = std::span<const PageScan>;

constexpr double kDeviations = 4;  // of a few scans: tolerances

// Pieces of print of 12 x 8 mm: two or three bends of a guilloche. One of each
// block, so that they are not all in one place.
constexpr double kPieceWide = 12, kPieceHigh = 8, kStep = 4;
constexpr double kBlockWide = 25, kBlockHigh = 18;
constexpr double kLeastBlocks = 0.5;    // of the page that must have a piece
constexpr double kLeastContrast = 3;    // grey levels; less is sensor noise
constexpr double kAgreement = 0.6;      // what one piece of print reaches from page to page
constexpr double kMargin = 0.12;        // of a worn page below the worst of a few
constexpr double kLeastLikeness = 0.4;  // chance reaches that within the reach

struct Piece {
  Rect at_mm;
  double contrast = 0;               // grey levels
  double agreement = 1;              // the least of all scans with the first
  std::vector<PatternPlace> places;  // one a scan
};

// Looks for print that all scans have.
class Search {
 public:
  Search(Scans scans, const std::vector<cv::Mat>& greys, const Size& page)
      : scans_(scans), greys_(greys), page_(page) {}

  // One piece a block: the one that the scans agree on best. By these they are laid over one
  // another.
  [[nodiscard]] std::vector<Piece> Boldest() const {
    return InBlocks([](const Piece& piece) { return piece.agreement; });
  }

  // One piece a block where the scans lie so: the faintest, which is the pattern. Headings and
  // labels are bolder, and easier to print again.
  [[nodiscard]] std::vector<Piece> Faintest(const std::vector<Point>& shifts) {
    shifts_ = shifts;
    return InBlocks([](const Piece& piece) { return -piece.contrast; });
  }

  [[nodiscard]] int Blocks() const {
    return static_cast<int>(std::ceil((page_.width - kPatternReachMm) / kBlockWide) *
                            std::ceil((page_.height - kPatternReachMm) / kBlockHigh));
  }

 private:
  template <typename Worth>
  [[nodiscard]] std::vector<Piece> InBlocks(Worth worth) const {
    std::vector<Piece> pieces;
    for (double y = kPatternReachMm; y < page_.height; y += kBlockHigh) {
      for (double x = kPatternReachMm; x < page_.width; x += kBlockWide) {
        std::optional<Piece> best;
        ForEachPlace({x, y, kBlockWide, kBlockHigh}, [&](const Rect& place) {
          auto piece = PieceAt(place);
          if (piece && (!best || worth(*piece) > worth(*best))) best = std::move(piece);
        });
        if (best) pieces.push_back(*std::move(best));
      }
    }
    return pieces;
  }

  template <typename Look>
  void ForEachPlace(const Rect& block, Look look) const {
    const double right = std::min(block.x + block.width, page_.width - kPatternReachMm);
    const double bottom = std::min(block.y + block.height, page_.height - kPatternReachMm);
    for (double y = block.y; y + kPieceHigh <= bottom; y += kStep) {
      for (double x = block.x; x + kPieceWide <= right; x += kStep) {
        look({x, y, kPieceWide, kPieceHigh});
      }
    }
  }

  [[nodiscard]] std::optional<Piece> PieceAt(const Rect& at_mm) const {
    const cv::Mat first = greys_[0](scans_[0].visible.ToView(at_mm));
    cv::Scalar mean, deviation;
    cv::meanStdDev(first, mean, deviation);
    if (deviation[0] < kLeastContrast) return std::nullopt;
    Piece piece{at_mm, deviation[0], 1, {}};
    for (std::size_t i = 0; i < scans_.size(); ++i) {
      const auto place =
          FindPattern(first, greys_[i], scans_[i].visible.inside(), {at_mm.x, at_mm.y});
      if (!place || place->likeness < kAgreement) return std::nullopt;
      if (!shifts_.empty() && !LieTogether(place->off_mm, shifts_[i])) return std::nullopt;
      piece.agreement = std::min(piece.agreement, place->likeness);
      piece.places.push_back(*place);
    }
    return piece;
  }

  Scans scans_;
  const std::vector<cv::Mat>& greys_;
  Size page_;
  std::vector<Point> shifts_;  // empty: not known yet
};

// How far each scan's print lies beside the first one's.
std::vector<Point> ShiftsOf(const std::vector<Piece>& pieces, std::size_t scans) {
  std::vector<Point> shifts;
  for (std::size_t i = 0; i < scans; ++i) {
    std::vector<Point> off;
    for (const Piece& piece : pieces) off.push_back(piece.places[i].off_mm);
    shifts.push_back(MiddleOf(off));
  }
  return shifts;
}

Point MeanOf(const std::vector<Point>& points) {
  Point mean;
  for (const Point& point : points) {
    mean.x += point.x / static_cast<double>(points.size());
    mean.y += point.y / static_cast<double>(points.size());
  }
  return mean;
}

// Root of the mean square distance from their middle.
double SpreadOf(const std::vector<Point>& points) {
  const Point mean = MeanOf(points);
  double squares = 0;
  for (const Point& point : points) {
    squares += std::pow(point.x - mean.x, 2) + std::pow(point.y - mean.y, 2);
  }
  return std::sqrt(squares / static_cast<double>(points.size()));
}

// The piece as the mean of all scans.
PagePattern PatternOf(const Piece& piece, Point middle, Scans scans,
                      const std::vector<cv::Mat>& greys) {
  constexpr double kPxPerMm = PageView::kPxPerMm;
  cv::Mat sum =
      cv::Mat::zeros(cvRound(kPieceHigh * kPxPerMm), cvRound(kPieceWide * kPxPerMm), CV_32F);
  for (std::size_t i = 0; i < scans.size(); ++i) {
    const cv::Rect at = scans[i].visible.ToView(Moved(piece.at_mm, piece.places[i].off_mm));
    cv::accumulate(greys[i](cv::Rect(at.tl(), sum.size())), sum);
  }
  cv::Mat mean;
  sum.convertTo(mean, CV_8U, 1 / static_cast<double>(scans.size()));
  PagePattern pattern;
  pattern.at_mm = Moved(piece.at_mm, middle);
  // On whole px: what was cut out and what is looked for must lie alike.
  pattern.at_mm.x = std::round(pattern.at_mm.x * kPxPerMm) / kPxPerMm;
  pattern.at_mm.y = std::round(pattern.at_mm.y * kPxPerMm) / kPxPerMm;
  pattern.rows = mean.rows;
  pattern.columns = mean.cols;
  pattern.pixels.assign(mean.data, mean.data + mean.total());
  pattern.least = std::max(kLeastLikeness, piece.agreement - kMargin);
  return pattern;
}

void LearnPortrait(Scans scans, const std::vector<Point>& shifts, PageModel& model) {
  // A head fills 70 to 80 % of its photograph and may sit a little beside its middle.
  constexpr double kLeastMm = 3, kMostMm = 50;
  std::vector<Point> portraits;
  for (std::size_t i = 0; i < scans.size(); ++i) {
    if (!scans[i].portrait_mm) return;
    portraits.push_back(
        {scans[i].portrait_mm->x - shifts[i].x, scans[i].portrait_mm->y - shifts[i].y});
  }
  model.portrait_mm = MeanOf(portraits);
  model.portrait_tolerance_mm = std::clamp(kDeviations * SpreadOf(portraits), kLeastMm, kMostMm);
}

// Means of one place in all scans.
struct Place {
  PageShade shade;  // as the first scan has it
  std::vector<Colour> means;
};

std::vector<Place> PlacesIn(capture::Light light, Scans scans, const std::vector<Point>& shifts,
                            const Size& page) {
  constexpr double kCell = 8, kBorder = 2;  // mm
  std::vector<Place> places;
  for (double y = kBorder; y + kCell + kBorder <= page.height; y += kCell) {
    for (double x = kBorder; x + kCell + kBorder <= page.width; x += kCell) {
      Place place{{{x, y, kCell, kCell}, {}, {}}, {}};
      for (std::size_t i = 0; i < scans.size(); ++i) {
        const auto mean = MeanAt(ViewIn(scans[i], light), Moved(place.shade.at_mm, shifts[i]));
        if (mean) place.means.push_back(*mean);
      }
      if (place.means.size() < scans.size()) continue;
      place.shade.mean = place.means.front();
      places.push_back(std::move(place));
    }
  }
  return places;
}

// All scans as if they had been exposed as the first was.
void EvenExposures(std::vector<Place>& places, std::size_t scans) {
  constexpr double kLeastGain = 0.01;
  for (std::size_t i = 1; i < scans; ++i) {
    SeenShades seen;
    for (const Place& place : places) seen.emplace_back(&place.shade, place.means[i]);
    const Colour gain = GainOf(seen);
    for (Place& place : places) {
      for (std::size_t channel = 0; channel < gain.size(); ++channel) {
        place.means[i][channel] /= std::max(kLeastGain, gain[channel]);
      }
    }
  }
}

PageShade ShadeOf(const Place& place) {
  constexpr double kLeastOff = 12;  // grey levels: exposure and sensor
  const auto count = static_cast<double>(place.means.size());
  PageShade shade = place.shade;
  for (std::size_t channel = 0; channel < shade.mean.size(); ++channel) {
    double sum = 0, squares = 0;
    for (const Colour& mean : place.means) sum += mean[channel];
    for (const Colour& mean : place.means) squares += std::pow(mean[channel] - sum / count, 2);
    shade.mean[channel] = std::clamp(sum / count, 0.0, 255.0);
    shade.tolerance[channel] = std::max(kLeastOff, kDeviations * std::sqrt(squares / (count - 1)));
  }
  return shade;
}

void LearnLight(capture::Light light, Scans scans, const std::vector<Point>& shifts,
                PageModel& model) {
  constexpr double kMostOff = 40;  // what varies more is no part of the issue: portrait, values
  const bool missing =
      std::ranges::any_of(scans, [&](const PageScan& scan) { return ViewIn(scan, light).empty(); });
  if (missing) return;
  std::vector<Place> places = PlacesIn(light, scans, shifts, locate::SizeMm(model.page));
  if (places.size() < kLeastShades) return;
  EvenExposures(places, scans.size());
  LightModel learnt{light, {}};
  for (const Place& place : places) {
    const PageShade shade = ShadeOf(place);
    if (std::ranges::max(shade.tolerance) <= kMostOff) learnt.shades.push_back(shade);
  }
  if (learnt.shades.size() >= kLeastShades) model.lights.push_back(std::move(learnt));
}

}  // namespace

Result<PageModel> LearnModel(std::span<const PageScan> scans, PageModel model) {
  if (scans.size() < kLeastScans || scans.size() > kMostScans) {
    return InvalidInput("{} scans given, {} to {} expected", scans.size(), kLeastScans, kMostScans);
  }
  std::vector<cv::Mat> greys;
  for (const PageScan& scan : scans) {
    if (scan.visible.empty()) return InvalidInput("a scan has no visible picture");
    greys.push_back(GreyOf(scan.visible));
  }
  Search search(scans, greys, locate::SizeMm(model.page));
  std::vector<Piece> pieces = search.Boldest();
  if (!pieces.empty()) pieces = search.Faintest(ShiftsOf(pieces, scans.size()));
  if (static_cast<double>(pieces.size()) < kLeastBlocks * search.Blocks()) {
    return FailedPrecondition(
        "the scans share print in {} of {} parts of the page, half are needed: they are not of one "
        "model, or not flat and sharp enough",
        pieces.size(), search.Blocks());
  }
  std::vector<Point> shifts = ShiftsOf(pieces, scans.size());
  const Point middle = MeanOf(shifts);
  for (Point& shift : shifts) shift = {shift.x - middle.x, shift.y - middle.y};

  constexpr double kMrzMm = 2;  // an MRZ lies within 1 mm of its place, to either side
  model.scans = static_cast<int>(scans.size());
  model.print_tolerance_mm = std::clamp(kDeviations * SpreadOf(shifts), kMrzMm, kPatternReachMm);
  for (const Piece& piece : pieces) {
    model.patterns.push_back(PatternOf(piece, middle, scans, greys));
  }
  LearnPortrait(scans, shifts, model);
  for (const capture::Light light :
       {capture::Light::kVisible, capture::Light::kInfrared, capture::Light::kUltraviolet}) {
    LearnLight(light, scans, shifts, model);
  }
  CHOWKI_RETURN_IF_ERROR(CheckModel(model));
  return model;
}

}  // namespace chowki::verify
