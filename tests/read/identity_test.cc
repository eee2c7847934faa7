#include "read/identity.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "icao/mrz_parse.h"

namespace chowki::read {
namespace {

MrzReading ReadingOf(const std::vector<std::string>& lines) {
  MrzReading reading;
  reading.status = MrzStatus::kRead;
  reading.lines = lines;
  for (size_t line = 0; line < lines.size(); ++line) {
    std::vector<Glyph> row;
    for (size_t column = 0; column < lines[line].size(); ++column) {
      const double x = 0.02 * static_cast<double>(column);
      row.push_back({lines[line][column],
                     0.99,
                     ToQuad({x, 0.8 + 0.1 * static_cast<double>(line), 0.02, 0.05}),
                     {}});
    }
    reading.glyphs.push_back(row);
  }
  return reading;
}

bool Unprotected(const Identity& identity, const std::string& field) {
  return std::count(identity.unprotected.begin(), identity.unprotected.end(), field) > 0;
}

const std::vector<std::string> kPassport = {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                                            "L898902C36UTO7408122F1204159ZE184226B<<<<<10"};
const Date kToday{2026, 1, 1};

TEST_CASE("each value of a passport comes with its place and its weakest character", "[read]") {
  MrzReading reading = ReadingOf(kPassport);
  reading.glyphs[1][4].confidence = 0.5;  // within the document number
  const auto record = icao::ParseMrz(kPassport, kToday);
  REQUIRE(record.ok());
  const Identity identity = ToIdentity(*record, reading);
  CHECK(identity.surname.value == "ERIKSSON");
  CHECK(identity.given_names.value == "ANNA MARIA");
  CHECK(identity.given_names.raw == "ANNA<MARIA");
  CHECK(identity.document_number.value == "L898902C3");
  CHECK(identity.document_number.confidence == Approx(0.5));
  CHECK(identity.birth_date.value == PartialDate{1974, 8, 12});
  CHECK(identity.birth_date.confidence == Approx(0.99));
  CHECK(identity.birth_date.source == Source::kMrz);
  CHECK(identity.birth_date.region.corners[0].x == Approx(0.02 * 13));
  CHECK(identity.birth_date.region.corners[2].x == Approx(0.02 * 19));
  // The surname's box ends with its last letter, not with the field.
  CHECK(identity.surname.region.corners[1].x == Approx(0.02 * 13));
  CHECK(identity.personal_number.value == "ZE184226B");
}

TEST_CASE("fields without a check digit are named", "[read]") {
  const auto passport = icao::ParseMrz(kPassport, kToday);
  REQUIRE(passport.ok());
  const Identity identity = ToIdentity(*passport, ReadingOf(kPassport));
  CHECK(Unprotected(identity, "surname"));
  CHECK(Unprotected(identity, "nationality"));
  CHECK_FALSE(Unprotected(identity, "document_number"));
  CHECK_FALSE(Unprotected(identity, "expiry_date"));

  const std::vector<std::string> visa = {"V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                                         "L8988901C4XXX4009078F96121096ZE184226B<<<<<<"};
  const auto record = icao::ParseMrz(visa, kToday);
  REQUIRE(record.ok());
  CHECK(Unprotected(ToIdentity(*record, ReadingOf(visa)), "optional_data"));
}

TEST_CASE("a name without a secondary identifier has none", "[read]") {
  const std::vector<std::string> lines = {"P<UTOARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<",
                                          kPassport[1]};
  const auto record = icao::ParseMrz(lines, kToday);
  REQUIRE(record.ok());
  const Identity identity = ToIdentity(*record, ReadingOf(lines));
  CHECK(identity.surname.value == "ARKFREITH");
  CHECK(identity.given_names.value.empty());
}

}  // namespace
}  // namespace chowki::read
