#include "base/text.h"

#include <catch2/catch.hpp>

namespace chowki {
namespace {

TEST_CASE("text for a terminal cannot steer it", "[base]") {
  CHECK(Printable("a\x1b[31mb\nc") == "a\uFFFD[31mb\uFFFDc");
  CHECK(Printable("a\u202Eb") == "a\uFFFDb");
  CHECK(Printable("\xff") == "\uFFFD");
  CHECK(Printable("سمیر") == "سمیر");
}

TEST_CASE("UTF-8 is checked strictly", "[base]") {
  CHECK(IsUtf8("Åsa"));
  CHECK_FALSE(IsUtf8("\xc0\xaf"));
  CHECK_FALSE(IsUtf8("\xed\xa0\x80"));
  CHECK(UnicodeUpper("straße é") == "STRASSE É");
  CHECK(UpperWithoutMarks("straße éñŁ ő") == "STRASSE ENŁ O");
}

TEST_CASE("splitting keeps empty parts and joins back", "[base]") {
  CHECK(Split("a,,b", ',') == std::vector<std::string>{"a", "", "b"});
  CHECK(Join(Split("a,,b", ','), ",") == "a,,b");
  CHECK(Trim(" \t x y\r\n") == "x y");
}

}  // namespace
}  // namespace chowki
