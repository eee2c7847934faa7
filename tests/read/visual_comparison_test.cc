#include "read/visual_comparison.h"

#include <catch2/catch.hpp>

#include "icao/mrz_name.h"
#include "icao/mrz_parse.h"

namespace chowki::read {
namespace {

constexpr Date kToday{2026, 11, 22};

icao::MrzRecord Passport(const std::string& surname, const std::string& given_names) {
  const auto record = icao::ParseMrz({"P<UTO" + icao::MakeNameField(surname, given_names, 39),
                                      "L898902C36UTO7408122F1204159ZE184226B<<<<<10"},
                                     kToday);
  REQUIRE(record.ok());
  return *record;
}

Reading<std::string> Visual(const std::string& value) {
  return {value, 0.9, Source::kVisual, {}, value};
}

// How the printed names agree with those of an MRZ: "surname, given names".
std::string Names(const icao::MrzRecord& record, const std::string& surname,
                  const std::string& given_names) {
  const auto comparisons =
      CompareWithMrz(record, {{"surname", Visual(surname)}, {"given_names", Visual(given_names)}});
  return std::string(Name(comparisons[0].agreement)) + ", " +
         std::string(Name(comparisons[1].agreement));
}

Agreement Of(const std::string& field, const std::string& value) {
  const auto comparisons =
      CompareWithMrz(Passport("ERIKSSON", "ANNA MARIA"), {{field, Visual(value)}});
  for (const FieldComparison& comparison : comparisons) {
    if (Name(comparison.field) != field) continue;
    CHECK(comparison.confidence == 0.9);
    return comparison.agreement;
  }
  return Agreement::kNotCompared;
}

TEST_CASE("equal names are the same, whatever stands between their words", "[read]") {
  CHECK(Names(Passport("ERIKSSON", "ANNA MARIA"), "ERIKSSON", "ANNA-MARIA") == "same, same");
  CHECK(Names(Passport("OCONNOR", "ENYA"), "O'CONNOR", "ENYA") == "same, same");
  CHECK(Names(Passport("ERIKSSON", "ANNA"), "ERIKSON", "ANNA") == "differs, same");
}

TEST_CASE("every legal rendering of a letter agrees", "[read]") {
  CHECK(Names(Passport("MUELLER", "JUERGEN"), "MÜLLER", "JÜRGEN") == "rendered, rendered");
  CHECK(Names(Passport("MULLER", "JURGEN"), "MÜLLER", "JÜRGEN") == "same, same");
  CHECK(Names(Passport("MUXXLLER", "ANNA"), "MÜLLER", "ANNA") == "rendered, same");
  CHECK(Names(Passport("AEVARSDOTTIR", "THURIDUR"), "ÆVARSDÓTTIR", "ÞURIDUR") ==
        "rendered, rendered");
  CHECK(Names(Passport("STRASSE", "ANNA"), "STRAßE", "ANNA") == "same, same");
  CHECK(Names(Passport("MOLLER", "ANNA"), "MÜLLER", "ANNA") == "differs, same");
}

TEST_CASE("what no reading can tell is forgiven", "[read]") {
  CHECK(Names(Passport("OESTBERG", "AASA"), "OSTBERG", "ASA") == "rendered, rendered");
  CHECK(Names(Passport("AFIQ", "ANNA"), "AFIQ AGAMUSA", "ANNA MARIA") == "truncated, truncated");
  CHECK(Names(Passport("AFIQ AGAMUSA", "ANNA"), "AFIQ", "MARIA") == "truncated, differs");
  CHECK(Of("document_number", "L898902C3") == Agreement::kSame);
  CHECK(Of("document_number", "L8989O2C3") == Agreement::kSame);
  CHECK(Of("document_number", "LB98902C3") == Agreement::kDiffers);
  CHECK(Of("document_number", "000L898902C3") == Agreement::kTruncated);
  CHECK(Of("document_number", "898902C3") == Agreement::kDiffers);
}

TEST_CASE("a name that its field could not take agrees as far as it goes", "[read]") {
  const std::string given = "ALEXANDRA WILHELMINA CONSTANTINA THEODORA";
  const icao::MrzRecord cut = Passport("ERIKSSON", given);
  REQUIRE(cut.name_may_be_truncated);
  CHECK(Names(cut, "ERIKSSON", given) == "same, truncated");
  const icao::MrzRecord full = Passport("KAKAR", "JULIETTE DESIDERIA N JOSEPHINE MAR");
  REQUIRE(full.name_may_be_truncated);
  CHECK(Names(full, "KAKAR", "JULIETTE DESIDERIAN JOSEPHINE MARGUERITE") == "same, truncated");
  CHECK(Names(cut, "ERIKSSON", "ALEXANDRA MATHILDE CONSTANTINA THEODORA") == "same, differs");
  CHECK(Names(Passport("ERIKSSON", "ANNA"), "ERIKSSON", "ANNA MARIA") == "same, truncated");
}

TEST_CASE("the order of names and their division do not count as different", "[read]") {
  CHECK(Names(Passport("ERIKSSON", "MARIA ANNA"), "ERIKSSON", "ANNA MARIA") == "same, reordered");
  CHECK(Names(Passport("ANNA", "ERIKSSON"), "ERIKSSON", "ANNA") == "reordered, reordered");
  CHECK(Names(Passport("GARCIA", "LOPEZ ANA"), "GARCIA LOPEZ", "ANA") == "reordered, reordered");
}

TEST_CASE("other fields agree or differ", "[read]") {
  CHECK(Of("document_number", "L898902C3") == Agreement::kSame);
  CHECK(Of("document_number", "L898902C4") == Agreement::kDiffers);
  CHECK(Of("birth_date", "1974-08-12") == Agreement::kSame);
  CHECK(Of("birth_date", "1874-08-12") == Agreement::kSame);  // an MRZ has no century
  CHECK(Of("birth_date", "1975-08-12") == Agreement::kDiffers);
  CHECK(Of("expiry_date", "2012-04-15") == Agreement::kSame);
  CHECK(Of("sex", "F") == Agreement::kSame);
  CHECK(Of("sex", "M") == Agreement::kDiffers);
  CHECK(Of("nationality", "UTO") == Agreement::kSame);
  CHECK(Of("nationality", "FRANCE") == Agreement::kDiffers);
  CHECK(Of("nationality", "UTOPIAN CITIZEN") == Agreement::kNotCompared);
  CHECK(Of("personal_number", "ZE184226B") == Agreement::kSame);
  CHECK(Of("personal_number", "184226") == Agreement::kSame);
  CHECK(Of("personal_number", "99") == Agreement::kNotCompared);
}

TEST_CASE("a nationality may be a code or a state's name", "[read]") {
  icao::MrzRecord record = Passport("ERIKSSON", "ANNA");
  record.nationality = "FRA";
  for (const char* text : {"FRA", "FRANCE", "FRANÇAISE / FRANCE"}) {
    CHECK(CompareWithMrz(record, {{"nationality", Visual(text)}})[3].agreement == Agreement::kSame);
  }
}

TEST_CASE("what the page does not have is not compared", "[read]") {
  const auto comparisons = CompareWithMrz(Passport("ERIKSSON", "ANNA"), {});
  REQUIRE(comparisons.size() == 8);
  for (const FieldComparison& comparison : comparisons) {
    CHECK(comparison.agreement == Agreement::kNotCompared);
  }
  CHECK(comparisons[0].mrz == "ERIKSSON");
}

TEST_CASE("an altered value is nearly the MRZ's, another one is not", "[read]") {
  CHECK(IsNearly(VisualField::kBirthDate, "1974-08-12", "1994-08-12"));
  CHECK(IsNearly(VisualField::kBirthDate, "1974-08-12", "1974-09-12"));
  CHECK_FALSE(IsNearly(VisualField::kBirthDate, "1974-08-12", "1994-08-13"));
  CHECK(IsNearly(VisualField::kDocumentNumber, "L898902C3", "L893902C8"));
  CHECK_FALSE(IsNearly(VisualField::kDocumentNumber, "L898902C3", "L893901C8"));
  CHECK_FALSE(IsNearly(VisualField::kDocumentNumber, "L898902C3", "L898902C"));
  CHECK(IsNearly(VisualField::kSurname, "AL-AMIRI", "AL-ALIRK"));
  CHECK_FALSE(IsNearly(VisualField::kSurname, "NIAZI", "KAKAR"));
  CHECK_FALSE(IsNearly(VisualField::kSurname, "", ""));
}

TEST_CASE("shapes are what print can tell apart", "[read]") {
  CHECK(ShapesOf(VisualField::kDocumentNumber, "DO7I-8") == "D0718");
  CHECK(ShapesOf(VisualField::kBirthDate, "1974-08-12") == "740812");
  CHECK(ShapesOf(VisualField::kSurname, "O'CONNOR-SØ") == "OCONNORSO");
}

}  // namespace
}  // namespace chowki::read
