#include "icao/mrz_parse.h"

#include <catch2/catch.hpp>

#include "icao/mrz_check.h"
#include "icao/spec_vectors.h"

namespace chowki::icao {
namespace {

constexpr Date kToday = {2026, 11, 22};
using Lines = std::vector<std::string>;

std::vector<CheckDigitField> WrongDigits(const MrzRecord& record) {
  std::vector<CheckDigitField> wrong;
  for (const CheckDigitResult& digit : record.check_digits) {
    if (!digit.valid) wrong.push_back(digit.field);
  }
  return wrong;
}

const Lines kEriksson = {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                         "L898902C36UTO7408122F1204159ZE184226B<<<<<10"};

TEST_CASE("the standard's specimens are read as the standard says", "[icao][spec]") {
  for (const SpecDocument& specimen : kSpecDocuments) {
    INFO(specimen.format << " " << specimen.lines[0]);
    const MrzRecord record = ParseMrz(specimen.Lines(), kToday).value();
    CHECK(Name(record.format) == specimen.format);
    CHECK(record.document_code == specimen.document_code);
    CHECK(record.issuing_state == specimen.issuing_state);
    CHECK(record.surname == specimen.surname);
    CHECK(record.given_names == specimen.given_names);
    CHECK(record.document_number == specimen.document_number);
    CHECK(record.nationality == specimen.nationality);
    CHECK(record.birth_date_text == specimen.birth_date);
    CHECK(record.sex_text == specimen.sex);
    CHECK(record.expiry_date_text == specimen.expiry_date);
    CHECK(WrongDigits(record).empty());
  }
}

TEST_CASE("a passport is taken apart with its centuries", "[icao]") {
  const MrzRecord record = ParseMrz(kEriksson, kToday).value();
  CHECK(record.format == Format::kTd3);
  CHECK(record.birth_date == PartialDate{1974, 8, 12});
  CHECK(record.expiry_date == PartialDate{2012, 4, 15});
  CHECK(record.sex == Sex::kFemale);
  CHECK(record.optional_data == "ZE184226B");
  CHECK_FALSE(record.name_may_be_truncated);
  REQUIRE(record.check_digits.size() == 5);
  CHECK(record.check_digits[0] ==
        CheckDigitResult{CheckDigitField::kDocumentNumber, '6', '6', true, 1, 9});
}

TEST_CASE("each wrong digit is told with the composite that covers it", "[icao]") {
  Lines lines = kEriksson;
  lines[1][13] = '8';
  const MrzRecord record = ParseMrz(lines, kToday).value();
  CHECK(WrongDigits(record) ==
        std::vector{CheckDigitField::kBirthDate, CheckDigitField::kComposite});
  CHECK(record.check_digits[1].stated == '2');
  CHECK(record.check_digits[1].computed == '9');
}

TEST_CASE("the digit of an empty optional field may be a filler or 0", "[icao]") {
  const std::string front = "C11T002JM4D<<9608122F1310317<<<<<<<<<<<<<<";
  const std::string name = "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<";
  for (const char* digits : {"<6", "06"}) {
    CHECK(WrongDigits(ParseMrz({name, front + digits}, kToday).value()).empty());
  }
  CHECK_FALSE(WrongDigits(ParseMrz({name, front + "16"}, kToday).value()).empty());
}

TEST_CASE("long document numbers are put together on cards of size 1 and 2", "[icao]") {
  const MrzRecord card =
      ParseMrz({"I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2",
                "STEVENSON<<PETER<JOHN<<<<<<<<<"},
               kToday)
          .value();
  CHECK(card.document_number == "D23145890734");
  CHECK(card.optional_data == "7349");
  CHECK(WrongDigits(card).empty());
  CHECK(card.check_digits[0].line == 0);
  CHECK(card.check_digits[0].column == 18);

  const MrzRecord td2 =
      ParseMrz({"I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<", "D23145890<UTO3407127M95071227349<<<8"},
               kToday)
          .value();
  CHECK(td2.document_number == "D23145890734");
  CHECK(WrongDigits(td2).empty());
}

TEST_CASE("a filler for the digit with nothing behind it is a wrong digit", "[icao]") {
  const MrzRecord record =
      ParseMrz({"I<UTOD23145890<7<<<<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2",
                "STEVENSON<<PETER<JOHN<<<<<<<<<"},
               kToday)
          .value();
  CHECK(record.document_number == "D23145890");
  CHECK(WrongDigits(record).front() == CheckDigitField::kDocumentNumber);
}

TEST_CASE("both forms of a long number's digit are accepted, a third is not", "[icao]") {
  const std::string behind = "8001014F3001012UTO<<<<<<<<<<<";
  const std::string name = "EXAMPLE<<NORA<<<<<<<<<<<<<<<<<";
  const auto with_digit = [&](char digit) {
    const Lines lines = {std::string("IDUTO123456789<457") + digit + "<<<<<<<<<<<", behind + "0",
                         name};
    return CheckDigits(Format::kTd1, lines).front();
  };
  const char plain = ComputedDigit("123456789457");
  const char counting_filler = ComputedDigit("123456789<457");
  REQUIRE(plain != counting_filler);
  for (char digit = '0'; digit <= '9'; ++digit) {
    INFO(digit);
    CHECK(with_digit(digit).valid == (digit == plain || digit == counting_filler));
  }
}

TEST_CASE("names of the French card stand in two fields", "[icao]") {
  const MrzRecord record =
      ParseMrz({"IDFRAMARTIN<<<<<<<<<<<<<<<<<<<953042", "970375E001239JEAN<<LUC<<<<<7409124M4"},
               kToday)
          .value();
  CHECK(record.format == Format::kFraId);
  CHECK(record.surname == "MARTIN");
  CHECK(record.given_names == "JEAN  LUC");
  CHECK(record.document_number == "970375E00123");
  CHECK(record.nationality.empty());
  CHECK(record.expiry_date_text.empty());
  CHECK(record.optional_data == "953042");
}

TEST_CASE("lines of no known layout are refused with what is wrong", "[icao]") {
  const auto message = [](const Lines& lines) { return Message(ParseMrz(lines, kToday).status()); };
  CHECK(message({}) == "no lines");
  CHECK(message({kEriksson[0] + "<", kEriksson[1]}) ==
        "line 2 has 44 characters, line 1 has 45: no layout mixes lengths");
  CHECK(message({"ABC", "DEF"}) == "2 lines of 3 characters: known are 3 x 30, 2 x 36 and 2 x 44");
  CHECK(message({kEriksson[0]}) == "1 lines of 44 characters: known are 3 x 30, 2 x 36 and 2 x 44");
  Lines lower = kEriksson;
  lower[1][3] = 'a';
  CHECK(message(lower) == "line 2, character 4: \"a\" is not A-Z, 0-9 or <");
}

TEST_CASE("rule-breakers are kept as printed", "[icao]") {
  Lines lines = kEriksson;
  lines[0].replace(0, 5, "51UT0");
  lines[1].replace(13, 6, "740BIZ");
  lines[1][20] = 'Q';
  const MrzRecord record = ParseMrz(lines, kToday).value();
  CHECK(record.document_code == "51");
  CHECK(record.issuing_state == "UT0");
  CHECK(IsUnknown(record.birth_date));
  CHECK(record.birth_date_text == "740BIZ");
  CHECK(record.sex == Sex::kUnspecified);
  CHECK(record.sex_text == 'Q');
}

}  // namespace
}  // namespace chowki::icao
