#include "read/visual_label.h"

#include <catch2/catch.hpp>

#include "read/latin.h"
#include "read/visual_value.h"

namespace chowki::read {
namespace {

constexpr Date kToday{2026, 11, 22};

std::string LabelOf(std::string_view text, bool visa = false) {
  return std::string(Name(FindLabel(text, visa).field));
}

TEST_CASE("labels are known in several languages and side by side", "[read]") {
  CHECK(LabelOf("Surname / Nom (1)") == "surname");
  CHECK(LabelOf("Given names/Prénoms") == "given_names");
  CHECK(LabelOf("Date of birth / Date de naissance") == "birth_date");
  CHECK(LabelOf("Fecha de caducidad") == "expiry_date");
  CHECK(LabelOf("Staatsangehörigkeit/Nationality") == "nationality");
  CHECK(LabelOf("Place of birth / Lieu de naissance") == "place_of_birth");
  CHECK(LabelOf("Sex/Sexe") == "sex");
  CHECK(LabelOf("Issuing authority") == "authority");
}

TEST_CASE("what was cut out of a label is known as such", "[read]") {
  CHECK(IsPieceOfLabel(VisualField::kGivenNames, "VEN NAM"));
  CHECK(IsPieceOfLabel(VisualField::kSurname, "SURNAME"));
  CHECK_FALSE(IsPieceOfLabel(VisualField::kSurname, "VEN NAM"));
  CHECK_FALSE(IsPieceOfLabel(VisualField::kSurname, "ERIKSSON"));
}

TEST_CASE("a few wrong letters do not hide a label", "[read]") {
  CHECK(LabelOf("Date of.expity") == "expiry_date");
  CHECK(LabelOf("Docurnent No.") == "document_number");
  CHECK(LabelOf("Surnane") == "surname");
  CHECK(FindLabel("Surname", false).quality == 1);
  CHECK(FindLabel("Surnane", false).quality < 1);
}

TEST_CASE("values are not taken for labels", "[read]") {
  CHECK(FindLabel("ERIKSSON", false).field == VisualField::kNone);
  CHECK(FindLabel("SEXTON", false).field == VisualField::kNone);
  CHECK(FindLabel("PASSPORT OFFICE UTOPOLIS", false).field == VisualField::kNone);
  CHECK(FindLabel("12 AUG 1974", false).field == VisualField::kNone);
  CHECK(FindLabel("", false).field == VisualField::kNone);
}

TEST_CASE("a passport's number on a visa is another document's", "[read]") {
  CHECK(LabelOf("Passport No.") == "document_number");
  CHECK(FindLabel("Passport No.", true).field == VisualField::kOther);
  CHECK(LabelOf("Document No.", true) == "document_number");
}

TEST_CASE("what follows a label is kept", "[read]") {
  CHECK(FindLabel("Date of birth: 12.08.1974", false).rest == "12 08 1974");
}

TEST_CASE("overprints are known in several languages", "[read]") {
  CHECK(FindOverprint("SPÉCIMEN") == "SPECIMEN");
  CHECK(FindOverprint("· MUSTER ·") == "MUSTER");
  CHECK(FindOverprint("WZÓR") == "WZOR");
  CHECK(FindOverprint("SPEC1MEN") == "SPECIMEN");
  CHECK(FindOverprint("MUSTERMANN").empty());
  CHECK(FindOverprint("ERIKSSON").empty());
}

TEST_CASE("values are brought into one form by their field", "[read]") {
  const auto value = [](VisualField field, std::string_view text) {
    return NormaliseValue(field, text, kToday).value_or("-");
  };
  CHECK(value(VisualField::kSurname, "Virtanen") == "VIRTANEN");
  CHECK(value(VisualField::kSurname, "O'SHAUGHNESSY") == "O'SHAUGHNESSY");
  CHECK(value(VisualField::kSurname, "ÆVARSDÓTTIR") == "ÆVARSDÓTTIR");
  CHECK(value(VisualField::kSurname, "ΑΛΕΞΑΝΔΡΟΥ / ALEXANDER") == "ALEXANDER");
  CHECK(value(VisualField::kSurname, "L898902C3") == "-");
  CHECK(value(VisualField::kDocumentNumber, "AA 0000000") == "AA0000000");
  CHECK(value(VisualField::kDocumentNumber, "ERIKSSON") == "-");
  CHECK(value(VisualField::kSex, "K/F") == "F");
  CHECK(value(VisualField::kSex, "M") == "M");
  CHECK(value(VisualField::kSex, "ERIKSSON") == "-");
  CHECK(value(VisualField::kExpiryDate, "15 APR 12") == "2012-04-15");
  CHECK(value(VisualField::kOther, "P") == "-");
}

TEST_CASE("distances stop counting at their limit", "[read]") {
  CHECK(Distance("KITTEN", "SITTING", 5) == 3);
  CHECK(Distance("KITTEN", "SITTING", 2) == 3);
  CHECK(Distance("A", "ABCDEFG", 2) == 3);
  CHECK(Distance("", "", 0) == 0);
}

}  // namespace
}  // namespace chowki::read
