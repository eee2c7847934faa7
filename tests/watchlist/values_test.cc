#include "watchlist/sources/values.h"

#include <catch2/catch.hpp>

namespace chowki::watchlist {
namespace {

TEST_CASE("birth dates become the days that are possible", "[watchlist]") {
  const auto span = [](std::string_view text) { return ParseBirthDate(text).value().span; };
  CHECK(span("1974-08-12") == DateInterval{{1974, 8, 12}, {1974, 8, 12}});
  CHECK(span("1974-02") == DateInterval{{1974, 2, 1}, {1974, 2, 28}});
  CHECK(span("1974") == DateInterval{{1974, 1, 1}, {1974, 12, 31}});
  CHECK(span("~1974") == DateInterval{{1972, 1, 1}, {1976, 12, 31}});
  CHECK(span("1970/1975-06") == DateInterval{{1970, 1, 1}, {1975, 6, 30}});
  CHECK(ParseBirthDate("1974").value().stated == PartialDate{1974, 0, 0});
  CHECK(ParseBirthDate("1970/1975").value().stated == PartialDate{});
  for (const char* wrong :
       {"", "1974-13-01", "12.8.1974", "1975/1970", "/", "~", "~9998", "XXXX"}) {
    INFO(wrong);
    CHECK_FALSE(ParseBirthDate(wrong).ok());
  }
}

TEST_CASE("countries are known by every code and by name", "[watchlist]") {
  CHECK(ParseCountry("PAK").value() == "PAK");
  CHECK(ParseCountry("pk").value() == "PAK");
  CHECK(ParseCountry("Pakistan").value() == "PAK");
  CHECK(ParseCountry("DEU").value() == "D");
  CHECK(ParseCountry("DE").value() == "D");
  CHECK(ParseCountry("UTO").value() == "UTO");
  CHECK(ParseCountry("XXA").value() == "XXA");
  CHECK_FALSE(ParseCountry("").ok());
  CHECK_FALSE(ParseCountry("Atlantis").ok());
}

TEST_CASE("documents carry type, issuer and a bare number", "[watchlist]") {
  CHECK(ParseDocument("P:UTO:L898902C3").value() == EntryDocument{"P", "UTO", "L898902C3"});
  CHECK(ParseDocument("uto:l89-89 02c3").value() == EntryDocument{"", "UTO", "L898902C3"});
  CHECK(ParseDocument("12345").value() == EntryDocument{"", "", "12345"});
  CHECK(ParseDocument("P::12345").value() == EntryDocument{"P", "", "12345"});
  for (const char* wrong : {"", "UTO:", "Nowhere:123", "a:b:c:d", "ش"}) {
    INFO(wrong);
    CHECK_FALSE(ParseDocument(wrong).ok());
  }
}

TEST_CASE("names carry their script", "[watchlist]") {
  CHECK(MakeName(" ANNA ", "", "", NameQuality::kPrimary).script == "Latn");
  CHECK(MakeName("", "ERIKSSON", "ANNA", NameQuality::kPrimary).full == "ANNA ERIKSSON");
  CHECK(MakeName("محمد", "", "", NameQuality::kPrimary).script == "Arab");
  CHECK(MakeName("Иван J.", "", "", NameQuality::kPrimary).script == "Cyrl");
  CHECK(MakeName("4711", "", "", NameQuality::kPrimary).script.empty());
}

TEST_CASE("sex is read in letters and words", "[watchlist]") {
  CHECK(ParseSex("f").value() == icao::Sex::kFemale);
  CHECK(ParseSex("Male").value() == icao::Sex::kMale);
  CHECK(ParseSex("").value() == icao::Sex::kUnspecified);
  CHECK_FALSE(ParseSex("?").ok());
}

}  // namespace
}  // namespace chowki::watchlist
