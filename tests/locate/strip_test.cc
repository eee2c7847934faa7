#include "locate/strip.h"

#include <catch2/catch.hpp>

#include "zone_drawing.h"

namespace chowki::locate {
namespace {

MrzLines TwoLines() {
  MrzLines lines;
  lines.axes = {{500, 400}, 0.3};
  lines.begin = -220;
  lines.end = 220;
  lines.lines = {{-12, 0.01}, {13, 0.01}};
  lines.distance = 25;
  lines.pitch = 10;
  lines.rhythm = 0.7;
  return lines;
}

TEST_CASE("cells stand along the lines in every direction of reading", "[locate]") {
  const MrzLines lines = TwoLines();
  const Cells upright(lines, 44, {});
  const Cells reversed(lines, 44, {true, false});
  const Cells mirrored(lines, 44, {false, true});
  const Cells both(lines, 44, {true, true});
  CHECK(upright.pitch_px() == Approx(10));

  // Turned half round, the first character stands where the last one of the last line stood.
  const auto same = [](cv::Point2d a, cv::Point2d b) { return cv::norm(a - b) < 1e-6; };
  CHECK(same(reversed.ToImage(0, 0, 0), upright.ToImage(1, 44, 0)));
  CHECK(same(reversed.ToImage(0, 3, 0.4), upright.ToImage(1, 41, -0.4)));
  // In a mirror the lines keep their order and run the other way.
  CHECK(same(mirrored.ToImage(0, 0, 0.4), upright.ToImage(0, 44, 0.4)));
  CHECK(same(both.ToImage(0, 0, 0.4), upright.ToImage(1, 0, -0.4)));
}

TEST_CASE("cells by the rhythm keep the middle and widen the margin", "[locate]") {
  MrzLines lines = TwoLines();
  lines.end = 160;  // 38 of 44 characters were seen
  const Cells cells = Cells::ByRhythm(lines, 44, {});
  CHECK(cells.pitch_px() == Approx(10));
  CHECK(cells.margin() == Approx(Strip::kMarginCharacters + 3));
  CHECK(CutStrip(cv::Mat(800, 1000, CV_8UC1, cv::Scalar(200)), cells, 0).grey.cols % 4 == 0);
}

TEST_CASE("a strip shows the line upright at the pitch of the network", "[locate]") {
  const test::ZoneDrawing zone;
  const cv::Mat image = test::Draw(zone);
  const std::vector<MrzLines> lines = MeasureLines(image, test::BandOf(zone));
  REQUIRE_FALSE(lines.empty());
  const Cells cells(lines.front(), 44, {});
  const Strip strip = CutStrip(image, cells, 0);
  REQUIRE(strip.grey.rows == Strip::kHeight);
  // Print in the middle rows, none at the upper edge.
  cv::Mat rows;
  cv::reduce(strip.grey, rows, 1, cv::REDUCE_AVG, CV_64F);
  CHECK(rows.at<double>(0) > 210);
  CHECK(rows.at<double>(8) < 190);
}

TEST_CASE("a zone beside the image gives an empty strip, not a crash", "[locate]") {
  MrzLines lines = TwoLines();
  lines.axes.origin_px = {5000, 5000};
  const Strip strip = CutStrip(cv::Mat(100, 100, CV_8UC1, cv::Scalar(0)), Cells(lines, 44, {}), 0);
  CHECK(strip.grey.at<uchar>(16, 100) == 255);
}

}  // namespace
}  // namespace chowki::locate
