#include "read/typed_mrz.h"

#include <catch2/catch.hpp>

namespace chowki::read {
namespace {

const std::vector<std::string> kTyped = {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                                         "L898902C36UTO7408122F1204159ZE184226B<<<<<10"};

MrzReading MisreadPassport() {
  MrzReading reading;
  reading.status = MrzStatus::kRead;
  reading.format = icao::Format::kTd3;
  reading.lines = kTyped;
  reading.lines[1][0] = '1';
  reading.raw_lines = reading.lines;
  reading.glyphs.assign(2, std::vector<Glyph>(44));
  reading.glyphs[1][0] = {'1', 0.6, ToQuad({0.1, 0.9, 0.02, 0.03}), {{'1', 0.6}, {'L', 0.4}}};
  reading.doubtful.push_back({1, 0, {{'1', 0.6}, {'L', 0.4}}});
  reading.confidence = 0.6;
  return reading;
}

TEST_CASE("what an officer types takes the place of what was read, and its doubts go", "[read]") {
  const auto typed = WithTypedLines(MisreadPassport(), kTyped);
  REQUIRE(typed.ok());
  CHECK(typed->typed);
  CHECK(typed->certain);
  CHECK(typed->doubtful.empty());
  CHECK(typed->lines == kTyped);
  CHECK(typed->raw_lines[1][0] == '1');
  CHECK(typed->glyphs[1][0].best == 'L');
  CHECK(typed->glyphs[1][0].region == MisreadPassport().glyphs[1][0].region);
}

TEST_CASE("a zone that was not read at all can be typed", "[read]") {
  const auto typed = WithTypedLines({}, kTyped);
  REQUIRE(typed.ok());
  CHECK(typed->status == MrzStatus::kRead);
  CHECK(typed->format == icao::Format::kTd3);
  CHECK(typed->glyphs.empty());
}

TEST_CASE("characters of another layout lose their places", "[read]") {
  const std::vector<std::string> card = {"I<UTOD231458907<<<<<<<<<<<<<<<",
                                         "7408122F1204159UTO<<<<<<<<<<<6",
                                         "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"};
  const auto typed = WithTypedLines(MisreadPassport(), card);
  REQUIRE(typed.ok());
  CHECK(typed->format == icao::Format::kTd1);
  CHECK(typed->glyphs.empty());
}

TEST_CASE("what is no MRZ is refused, saying why", "[read]") {
  for (const auto& lines :
       std::vector<std::vector<std::string>>{{"P<UTO"},
                                             {},
                                             {kTyped[0], kTyped[1].substr(1)},
                                             {kTyped[0], "l" + kTyped[1].substr(1)}}) {
    const auto typed = WithTypedLines(MisreadPassport(), lines);
    CHECK(typed.status().code() == StatusCode::kInvalidArgument);
    CHECK(Detail(typed.status())->reason == "MRZ_MALFORMED");
  }
}

}  // namespace
}  // namespace chowki::read
