#include "icao/mrz_layout.h"

#include <string>

#include <catch2/catch.hpp>

namespace chowki::icao {
namespace {

TEST_CASE("formats have names that lead back to them", "[icao]") {
  for (const Format format : kFormats) CHECK(FormatFromName(Name(format)) == format);
  CHECK(Name(Format::kFraId) == "FRA_ID");
  CHECK_FALSE(FormatFromName("TD4"));
}

TEST_CASE("every digit cell and every covered cell lies inside its layout", "[icao]") {
  for (const Format format : kFormats) {
    for (const CheckedCells& check : ChecksOf(format)) {
      INFO(Name(format) << " " << Name(check.field));
      CHECK(check.digit.length == 1);
      CHECK(Allows(ClassOf(format, check.digit.line, check.digit.column), '7'));
      CHECK(check.spans[0].length > 0);
      for (const Span& span : check.spans) {
        CHECK(span.line < LineCount(format));
        CHECK(span.column + span.length <= LineLength(format));
      }
    }
  }
}

TEST_CASE("visas have no composite digit and the French card no expiry", "[icao]") {
  for (const Format format : {Format::kMrvA, Format::kMrvB}) {
    for (const CheckedCells& check : ChecksOf(format)) {
      CHECK(check.field != CheckDigitField::kComposite);
    }
    CHECK_FALSE(CellsOf(format, Field::kCompositeDigit));
  }
  CHECK_FALSE(CellsOf(Format::kFraId, Field::kExpiryDate));
}

TEST_CASE("cells say what may stand in them", "[icao]") {
  CHECK(ClassOf(Format::kTd3, 0, 0) == CellClass::kLetter);
  CHECK(ClassOf(Format::kTd3, 0, 1) == CellClass::kLetterOrFiller);
  CHECK(ClassOf(Format::kTd3, 0, 20) == CellClass::kLetterOrFiller);
  CHECK(ClassOf(Format::kTd3, 1, 9) == CellClass::kDigit);
  CHECK(ClassOf(Format::kTd3, 1, 10) == CellClass::kLetter);
  CHECK(ClassOf(Format::kTd3, 1, 13) == CellClass::kDigitOrFiller);
  CHECK(ClassOf(Format::kTd3, 1, 20) == CellClass::kSexLetter);
  CHECK(ClassOf(Format::kTd3, 1, 42) == CellClass::kDigitOrFiller);
  CHECK(ClassOf(Format::kTd1, 0, 14) == CellClass::kDigitOrFiller);
  CHECK(ClassOf(Format::kTd1, 2, 29) == CellClass::kLetterOrFiller);
  CHECK(ClassOf(Format::kMrvB, 1, 35) == CellClass::kAny);
  CHECK(ClassOf(Format::kTd1, 5, 99) == CellClass::kAny);
}

TEST_CASE("a class allows exactly its characters", "[icao]") {
  const auto allowed = [](CellClass cell) {
    std::string characters;
    for (int c = 0; c < 128; ++c) {
      if (Allows(cell, static_cast<char>(c))) characters += static_cast<char>(c);
    }
    return characters;
  };
  const std::string digits = "0123456789";
  const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  CHECK(allowed(CellClass::kLetter) == letters);
  CHECK(allowed(CellClass::kDigit) == digits);
  CHECK(allowed(CellClass::kLetterOrFiller) == "<" + letters);
  CHECK(allowed(CellClass::kDigitOrFiller) == digits + "<");
  CHECK(allowed(CellClass::kSexLetter) == "<FM");
  CHECK(allowed(CellClass::kAny) == digits + "<" + letters);
}

}  // namespace
}  // namespace chowki::icao
