#include "read/mrz_gate.h"

#include <catch2/catch.hpp>

namespace chowki::read {
namespace {

ZoneReading Zone(double score, double confidence, double misfit, int strays) {
  locate::MrzLines lines;
  lines.end = 440;
  lines.lines = {{0, 0}, {25, 0}};
  DecodedLine line;
  line.cells.resize(44);
  for (DecodedCell& cell : line.cells) cell.confidence = confidence;
  line.score = score;
  line.misfit = misfit;
  line.strays = strays;
  return {icao::Format::kTd3, locate::Cells(lines, 44, {}), {line, line}};
}

TEST_CASE("a clear reading passes", "[read]") {
  CHECK(Passes(Zone(-5, 0.98, 0.1, 0)));
  CHECK(Plausible(Zone(-5, 0.98, 0.1, 0)));
}

TEST_CASE("text that is no MRZ is not even plausible", "[read]") {
  CHECK_FALSE(Plausible(Zone(-120, 0.05, 5, 0)));
  CHECK_FALSE(Recognisable(Zone(-120, 0.05, 5, 0)));
}

TEST_CASE("characters off the grid do not pass however sure they are", "[read]") {
  CHECK_FALSE(Passes(Zone(-5, 0.99, 0.6, 0)));
  CHECK_FALSE(Plausible(Zone(-5, 0.99, 1.2, 0)));
}

TEST_CASE("lines that go on are not handed out as a shorter zone", "[read]") {
  CHECK_FALSE(Plausible(Zone(-5, 0.99, 0.1, 2)));
  // Dirt beside one line only is no reason.
  ZoneReading zone = Zone(-5, 0.99, 0.1, 0);
  zone.lines[0].strays = 4;
  CHECK(Passes(zone));
}

TEST_CASE("a doubtful character keeps a reading from passing, not from being told", "[read]") {
  CHECK_FALSE(Passes(Zone(-8, 0.4, 0.1, 0)));
  CHECK(Plausible(Zone(-8, 0.4, 0.1, 0)));
}

}  // namespace
}  // namespace chowki::read
