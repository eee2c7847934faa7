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
  CHECK(ValueOf(*zone, "expiry_date").empty());

  // Under its label the value stands as printed, whatever the MRZ says.
  Card other = Sample();
  const auto labelled = MakeReader().Read(other.Image(), &page, mrz, kToday);
  REQUIRE(labelled.ok());
  CHECK(ValueOf(*labelled, "expiry_date") == "2032-04-15");
  CHECK(ValueOf(*labelled, "document_number") == "L8989025");
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
