#include <cmath>

#include "verify/check.h"
#include "verify/dot_screen.h"
#include "verify/outcome.h"
#include "verify/page_tiles.h"
#include "verify/tones.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kNoColour = "no_colour";
constexpr std::string_view kHalftone = "halftone";
constexpr std::string_view kDisplay = "display";
constexpr std::string_view kDroplets = "droplets";
constexpr std::string_view kGreyImage = "grey_image";
constexpr std::string_view kTooCoarse = "too_coarse";
constexpr std::string_view kNoImage = "no_visible_image";
constexpr std::string_view kNoPage = "no_page";
constexpr std::string_view kReasons[] = {kNoColour,  kHalftone,  kDisplay, kDroplets,
                                         kGreyImage, kTooCoarse, kNoImage, kNoPage};

// Specimens and the development corpus's scans: colours of genuine pages spread by 0.08 and more,
// those of grey copies by 0.012 at most.
constexpr double kColourless = 0.03;
constexpr double kLeastPpiOfColours = 100;  // coarser pictures have few spots of one colour

// At kLeastPpi and more genuine specimens and scans have 2 nepers at most, documents in printed
// leaflets 4.9, copies and displays 5.2 and more.
constexpr double kScreened = 5;
constexpr double kLeastPpi = 285;   // 300 as estimated by an MRZ's pitch, less its error
constexpr double kUprightDeg = 20;  // cells of a display lie along the page; a halftone is turned

// Specimens and scans 0.6 at most, with a sensor's noise of 5 levels; ink jet copies 0.98 and more.
constexpr double kDropletsFrom = 0.8;
constexpr double kSmoothest = 0.05;  // of the patches
constexpr int kLeastPatches = 200;

constexpr int kMostTiles = 140;
constexpr int kMostGrainTiles = 50;  // grain takes longer to measure
constexpr double kMmPerInch = 25.4;

class Examination {
 public:
  explicit Examination(const Exhibit& exhibit)
      : exhibit_(exhibit),
        pixels_(exhibit.visible->pixels()),
        ppi_(PxPerMm(*exhibit.page) * kMmPerInch),
        tiles_(TilesWithin(*exhibit.visible, exhibit.page->outline_px, kScreenTilePx, kMostTiles)) {
  }

  std::vector<Finding> Findings() && {
    if (tiles_.empty()) return {NotPerformed(kTooCoarse)};
    const bool grey = LookAtColours();
    const bool fine = ppi_ >= kLeastPpi;
    const bool screened = fine && LookForDots();
    // Dots are grain, too; they are told once.
    if (fine && !grey && !screened) LookForDroplets();
    if (!findings_.empty()) return std::move(findings_);
    if (!fine) return {NotPerformed(kTooCoarse)};
    if (grey) return {NotPerformed(kGreyImage)};
    return {Successful()};
  }

 private:
  // Whether the picture is of a grey file: one of a single channel says nothing of a page's
  // colours.
  bool LookAtColours() {
    if (pixels_.channels() == 1) return true;
    const double spread = ColourSpread(pixels_, tiles_);
    if (ppi_ >= kLeastPpiOfColours && spread < kColourless) Add(kNoColour, spread, kColourless);
    return false;
  }

  bool LookForDots() {
    const auto& corners = exhibit_.page->outline_px.corners;
    const double upright = std::atan2(corners[1].y - corners[0].y, corners[1].x - corners[0].x);
    const auto screen = MeasureDotScreen(exhibit_.visible->grey(), tiles_, upright * 180 / CV_PI);
    if (!screen || screen->prominence < kScreened) return false;
    Add(screen->spread_deg < kUprightDeg ? kDisplay : kHalftone, screen->prominence, kScreened);
    return true;
  }

  void LookForDroplets() {
    const auto tiles =
        TilesWithin(*exhibit_.visible, exhibit_.page->outline_px, kScreenTilePx, kMostGrainTiles);
    const Grain grain = MeasureGrain(pixels_, tiles, kSmoothest);
    if (grain.patches >= kLeastPatches && grain.colour >= kDropletsFrom) {
      Add(kDroplets, grain.colour, kDropletsFrom);
    }
  }

  void Add(std::string_view reason, double value, double threshold) {
    Finding finding = Undetermined(reason, Contribution::kAttention, kStrong);
    finding.value = value;
    finding.threshold = threshold;
    finding.evidence.push_back({capture::Light::kVisible,
                                Relative(exhibit_.page->outline_px, exhibit_.visible->size_px()),
                                "", ""});
    findings_.push_back(std::move(finding));
  }

  const Exhibit& exhibit_;
  const cv::Mat& pixels_;
  const double ppi_;
  const std::vector<cv::Rect> tiles_;
  std::vector<Finding> findings_;
};

// Documents are printed in lines of single inks and in colours; copies in dots, droplets or grey,
// and a picture on a display has its cells. Seen in visible light alone, so that a post with a
// camera or a flatbed has it; none of it is proof, for some issuers print with such machines.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  if (exhibit.visible == nullptr) return {NotPerformed(kNoImage)};
  if (exhibit.page == nullptr) return {NotPerformed(kNoPage)};
  return Examination(exhibit).Findings();
}

}  // namespace

extern const Check kVisPrint;
constinit const Check kVisPrint{&Perform, kReasons};

}  // namespace chowki::verify
