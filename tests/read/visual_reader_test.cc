#include "read/visual_reader.h"

#include <filesystem>

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

#include "read/text_lines.h"

namespace chowki::read {
namespace {

constexpr Date kToday{2026, 11, 22};
constexpr double kPxPerMm = 300 / 25.4;

// A card at 300 ppi with labels in small and values in larger print, laid out in mm.
class Card {
 public:
  Card() : picture_(638, 1011, CV_8UC1, cv::Scalar(225)) {}

  Card& Label(double x_mm, double y_mm, const std::string& text) {
    return Write(x_mm, y_mm, text, 0.65, 1, 20);
  }
  Card& Value(double x_mm, double y_mm, const std::string& text) {
    return Write(x_mm, y_mm, text, 0.8, 2, 20);
  }
  [[nodiscard]] capture::Image Image() const {
    return {picture_, capture::Light::kVisible, Digest{}, std::nullopt};
  }
  [[nodiscard]] cv::Mat& picture() { return picture_; }

 private:
  Card& Write(double x_mm, double y_mm, const std::string& text, double size, int weight,
              int grey) {
    cv::putText(picture_, text, cv::Point2d(x_mm * kPxPerMm, y_mm * kPxPerMm),
                cv::FONT_HERSHEY_SIMPLEX, size, cv::Scalar(grey), weight, cv::LINE_AA);
    return *this;
  }

  cv::Mat picture_;
};

Card Sample() {
  Card card;
  card.Label(30, 8, "Surname / Nom").Value(30, 12, "ERIKSSON");
  card.Label(30, 16, "Given names / Prenoms").Value(30, 20, "ANNA MARIA");
  card.Label(30, 24, "Date of birth").Value(30, 28, "12 AUG 1974");
  card.Label(60, 24, "Sex").Value(60, 28, "F");
  card.Label(30, 32, "Document No.").Value(30, 36, "L8989025");
  card.Label(60, 32, "Date of expiry").Value(60, 36, "15.04.2032");
  return card;
}

VisualReader MakeReader() {
  auto reader = VisualReader::Load(std::filesystem::path(CHOWKI_SOURCE_DIR) / "models", "eng");
  REQUIRE(reader.ok());
  return *std::move(reader);
}

locate::Page CardPage() {
  locate::Page page;
  page.size = locate::PageSize::kId1;
  page.mm_to_px = cv::Matx33d::diag({kPxPerMm, kPxPerMm, 1});
  return page;
}

std::string ValueOf(const VisualZone& zone, const std::string& field) {
  const auto found = zone.fields.find(field);
  return found == zone.fields.end() ? "" : found->second.value;
}

TEST_CASE("fields are read by their labels", "[read]") {
  const locate::Page page = CardPage();
  const auto zone = MakeReader().Read(Sample().Image(), &page, {}, kToday);
  REQUIRE(zone.ok());
  CHECK(ValueOf(*zone, "surname") == "ERIKSSON");
  CHECK(ValueOf(*zone, "given_names") == "ANNA MARIA");
  CHECK(ValueOf(*zone, "birth_date") == "1974-08-12");
  CHECK(ValueOf(*zone, "document_number") == "L8989025");
  CHECK(ValueOf(*zone, "expiry_date") == "2032-04-15");
  CHECK(ValueOf(*zone, "sex") == "F");
  CHECK(zone->fields.at("birth_date").raw == "12 AUG 1974");
  CHECK(zone->fields.at("birth_date").source == Source::kVisual);
  CHECK(zone->overprints.empty());
}

TEST_CASE("a value's region covers it in the image", "[read]") {
  const locate::Page page = CardPage();
  const auto zone = MakeReader().Read(Sample().Image(), &page, {}, kToday);
  REQUIRE(zone.ok());
  const Quad region = zone->fields.at("surname").region;
  CHECK(region.corners[0].x * 85.6 == Approx(30).margin(1));
  CHECK(region.corners[0].y * 53.98 == Approx(10.5).margin(1));
  CHECK(region.corners[2].y * 53.98 == Approx(12).margin(1));
}

TEST_CASE("a card without an MRZ is read by the layout that its values fit", "[read]") {
  PageLayout layout;
  layout.size = locate::PageSize::kId1;
  layout.has_mrz = false;
  layout.values = {{VisualField::kSurname, {29, 9, 50, 4}},
                   {VisualField::kNationality, {29, 17, 20, 4}},
                   {VisualField::kSex, {59, 17, 10, 4}},
                   {VisualField::kBirthDate, {29, 25, 30, 4}},
                   {VisualField::kDocumentNumber, {29, 33, 30, 4}},
                   {VisualField::kExpiryDate, {59, 33, 26, 4}}};
  const auto read = [&](const std::string& issuer, const char* nationality) {
    layout.issuers = {issuer};
    const auto reader =
        VisualReader::Load(std::filesystem::path(CHOWKI_SOURCE_DIR) / "models", "eng", {layout});
    REQUIRE(reader.ok());
    Card card;  // without labels
    card.Value(30, 12, "ERIKSSON").Value(30, 20, nationality).Value(60, 20, "F");
    card.Value(30, 28, "12.08.1974").Value(30, 36, "L8989025").Value(60, 36, "15.04.2032");
    const auto zone = reader->Read(card.Image(), nullptr, {}, kToday);
    REQUIRE(zone.ok());
    return *zone;
  };
  const VisualZone zone = read("UTO", "UTOPIAN");
  CHECK(ValueOf(zone, "surname") == "ERIKSSON");
  CHECK(ValueOf(zone, "nationality") == "UTO");
  CHECK(zone.fields.at("nationality").raw == "UTOPIAN");
  CHECK(ValueOf(zone, "sex") == "F");
  CHECK(ValueOf(zone, "birth_date") == "1974-08-12");
  CHECK(ValueOf(zone, "document_number") == "L8989025");
  CHECK(ValueOf(zone, "expiry_date") == "2032-04-15");
  CHECK(read("UTO", "FRENCH").fields.empty());
}

TEST_CASE("without a page the image is read as it lies", "[read]") {
  const auto zone = MakeReader().Read(Sample().Image(), nullptr, {}, kToday);
  REQUIRE(zone.ok());
  CHECK(ValueOf(*zone, "surname") == "ERIKSSON");
}

TEST_CASE("values without labels are known by the MRZ, others are not bent to it", "[read]") {
  MrzReading mrz;
  mrz.status = MrzStatus::kRead;
  mrz.lines = {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
               "L898902C36UTO7408122F1204159ZE184226B<<<<<10"};
  Card card;
  card.Value(30, 12, "ERIKSSON").Value(30, 20, "ANNA MARIA").Value(30, 28, "12.08.1974");
  card.Value(30, 36, "16.04.2012");  // the MRZ says the 15th
  const locate::Page page = CardPage();
  const auto zone = MakeReader().Read(card.Image(), &page, mrz, kToday);
  REQUIRE(zone.ok());
  CHECK(ValueOf(*zone, "surname") == "ERIKSSON");
  CHECK(ValueOf(*zone, "given_names") == "ANNA MARIA");
  CHECK(ValueOf(*zone, "birth_date") == "1974-08-12");
  CHECK(ValueOf(*zone, "expiry_date") == "2012-04-16");

  // Under its label the value stands as printed, whatever the MRZ says.
  Card other = Sample();
  const auto labelled = MakeReader().Read(other.Image(), &page, mrz, kToday);
  REQUIRE(labelled.ok());
  CHECK(ValueOf(*labelled, "expiry_date") == "2032-04-15");
  CHECK(ValueOf(*labelled, "document_number") == "L8989025");
}

// A page that contradicts its MRZ keeps its text, or none is given: never the MRZ's. What is told
// as borne out by the MRZ (0.85 and more) says the same.
TEST_CASE("a forged page is never told as the MRZ has it", "[read]") {
  MrzReading mrz;
  mrz.status = MrzStatus::kRead;
  mrz.lines = {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
               "L898902C36UTO7408122F1204159ZE184226B<<<<<10"};
  const locate::Page page = CardPage();
  const VisualReader reader = MakeReader();
  struct Forgery {
    const char* field;
    const char* label;
    const char* printed;
    const char* mrz;
  };
  const std::vector<Forgery> forgeries = {
      {"surname", "Surname / Nom", "ERIKSEN", "ERIKSSON"},
      {"surname", "Surname / Nom", "JOHNSSON", "ERIKSSON"},
      {"given_names", "Given names", "ANNE MARIA", "ANNA MARIA"},
      {"given_names", "Given names", "HANNA MARIA", "ANNA MARIA"},
      {"document_number", "Passport No", "L898902C8", "L898902C3"},
      {"document_number", "Passport No", "L893902C3", "L898902C3"},
      {"birth_date", "Date of birth", "12 AUG 1979", "1974-08-12"},
      {"birth_date", "Date of birth", "12.08.1984", "1974-08-12"},
      {"birth_date", "Date of birth", "21.08.1974", "1974-08-12"},
      {"expiry_date", "Date of expiry", "15.04.2022", "2012-04-15"},
      {"expiry_date", "Date of expiry", "15 APR 2017", "2012-04-15"},
      {"sex", "Sex", "M", "F"},
      {"nationality", "Nationality", "FRENCH", "UTO"}};
  for (const Forgery& forgery : forgeries) {
    CAPTURE(forgery.field, forgery.printed);
    const auto value = [&](const char* field, const char* printed) {
      return field == std::string(forgery.field) ? forgery.printed : printed;
    };
    Card card;
    card.Label(30, 6, "Surname / Nom").Value(30, 10, value("surname", "ERIKSSON"));
    card.Label(30, 14, "Given names").Value(30, 18, value("given_names", "ANNA MARIA"));
    card.Label(30, 22, "Nationality").Value(30, 26, value("nationality", "UTOPIAN"));
    card.Label(60, 22, "Sex").Value(60, 26, value("sex", "F"));
    card.Label(30, 30, "Date of birth").Value(30, 34, value("birth_date", "12.08.1974"));
    card.Label(60, 30, "Passport No").Value(60, 34, value("document_number", "L898902C3"));
    card.Label(30, 38, "Date of expiry").Value(30, 42, value("expiry_date", "15.04.2012"));
    const auto zone = reader.Read(card.Image(), &page, mrz, kToday);
    REQUIRE(zone.ok());
    CHECK(ValueOf(*zone, forgery.field) != forgery.mrz);
    // What was not forged is read as it stands beside it.
    const bool is_surname = forgery.field == std::string("surname");
    CHECK(ValueOf(*zone, is_surname ? "given_names" : "surname") ==
          (is_surname ? "ANNA MARIA" : "ERIKSSON"));
  }
}

TEST_CASE("an altered value is read without a label that leads to it", "[read]") {
  MrzReading mrz;
  mrz.status = MrzStatus::kRead;
  mrz.lines = {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
               "L898902C36UTO7408122F1204159ZE184226B<<<<<10"};
  const locate::Page page = CardPage();
  const VisualReader reader = MakeReader();
  const auto [field, printed, value] = GENERATE(table<std::string, std::string, std::string>(
      {{"surname", "EMINSTOW", "EMINSTOW"},  // four letters of eight
       {"birth_date", "12.08.1994", "1994-08-12"}}));
  Card card;
  card.Value(30, 10, field == "surname" ? printed : "ERIKSSON").Value(30, 18, "ANNA MARIA");
  card.Value(30, 34, field == "birth_date" ? printed : "12.08.1974");
  const auto zone = reader.Read(card.Image(), &page, mrz, kToday);
  REQUIRE(zone.ok());
  CHECK(ValueOf(*zone, field) == value);
  CHECK(ValueOf(*zone, "given_names") == "ANNA MARIA");

  // A day of which only the last digit was seen is no other day.
  Card cut;
  cut.Value(30, 10, "ERIKSSON").Label(30, 30, "Date of birth").Value(30, 34, "2 AUG 1974");
  const auto without_digit = reader.Read(cut.Image(), &page, mrz, kToday);
  REQUIRE(without_digit.ok());
  CHECK(ValueOf(*without_digit, "birth_date").empty());

  // A date that may be the issue of a child's document is nobody's birth.
  mrz.lines[1] = "L898902C36UTO2408126F3204153ZE184226B<<<<<<6";
  Card childs;
  childs.Value(30, 10, "ERIKSSON").Value(30, 18, "ANNA MARIA").Value(30, 34, "12.08.2026");
  const auto without = reader.Read(childs.Image(), &page, mrz, kToday);
  REQUIRE(without.ok());
  CHECK(ValueOf(*without, "birth_date").empty());
}

TEST_CASE("a date joined to what stands above it is read from a strip", "[read]") {
  MrzReading mrz;
  mrz.status = MrzStatus::kRead;
  mrz.lines = {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
               "L898902C36UTO7408122F1204159ZE184226B<<<<<10"};
  const locate::Page page = CardPage();
  const auto printed = GENERATE(as<std::string>(), "1974-08-12", "1994-08-12");
  Card card;
  card.Value(30, 10, "ERIKSSON").Value(30, 18, "ANNA MARIA").Value(30, 26, "L898902C3");
  card.Value(30, 34, printed.substr(8) + "." + printed.substr(5, 2) + "." + printed.substr(0, 4));
  for (int x = 30; x < 48; x += 3) {  // a pattern's arcs, as dark as the print
    const cv::Point at(cvRound((x + 1) * kPxPerMm), cvRound(31.6 * kPxPerMm));
    cv::ellipse(card.picture(), at, {18, 10}, 0, 0, 360, cv::Scalar(40), 2, cv::LINE_AA);
  }
  const auto zone = MakeReader().Read(card.Image(), &page, mrz, kToday);
  REQUIRE(zone.ok());
  CHECK(ValueOf(*zone, "birth_date") == printed);
}

TEST_CASE("an overprint is told", "[read]") {
  Card card = Sample();
  card.Value(5, 46, "SPECIMEN");
  const locate::Page page = CardPage();
  const auto zone = MakeReader().Read(card.Image(), &page, {}, kToday);
  REQUIRE(zone.ok());
  REQUIRE(zone->overprints.size() == 1);
  CHECK(zone->overprints[0].value == "SPECIMEN");
}

TEST_CASE("an empty page has no fields, a passed deadline is an error", "[read]") {
  const locate::Page page = CardPage();
  const VisualReader reader = MakeReader();
  CHECK(reader.Read(Card().Image(), &page, {}, kToday)->fields.empty());
  const Deadline passed(Deadline::SteadyClock::now());
  CHECK(reader.Read(Sample().Image(), &page, {}, kToday, passed).status().code() ==
        StatusCode::kDeadlineExceeded);
}

TEST_CASE("print is found apart from lines of the background", "[read]") {
  Card card = Sample();
  for (int x = 0; x < 1011; x += 23) {  // a faint guilloche
    cv::line(card.picture(), {x, 0}, {x + 300, 637}, cv::Scalar(185), 1, cv::LINE_AA);
  }
  const std::vector<PrintedLine> lines = FindLines(card.picture(), kPxPerMm);
  CHECK(lines.size() >= 10);
  CHECK(lines.size() <= 16);
}

}  // namespace
}  // namespace chowki::read
