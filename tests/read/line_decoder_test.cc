#include "read/line_decoder.h"

#include <catch2/catch.hpp>

#include "posteriors_drawing.h"
#include "read/mrz_grammar.h"

namespace chowki::read {
namespace {

const std::string kFirst = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
const std::string kSecond = "L898902C36UTO7408122F1204159ZE184226B<<<<<10";

std::vector<CellCosts> Anything(size_t cells) { return std::vector<CellCosts>(cells); }

TEST_CASE("what the network saw is read, character by character", "[read]") {
  const DecodedLine line = Decode(test::Posteriors(kFirst), Grammar(icao::Format::kTd3, 0));
  CHECK(line.Text() == kFirst);
  CHECK(line.score > -3);
  CHECK(line.strays == 0);
  CHECK(line.misfit < 0.1);
  CHECK(line.pitch_steps == Approx(4));
  CHECK(line.first_step == Approx(7));
  for (const DecodedCell& cell : line.cells) CHECK(cell.confidence > 0.99);
}

TEST_CASE("exactly as many characters come out as cells were asked for", "[read]") {
  for (const size_t cells : {1U, 30U, 36U, 44U}) {
    CHECK(Decode(test::Posteriors(kSecond), Anything(cells)).Text().size() == cells);
  }
}

TEST_CASE("a line that goes on beside its cells has strays", "[read]") {
  const DecodedLine line = Decode(test::Posteriors(kSecond), Anything(36));
  CHECK(line.strays == 8);
  CHECK(Decode(test::Posteriors(kSecond), Anything(44)).strays == 0);
}

TEST_CASE("a line with too few characters is stretched, and its misfit tells", "[read]") {
  const DecodedLine line = Decode(test::Posteriors(kSecond.substr(0, 40), 20, 20), Anything(44));
  CHECK(line.score < -10);
  CHECK(line.misfit > 0.5);
}

TEST_CASE("the class of a cell decides between look-alikes", "[read]") {
  // A zero seen in the issuing state and a letter O in the date of birth, each a little clearer.
  const DecodedLine first =
      Decode(test::Posteriors("P<UT0" + kFirst.substr(5), 6, 6, {{4, {'O', 0.4}}}),
             Grammar(icao::Format::kTd3, 0));
  CHECK(first.Text() == kFirst);
  std::string printed = kSecond;
  printed[14] = 'A';
  const DecodedLine second =
      Decode(test::Posteriors(printed, 6, 6, {{14, {'4', 0.01}}}), Grammar(icao::Format::kTd3, 1));
  CHECK(second.Text() == kSecond);
}

TEST_CASE("a rule-breaker that is printed clearly survives", "[read]") {
  const std::string printed = "P1" + kFirst.substr(2);
  CHECK(Decode(test::Posteriors(printed), Grammar(icao::Format::kTd3, 0)).Text() == printed);
}

TEST_CASE("doubt shows in the confidence and in the alternatives", "[read]") {
  const DecodedLine line =
      Decode(test::Posteriors(kSecond, 6, 6, {{1, {'B', 0.3}}}), Anything(kSecond.size()));
  const DecodedCell& cell = line.cells[1];
  CHECK(cell.best == '8');
  CHECK(cell.confidence == Approx(0.7).margin(0.03));
  REQUIRE(cell.alternatives.size() >= 2);
  CHECK(cell.alternatives[0].first == '8');
  CHECK(cell.alternatives[1].first == 'B');
  CHECK(cell.alternatives[1].second == Approx(0.3).margin(0.03));
}

TEST_CASE("a line that is covered in the middle keeps its ends", "[read]") {
  Posteriors posteriors = test::Posteriors(kSecond);
  for (size_t t = 6 + 14 * 4; t < 6 + 28 * 4; ++t) posteriors.steps[t] = posteriors.steps[0];
  const std::string text = Decode(posteriors, Grammar(icao::Format::kTd3, 1)).Text();
  CHECK(text.substr(0, 13) == kSecond.substr(0, 13));  // beside the cover a character may be shared
  CHECK(text.substr(30) == kSecond.substr(30));
}

TEST_CASE("a strip too short for its cells is no reading", "[read]") {
  const DecodedLine line = Decode(test::Posteriors("AB", 1, 1), Anything(44));
  CHECK(line.score < -1e6);
  CHECK(line.cells.size() == 44);
  CHECK(Decode({}, Anything(44)).score < -1e6);
}

}  // namespace
}  // namespace chowki::read
