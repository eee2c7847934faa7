#include "read/mrz_grammar.h"

#include <algorithm>

#include <catch2/catch.hpp>

namespace chowki::read {
namespace {

float Cost(icao::Format format, int line, int column, char character) {
  return Grammar(format,
                 line)[static_cast<size_t>(column)][static_cast<size_t>(IndexOf(character))];
}

TEST_CASE("every layout is found by its lines and characters", "[read]") {
  for (const icao::Format format : icao::kFormats) {
    const auto formats = FormatsOf(icao::LineCount(format), icao::LineLength(format));
    CHECK(std::count(formats.begin(), formats.end(), format) == 1);
    for (int line = 0; line < icao::LineCount(format); ++line) {
      CHECK(Grammar(format, line).size() == static_cast<size_t>(icao::LineLength(format)));
    }
  }
  CHECK(FormatsOf(2, 30).empty());
  CHECK(FormatsOf(2, 36).front() == icao::Format::kFraId);
}

TEST_CASE("what a cell allows costs nothing, the rest costs by the field", "[read]") {
  using icao::Format;
  CHECK(Cost(Format::kTd3, 0, 0, 'P') == 0);
  CHECK(Cost(Format::kTd3, 0, 0, 'V') < 0);
  CHECK(Cost(Format::kMrvA, 0, 0, 'V') == 0);
  CHECK(Cost(Format::kTd3, 0, 10, '<') == 0);
  CHECK(Cost(Format::kTd3, 1, 0, '7') == 0);
  CHECK(Cost(Format::kTd3, 1, 0, 'A') == 0);
  // A digit in a name never happens; in a document code it does.
  CHECK(Cost(Format::kTd3, 0, 10, '1') < Cost(Format::kTd3, 0, 1, '1'));
  CHECK(Cost(Format::kTd3, 0, 1, '1') < 0);
}

TEST_CASE("a clear first character tells the layout, a doubtful one does not", "[read]") {
  using icao::Format;
  const auto line = [](std::vector<std::pair<char, double>> first) {
    DecodedLine decoded;
    decoded.cells.push_back({first.front().first, first.front().second, 0, std::move(first)});
    return decoded;
  };
  CHECK(BeginsAs(Format::kTd3, line({{'P', 0.99}})));
  CHECK_FALSE(BeginsAs(Format::kTd3, line({{'V', 0.99}})));
  CHECK_FALSE(BeginsAs(Format::kTd3, line({{'P', 0.98}, {'V', 0.02}})));
  CHECK(BeginsAs(Format::kTd2, line({{'I', 0.9}, {'A', 0.1}})));
  CHECK_FALSE(BeginsAs(Format::kFraId, line({{'I', 0.99}})));
}

TEST_CASE("names stand where the layout has them", "[read]") {
  CHECK_FALSE(InNames(icao::Format::kTd3, 0, 4));
  CHECK(InNames(icao::Format::kTd3, 0, 5));
  CHECK(InNames(icao::Format::kTd1, 2, 29));
  CHECK_FALSE(InNames(icao::Format::kTd1, 1, 0));
  CHECK(InNames(icao::Format::kFraId, 1, 13));
}

}  // namespace
}  // namespace chowki::read
