#include "locate/band_network.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "capture/scaled.h"
#include "locate/fragment.h"
#include "locate/plane.h"

namespace chowki::locate {
namespace {

constexpr int kStride = 4;                   // of the network's maps
constexpr double kBandLogit = -0.405;        // probability 0.4
constexpr double kCoreLogit = 0.0;           // probability 0.5
constexpr int kSmallestCells = 24;           // of a fragment; less is noise
constexpr double kSmallestElongation = 2.0;  // a TD1 zone is 4.9 times as long as high

// What the line cores inside a band add: a finer direction, and the distance of the lines.
void RefineByCores(const std::vector<Fragment>& cores, Fragment& band, double& line_distance) {
  double weight = 0, turn = 0;
  const Axes coarse{band.centre, band.angle};
  std::vector<const Fragment*> inside;
  for (const Fragment& core : cores) {
    const cv::Point2d p = coarse.ToAxes(core.centre);
    if (std::abs(p.x) > band.length / 2 || std::abs(p.y) > band.height / 2 + 1) continue;
    if (core.length < 0.25 * band.length || core.height > 0.55 * band.height) continue;
    if (AngleBetween(core.angle, band.angle) > 0.2) continue;
    inside.push_back(&core);
    const double w = core.length * core.length;
    turn += w * std::remainder(core.angle - band.angle, CV_PI);
    weight += w;
  }
  line_distance = 0;
  if (weight <= 0) return;
  band.angle += turn / weight;
  std::vector<double> offsets;
  const Axes fine{band.centre, band.angle};
  for (const Fragment* core : inside) {
    if (core->length < 0.6 * band.length) continue;  // fragments lie beside each other
    offsets.push_back(fine.ToAxes(core->centre).y);
  }
  std::sort(offsets.begin(), offsets.end());
  if (offsets.size() == 2 || offsets.size() == 3) {
    line_distance = (offsets.back() - offsets.front()) / static_cast<double>(offsets.size() - 1);
  }
}

// The value that the n highest of a map reach.
double HighestOf(const cv::Mat& map, size_t n) {
  std::vector<float> values;
  for (int y = 0; y < map.rows; ++y) {
    values.insert(values.end(), map.ptr<float>(y), map.ptr<float>(y) + map.cols);
  }
  n = std::min(n, values.size());
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(n - 1),
                   values.end(), std::greater<>());
  return static_cast<double>(values[n - 1]);
}

// Every part as bright as the others: what shadows and lamps did is gone, print stays.
cv::Mat Evened(const cv::Mat& small) {
  constexpr int kGround = 61;   // px; far larger than a character, smaller than a shadow
  constexpr int kDarkest = 24;  // grey levels; darker grounds are not raised further
  constexpr double kLevel = 160;
  cv::Mat ground, even;
  cv::blur(small, ground, cv::Size(kGround, kGround));
  cv::max(ground, kDarkest, ground);
  cv::divide(small, ground, even, kLevel);
  return even;
}

}  // namespace

Result<Sighting> FindBandsByNetwork(const infer::Network& finder, const cv::Mat& grey,
                                    int long_side_px, Shade shade) {
  const double scale = static_cast<double>(long_side_px) / std::max(grey.cols, grey.rows);
  cv::Mat small = capture::Scaled(grey, scale);
  if (shade == Shade::kEven) small = Evened(small);
  const cv::Size size = small.size();
  const auto padded = [](int n) { return (n + 31) / 32 * 32; };
  cv::Mat input(padded(size.height), padded(size.width), CV_32F, cv::Scalar(0));
  Normalised(small).copyTo(input(cv::Rect(cv::Point(), size)));

  CHOWKI_ASSIGN_OR_RETURN(infer::Maps maps, finder.Run(AsPicture(input)));
  if (maps.channels != 2) {
    return FailedPrecondition("the finder gives {} maps, 2 expected", maps.channels);
  }
  const cv::Rect inside(0, 0, std::min(maps.columns, (size.width + kStride - 1) / kStride),
                        std::min(maps.rows, (size.height + kStride - 1) / kStride));
  const cv::Mat core_map = cv::Mat(maps.rows, maps.columns, CV_32F, maps.Map(0))(inside);
  const cv::Mat band_map = cv::Mat(maps.rows, maps.columns, CV_32F, maps.Map(1))(inside);

  const std::vector<Fragment> cores = FindFragments(core_map, kCoreLogit, kSmallestCells / 2);
  Sighting sighting;
  sighting.evidence = HighestOf(band_map, kSmallestCells);
  std::vector<Band>& bands = sighting.bands;
  for (Fragment& fragment : JoinCollinear(FindFragments(band_map, kBandLogit, kSmallestCells))) {
    if (fragment.length < kSmallestElongation * fragment.height) continue;
    double distance = 0;
    RefineByCores(cores, fragment, distance);
    const double px = kStride / scale;
    Band band;
    band.centre_px = (fragment.centre * static_cast<double>(kStride) +
                      cv::Point2d(kStride / 2.0 - 0.5, kStride / 2.0 - 0.5)) /
                     scale;
    band.angle_rad = std::remainder(fragment.angle, CV_PI);
    band.length_px = fragment.length * px;
    band.height_px = fragment.height * px;
    band.line_distance_px = distance * px;
    const double certainty = 1 / (1 + std::exp(-fragment.mean));
    band.score = certainty * std::sqrt(fragment.size);
    bands.push_back(band);
  }
  std::sort(bands.begin(), bands.end(),
            [](const Band& a, const Band& b) { return a.score > b.score; });
  return sighting;
}

}  // namespace chowki::locate
