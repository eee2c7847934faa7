#include "watchlist/sources/listed_name.h"

#include <catch2/catch.hpp>

namespace chowki::watchlist {
namespace {

using Names = std::vector<std::string>;

TEST_CASE("a field with several names gives them all", "[watchlist]") {
  CHECK(ListedNames("Siyawash Karim; Siavosh Karim") == Names{"Siyawash Karim", "Siavosh Karim"});
  CHECK(ListedNames("Tiesan Jin (金铁三)") == Names{"Tiesan Jin", "金铁三"});
  CHECK(ListedNames("حسن (Hassan G; Hasan G)") == Names{"حسن", "Hassan G", "Hasan G"});
  CHECK(ListedNames("Wolf (original script: Волк)") == Names{"Wolf", "Волк"});
  CHECK(ListedNames("“Chief Kawa”") == Names{"Chief Kawa"});
  CHECK(ListedNames("A Sabet b) M. Sabet; J. Sabet") == Names{"A Sabet b) M. Sabet", "J. Sabet"});
  CHECK(ListedNames("; b) M. Sabet;") == Names{"M. Sabet"});
  CHECK(ListedNames("") == Names{});
  CHECK(ListedNames(" - ") == Names{});
}

TEST_CASE("what is told about a name is no part of it", "[watchlist]") {
  CHECK(ListedNames("Encep Tjeld (birth name)") == Names{"Encep Tjeld"});
  CHECK(ListedNames("Odd Tjeld, born 1 Jan. 1953") == Names{"Odd Tjeld"});
  CHECK(ListedNames("Odd Tjeld born in 1963") == Names{"Odd Tjeld"});
  CHECK(ListedNames("(Sheikh) Odd Tjeld") == Names{"Odd Tjeld"});
  CHECK(ListedNames("Odd Tjeld (false identity") == Names{"Odd Tjeld"});
}

TEST_CASE("a surname before a comma is taken apart", "[watchlist]") {
  const EntryName name = ListedName("TJELD, Oddvar Brann", NameQuality::kPrimary);
  CHECK(name.full == "Oddvar Brann TJELD");
  CHECK(name.surname == "TJELD");
  CHECK(name.given_names == "Oddvar Brann");
  CHECK(ListedName("Oddvar Tjeld", NameQuality::kPrimary).surname.empty());
  CHECK(ListedName("TJELD, Oddvar, Jr.", NameQuality::kPrimary).full == "TJELD, Oddvar, Jr.");
}

TEST_CASE("a document number is found among words", "[watchlist]") {
  CHECK(ListedNumber("D 000763") == "D000763");
  CHECK(ListedNumber("CAR diplomatic passport no. D00000898") == "D00000898");
  CHECK(ListedNumber("Utopian passport number 8208 No. 555627") == "8208555627");
  CHECK(ListedNumber("Libya B/002210") == "B002210");
  CHECK(ListedNumber("403062567 (US)") == "403062567");
  CHECK(ListedNumber("R00012098, South Sudan") == "R00012098");
  CHECK(ListedNumber("No34409/129") == "34409129");
  CHECK(ListedNumber("TR-P 614 166") == "TRP614166");
  CHECK(ListedNumber("national identity card number 44103-5251752-5") == "4410352517525");
  CHECK(ListedNumber("unknown").empty());
  CHECK(ListedNumber("").empty());
}

}  // namespace
}  // namespace chowki::watchlist
