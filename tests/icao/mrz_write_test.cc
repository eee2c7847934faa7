#include "icao/mrz_write.h"

#include <catch2/catch.hpp>

#include "icao/mrz_parse.h"
#include "icao/random_fields.h"
#include "icao/spec_vectors.h"

namespace chowki::icao {
namespace {

constexpr Date kToday = {2026, 11, 22};

MrzFields Example(Format format) {
  MrzFields fields;
  fields.format = format;
  fields.document_code = "P";
  fields.issuing_state = "UTO";
  fields.surname = "Eriksson";
  fields.given_names = "Anna Maria";
  fields.document_number = "L898902C3";
  fields.nationality = "UTO";
  fields.birth_date = {1974, 8, 12};
  fields.sex = Sex::kFemale;
  fields.expiry_date = {2012, 4, 15};
  fields.optional_data = "ZE184226B";
  return fields;
}

TEST_CASE("the standard's specimens come out again as printed", "[icao][spec]") {
  for (const SpecDocument& specimen : kSpecDocuments) {
    INFO(specimen.format << " " << specimen.lines[0]);
    const MrzRecord record = ParseMrz(specimen.Lines(), kToday).value();
    CHECK(WriteMrz(ToFields(record)).value() == specimen.Lines());
  }
}

TEST_CASE("what was written is read as it was", "[icao][property]") {
  RandomFields random(20261122);
  for (int round = 0; round < 2000; ++round) {
    for (const Format format : kFormats) {
      const MrzFields fields = random.Make(format);
      const auto lines = WriteMrz(fields);
      INFO(Name(format) << " " << Message(lines.status()));
      REQUIRE(lines.ok());
      INFO((*lines)[0] << "\n" << (*lines)[1]);
      const MrzRecord record = ParseMrz(*lines, kToday).value();
      CHECK(ToFields(record) == fields);
      for (const CheckDigitResult& digit : record.check_digits) CHECK(digit.valid);
    }
  }
}

TEST_CASE("fields that do not fit or may not stand there are named", "[icao]") {
  const auto message = [](const MrzFields& fields) { return Message(WriteMrz(fields).status()); };
  MrzFields fields = Example(Format::kTd3);
  fields.document_number = "L898902C34";
  CHECK(message(fields) == "the document number has 10 characters, TD3 has room for 9");
  fields = Example(Format::kTd3);
  fields.issuing_state = "U1";
  CHECK(message(fields) == "the issuing state has characters that may not stand in it");
  fields = Example(Format::kTd3);
  fields.optional_data_2 = "X";
  CHECK(message(fields) == "TD3 has no place for the second optional data");
  fields = Example(Format::kTd3);
  fields.surname = "--";
  CHECK(message(fields) == "the surname is empty");
  fields = Example(Format::kMrvA);
  CHECK(message(fields) == "document code \"P\" and issuer \"UTO\" would be read as TD3, not MRVA");
  fields = Example(Format::kFraId);
  fields.document_code = "ID";
  fields.issuing_state = "FRA";
  fields.optional_data = "";
  CHECK(message(fields) == "FRA_ID has no place for the nationality");
  fields.nationality = "";
  CHECK(message(fields) == "FRA_ID has no place for the expiry date");
}

TEST_CASE("a visa shows the first nine characters of a longer number", "[icao]") {
  MrzFields fields = Example(Format::kMrvA);
  fields.document_code = "V";
  fields.document_number = "L898902C3456";
  const MrzRecord record = ParseMrz(WriteMrz(fields).value(), kToday).value();
  CHECK(record.document_number == "L898902C3");
}

TEST_CASE("a long number leaves room for the optional data behind it", "[icao]") {
  MrzFields fields = Example(Format::kTd1);
  fields.document_code = "I";
  fields.document_number = "D23145890734";
  fields.optional_data = "ABC";
  const auto lines = WriteMrz(fields).value();
  CHECK(lines[0] == "I<UTOD23145890<7349<ABC<<<<<<<");
  CHECK(ToFields(ParseMrz(lines, kToday).value()).optional_data == "ABC");
  fields.optional_data = "ABCDEFGHIJKL";
  CHECK_FALSE(WriteMrz(fields).ok());
}

TEST_CASE("names that do not fit are cut and say so", "[icao]") {
  MrzFields fields = Example(Format::kTd1);
  fields.document_code = "I";
  fields.optional_data = "";
  fields.surname = "NILAVADHANANANDA";
  fields.given_names = "CHAYAPA DEJTHAMRONG KRASUANG";
  const MrzRecord record = ParseMrz(WriteMrz(fields).value(), kToday).value();
  CHECK(record.lines[2] == "NILAVADHANANANDA<<CHAYAPA<DE<K");
  CHECK(record.name_may_be_truncated);
}

}  // namespace
}  // namespace chowki::icao
