#include <catch2/catch.hpp>

#include "identify/scorecard.h"
#include "identify/signals/birth_date.h"
#include "identify/signals/document.h"
#include "identify/signals/nationality.h"
#include "identify/signals/sex.h"

namespace chowki::identify {
namespace {

using watchlist::Entry;

double BirthPoints(std::string_view asked, DateInterval known) {
  Query query;
  query.birth_date = ParsePartialDate(asked).value();
  Entry entry;
  entry.birth_dates = {{{}, known}};
  return CompareBirthDate(query, entry).points;
}

DateInterval Day(int year, int month, int day) { return {{year, month, day}, {year, month, day}}; }
DateInterval Year(int year) { return {{year, 1, 1}, {year, 12, 31}}; }

TEST_CASE("birth date: the narrower the span that agrees, the more it says", "[identify]") {
  const double day = BirthPoints("1974-08-12", Day(1974, 8, 12));
  const double month = BirthPoints("1974-08", Day(1974, 8, 12));
  const double year = BirthPoints("1974", Day(1974, 8, 12));
  const double circa = BirthPoints("1974-08-12", {{1972, 1, 1}, {1976, 12, 31}});
  CHECK(day == scorecard::kBirthDateMost);
  CHECK(day > month);
  CHECK(month > year);
  CHECK(year > circa);
  CHECK(circa > 0);
  CHECK(year == BirthPoints("1974-08-12", Year(1974)));
}

TEST_CASE("birth date: 1 January stands for its year", "[identify]") {
  CHECK(BirthPoints("1974-01-01", Day(1974, 8, 12)) == BirthPoints("1974", Day(1974, 8, 12)));
  CHECK(BirthPoints("1974-08-12", Day(1974, 1, 1)) > 0);
}

TEST_CASE("birth date: likely slips still support, other dates contradict", "[identify]") {
  CHECK(BirthPoints("1974-12-08", Day(1974, 8, 12)) == scorecard::kDayAndMonthSwapped);
  CHECK(BirthPoints("1974-08-22", Day(1974, 8, 12)) == scorecard::kOneDigitDiffers);
  CHECK(BirthPoints("2021-03-04", Day(1921, 3, 4)) == scorecard::kOtherCentury);
  CHECK(BirthPoints("1975-09-20", Day(1974, 8, 12)) == scorecard::kTwoYearsOff);
  CHECK(BirthPoints("1975", Year(1974)) == scorecard::kOneYearOff * scorecard::kRoughDate);
  CHECK(BirthPoints("1975-03-04", Day(1974, 8, 12)) == scorecard::kOneYearOff);
  CHECK(BirthPoints("1975-08-12", Day(1974, 8, 12)) == scorecard::kNextYear);
  CHECK(BirthPoints("1978-02-01", Day(1974, 8, 12)) == scorecard::kFiveYearsOff);
  CHECK(BirthPoints("1976-02-01", Day(1974, 8, 12)) == scorecard::kTwoYearsOff);
  CHECK(BirthPoints("1999-02-01", Day(1974, 8, 12)) == scorecard::kBirthDateDiffers);
}

TEST_CASE("birth date: what is not known says nothing", "[identify]") {
  CHECK(BirthPoints("", Day(1974, 8, 12)) == 0);
  Query query;
  query.birth_date = {1974, 8, 12};
  CHECK(CompareBirthDate(query, {}).points == 0);
  CHECK(CompareBirthDate(query, {}).effect == Effect::kNeutral);
}

double NationalityPoints(const std::string& asked, const std::vector<std::string>& known) {
  Query query;
  query.nationality = asked;
  Entry entry;
  entry.nationalities = known;
  return CompareNationality(query, entry).points;
}

TEST_CASE("nationality: one of several is enough, and D is DEU", "[identify]") {
  CHECK(NationalityPoints("UTO", {"PAK", "UTO"}) == scorecard::kNationalityAgrees);
  CHECK(NationalityPoints("D", {"DEU"}) == scorecard::kNationalityAgrees);
  CHECK(NationalityPoints("UTO", {"PAK"}) == scorecard::kNationalityDiffers);
}

TEST_CASE("nationality: stateless, refugee and unknown codes are never held against anybody",
          "[identify]") {
  for (const char* code : {"XXA", "XXB", "XXC", "XXX", "UNO", "ZZZ", ""}) {
    INFO(code);
    CHECK(NationalityPoints(code, {"PAK"}) == 0);
    CHECK(NationalityPoints("PAK", {code}) == 0);
  }
  CHECK(NationalityPoints("PAK", {}) == 0);
}

TEST_CASE("sex: agreement, contradiction, unspecified", "[identify]") {
  const auto points = [](icao::Sex asked, icao::Sex known) {
    Query query;
    query.sex = asked;
    Entry entry;
    entry.sex = known;
    return CompareSex(query, entry).points;
  };
  CHECK(points(icao::Sex::kFemale, icao::Sex::kFemale) == scorecard::kSexAgrees);
  CHECK(points(icao::Sex::kFemale, icao::Sex::kMale) == scorecard::kSexDiffers);
  CHECK(points(icao::Sex::kUnspecified, icao::Sex::kMale) == 0);
  CHECK(points(icao::Sex::kMale, icao::Sex::kUnspecified) == 0);
}

DocumentSignal Document(const std::string& issuer, const std::string& number,
                        const watchlist::EntryDocument& known) {
  Query query;
  query.document_issuer = issuer;
  query.document_number = number;
  Entry entry;
  entry.documents = {known};
  return CompareDocument(query, entry);
}

TEST_CASE("document: exact, without issuer, misread, of another state, another one", "[identify]") {
  const DocumentSignal exact = Document("UTO", "B0187S252", {"P", "UTO", "B0187S252"});
  const DocumentSignal bare = Document("", "B0187S252", {"P", "UTO", "B0187S252"});
  const DocumentSignal misread = Document("UTO", "801875252", {"P", "UTO", "B0187S252"});
  const DocumentSignal foreign = Document("PAK", "B0187S252", {"P", "UTO", "B0187S252"});
  const DocumentSignal other = Document("UTO", "X99999999", {"P", "UTO", "B0187S252"});
  CHECK(exact.agreement == DocumentAgreement::kExact);
  CHECK(bare.agreement == DocumentAgreement::kExact);
  CHECK(misread.agreement == DocumentAgreement::kMisread);
  CHECK(foreign.agreement == DocumentAgreement::kNone);
  CHECK(other.agreement == DocumentAgreement::kNone);
  CHECK(exact.signal.points > bare.signal.points);
  CHECK(bare.signal.points > misread.signal.points);
  CHECK(misread.signal.points > foreign.signal.points);
  CHECK(foreign.signal.points > 0);
  CHECK(other.signal.points == 0);
  CHECK(exact.signal.entry == "UTO:B0187S252");
}

TEST_CASE("document: a short number is worth less", "[identify]") {
  CHECK(Document("UTO", "123", {"", "UTO", "123"}).signal.points <
        Document("UTO", "123456789", {"", "UTO", "123456789"}).signal.points);
  CHECK(Document("UTO", "", {"", "UTO", ""}).agreement == DocumentAgreement::kNone);
}

// A number as an MRZ states it, with its check digit.
DocumentSignal DocumentWithDigit(const std::string& number, char digit,
                                 const watchlist::EntryDocument& known) {
  Query query;
  query.document_issuer = "UTO";
  query.document_number = number;
  query.document_check_digit = digit;
  Entry entry;
  entry.documents = {known};
  return CompareDocument(query, entry);
}

TEST_CASE("document: the check digit tells a misread number from another one", "[identify]") {
  const watchlist::EntryDocument known{"P", "UTO", "L8989O2C3"};
  // Over L898902C3 the digit is 6; O counts 24 where 0 counts nothing, so over L8989O2C3 it is 0.
  const DocumentSignal as_listed = DocumentWithDigit("L898902C3", '0', known);
  const DocumentSignal as_read = DocumentWithDigit("L898902C3", '6', known);
  const DocumentSignal as_neither = DocumentWithDigit("L898902C3", '1', known);
  const DocumentSignal without = DocumentWithDigit("L898902C3", '\0', known);
  CHECK(as_listed.agreement == DocumentAgreement::kReadByDigit);
  CHECK(as_neither.agreement == DocumentAgreement::kMisread);
  CHECK(without.agreement == DocumentAgreement::kMisread);
  CHECK(as_read.agreement == DocumentAgreement::kNone);
  CHECK(as_listed.signal.points > without.signal.points);
  CHECK(without.signal.points > as_read.signal.points);
  CHECK(as_read.signal.points > 0);
}

TEST_CASE("document: a digit that cannot tell two characters apart decides nothing", "[identify]") {
  // G counts 16 and 6 counts 6: the same modulo 10.
  const watchlist::EntryDocument known{"P", "UTO", "G00000001"};
  for (const char digit : {'3', '4', '5'}) {
    CHECK(DocumentWithDigit("600000001", digit, known).agreement == DocumentAgreement::kMisread);
  }
}

TEST_CASE("document: a passport and a card of one number are two documents", "[identify]") {
  Query query;
  query.document_issuer = "UTO";
  query.document_number = "B0187S252";
  query.document_type = "ID";
  Entry entry;
  entry.documents = {{"P", "UTO", "B0187S252"}};
  CHECK(CompareDocument(query, entry).agreement == DocumentAgreement::kNone);
  query.document_type = "PD";
  CHECK(CompareDocument(query, entry).agreement == DocumentAgreement::kExact);
}

TEST_CASE("document: an issuer that no state has was misread and counts as unknown", "[identify]") {
  CHECK(Document("UT0", "B0187S252", {"P", "UTO", "B0187S252"}).agreement ==
        DocumentAgreement::kExact);
}

TEST_CASE("document: a number of a run of blanks, also misread, and none beside it", "[identify]") {
  const watchlist::EntryDocument run{"P", "UTO", "AO1000", "AO1999"};
  CHECK(Document("UTO", "AO1500", run).agreement == DocumentAgreement::kExact);
  CHECK(Document("UTO", "A01S00", run).agreement == DocumentAgreement::kMisread);
  CHECK(Document("UTO", "AO2000", run).agreement == DocumentAgreement::kNone);
  CHECK(Document("UTO", "AO150", run).agreement == DocumentAgreement::kNone);
  CHECK(Document("UTO", "AO1500", run).signal.entry == "UTO:AO1000/AO1999");
}

}  // namespace
}  // namespace chowki::identify
