#include "read/mrz_gate.h"

#include <string>

#include <catch2/catch.hpp>

namespace chowki::read {
namespace {

const std::string kLines[] = {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                              "L898902C36UTO7408122F1204159ZE184226B<<<<<10"};

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
  ZoneReading zone{icao::Format::kTd3, locate::Cells(lines, 44, {}), {line, line}};
  for (size_t k = 0; k < 2; ++k) {
    for (size_t i = 0; i < 44; ++i) {
      zone.lines[k].cells[i].best = kLines[k][i];
      zone.lines[k].cells[i].step = 4.0 * static_cast<double>(i);
    }
  }
  return zone;
}

TEST_CASE("a clear reading passes", "[read]") {
  CHECK(Passes(Zone(-5, 0.98, 0.1, 0)));
  CHECK(Plausible(Zone(-5, 0.98, 0.1, 0)));
}

// The standard's specimen with some characters of the second line covered.
ZoneReading Covered(int first, int count) {
  ZoneReading zone = Zone(-5, 0.98, 0.1, 0);
  zone.lines[1].score = -8.0 * count;
  zone.lines[1].misfit = 2;
  for (int i = first; i < first + count; ++i) {
    zone.lines[1].cells[static_cast<size_t>(i)].confidence = 0.01;
  }
  return zone;
}

TEST_CASE("a partly covered zone is handed out when a digit holds over what is seen", "[read]") {
  const ZoneReading zone = Covered(8, 6);
  CHECK(Plausible(zone));
  CHECK_FALSE(Passes(zone));
}

TEST_CASE("covered or uneven print without a digit that holds is not handed out", "[read]") {
  CHECK_FALSE(Plausible(Covered(5, 38)));
  ZoneReading altered = Covered(8, 30);
  CHECK_FALSE(Plausible(altered));
  // One character too few was read under the cover: all that follow stand in wrong cells.
  ZoneReading slipped = Covered(8, 6);
  for (size_t i = 14; i < 44; ++i) slipped.lines[1].cells[i].step += 4;
  CHECK_FALSE(Plausible(slipped));
}

TEST_CASE("clear text with neither digits nor states is no zone", "[read]") {
  ZoneReading zone = Zone(-5, 0.98, 0.1, 0);
  for (DecodedLine& line : zone.lines) {
    for (DecodedCell& cell : line.cells) cell.best = 'Q';
  }
  CHECK_FALSE(Passes(zone));
  CHECK_FALSE(Plausible(zone));
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
