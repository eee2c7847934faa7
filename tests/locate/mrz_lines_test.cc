#include "locate/mrz_lines.h"

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

#include "locate/band_contrast.h"
#include "zone_drawing.h"

namespace chowki::locate {
namespace {

using test::BandOf;
using test::Draw;
using test::ZoneDrawing;

void CheckMeasured(const ZoneDrawing& zone, const Band& band) {
  const std::vector<MrzLines> found = MeasureLines(Draw(zone), band);
  REQUIRE_FALSE(found.empty());
  const MrzLines& lines = found.front();
  REQUIRE(lines.lines.size() == static_cast<size_t>(zone.lines));
  CHECK(lines.distance == Approx(zone.distance_px).epsilon(0.05));
  CHECK(lines.pitch == Approx(zone.pitch_px).epsilon(0.02));
  CHECK(lines.end - lines.begin == Approx(zone.characters * zone.pitch_px).epsilon(0.03));
  CHECK(MayBeZone(lines));
  // The centre of the first line, at both ends and in the middle.
  const Axes axes{zone.centre_px, zone.angle_rad};
  for (const double t : {-0.9, 0.0, 0.9}) {
    const double a = t * zone.characters * zone.pitch_px / 2;
    const cv::Point2d truth =
        axes.ToImage(a, -(zone.lines - 1) / 2.0 * zone.distance_px + zone.bow * (1 - t * t));
    const cv::Point2d seen = lines.axes.ToAxes(truth);
    INFO("at " << t);
    CHECK(lines.Centre(0, seen.x) == Approx(seen.y).margin(0.12 * zone.pitch_px));
  }
}

TEST_CASE("a straight zone of two lines is measured", "[locate]") {
  const ZoneDrawing zone;
  CheckMeasured(zone, BandOf(zone));
}

TEST_CASE("a zone of three lines, closer together, is measured", "[locate]") {
  ZoneDrawing zone;
  zone.lines = 3;
  zone.characters = 30;
  zone.distance_px = 24;
  CheckMeasured(zone, BandOf(zone));
}

TEST_CASE("a turned zone is measured in a band that is a little off", "[locate]") {
  ZoneDrawing zone;
  zone.angle_rad = 0.5;
  Band band = BandOf(zone);
  band.angle_rad += 0.03;
  band.height_px *= 1.15;
  band.length_px *= 0.93;
  band.centre_px += cv::Point2d(6, -4);
  CheckMeasured(zone, band);
}

TEST_CASE("the lines of a curved page are followed", "[locate]") {
  ZoneDrawing zone;
  zone.bow = 9;
  CheckMeasured(zone, BandOf(zone));
}

TEST_CASE("an empty page has no lines", "[locate]") {
  const cv::Mat page(800, 1000, CV_8UC1, cv::Scalar(220));
  CHECK(MeasureLines(page, BandOf({})).empty());
}

TEST_CASE("lines without the length of a zone are none", "[locate]") {
  MrzLines lines;
  lines.lines = {{0, 0}, {35, 0}};
  lines.distance = 35;
  lines.pitch = 14;
  lines.rhythm = 0.7;
  lines.end = 44 * 14;
  CHECK(MayBeZone(lines));
  lines.end = 60 * 14;
  CHECK_FALSE(MayBeZone(lines));
  lines.end = 44 * 14;
  lines.rhythm = 0.05;
  CHECK_FALSE(MayBeZone(lines));
}

TEST_CASE("contrast finds an upright zone and one turned by a quarter", "[locate]") {
  ZoneDrawing zone;
  for (const bool upright : {true, false}) {
    zone.angle_rad = upright ? 0.02 : CV_PI / 2 - 0.02;
    zone.image_px = {1000, 1000};
    zone.centre_px = {500, 500};
    const std::vector<Band> bands = ContrastFinder(Draw(zone), 640).Find(upright);
    REQUIRE_FALSE(bands.empty());
    CHECK(cv::norm(bands.front().centre_px - zone.centre_px) < 10);
    CHECK(bands.front().angle_rad == Approx(zone.angle_rad).margin(0.02));
    CHECK(bands.front().length_px == Approx(44 * 14).epsilon(0.08));
  }
}

}  // namespace
}  // namespace chowki::locate
