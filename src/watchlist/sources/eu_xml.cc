#include <algorithm>
#include <charconv>
#include <string>

#include "base/text.h"
#include "watchlist/sources/country_names.h"
#include "watchlist/sources/draft.h"
#include "watchlist/sources/formats.h"
#include "watchlist/sources/listed_date.h"
#include "watchlist/sources/listed_name.h"
#include "watchlist/sources/values.h"
#include "watchlist/sources/xml_file.h"

namespace chowki::watchlist {
namespace {

constexpr std::string_view kUnknownCountry = "00";

int Number(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

class EuEntity {
 public:
  EuEntity(pugi::xml_node node, CountryNames& countries, Draft& draft)
      : node_(node), countries_(countries), draft_(draft) {}

  void Read() {
    bool first = true;
    for (const pugi::xml_node alias : node_.children("nameAlias")) {
      const bool weak = Attribute(alias, "strong") == "false";
      const NameQuality quality = weak    ? NameQuality::kWeakAlias
                                  : first ? NameQuality::kPrimary
                                          : NameQuality::kStrongAlias;
      first = first && weak;
      const std::string given =
          fmt::format("{} {}", Attribute(alias, "firstName"), Attribute(alias, "middleName"));
      draft_.AddName(
          MakeName(Attribute(alias, "wholeName"), Attribute(alias, "lastName"), given, quality));
      draft_.SetSex("gender", Attribute(alias, "gender"));
    }
    for (const pugi::xml_node date : node_.children("birthdate")) ReadDate(date);
    for (const pugi::xml_node citizenship : node_.children("citizenship")) {
      const std::string code = Country(citizenship);
      if (!code.empty()) draft_.AddNationality("citizenship", code);
    }
    for (const pugi::xml_node id : node_.children("identification")) ReadDocument(id);
  }

 private:
  void ReadDate(pugi::xml_node date) {
    const std::string_view calendar = Attribute(date, "calendarType");
    if (!calendar.empty() && calendar != "GREGORIAN") {
      return draft_.LeaveOut("birthdate", fmt::format("a date of the calendar {}", calendar));
    }
    const int from = Number(Attribute(date, "yearRangeFrom"));
    const int to = Number(Attribute(date, "yearRangeTo"));
    const int year = Number(Attribute(date, "year"));
    Result<EntryBirthDate> read = InvalidInput("no date");
    if (const std::string_view day = Attribute(date, "birthdate"); !day.empty()) {
      read = ParseListedDate(day);
    } else if (year != 0) {
      const PartialDate stated = {year, Number(Attribute(date, "monthOfYear")),
                                  Number(Attribute(date, "dayOfMonth"))};
      read = Between(stated, stated);
    } else if (from != 0 || to != 0) {
      read = Between({from == 0 ? to : from, 0, 0}, {to == 0 ? from : to, 0, 0});
    } else {
      return;  // a place of birth alone
    }
    if (read.ok() && Attribute(date, "circa") == "true") read = Circa(*read);
    draft_.AddBirthDate("birthdate", read);
  }

  void ReadDocument(pugi::xml_node id) {
    const std::string_view kind = Attribute(id, "identificationTypeCode");
    const bool passport = kind.find("passport") != std::string_view::npos;
    if (!passport && kind != "id" && kind != "residentperm") return;
    const std::string_view latin = Attribute(id, "latinNumber");
    const std::string number = ListedNumber(latin.empty() ? Attribute(id, "number") : latin);
    if (number.empty()) return draft_.LeaveOut("identification", "a document without number");
    draft_.AddDocument("identification", passport ? "P" : "ID", Country(id), number);
  }

  // "" when it is not known.
  std::string Country(pugi::xml_node node) {
    const std::string_view text = Attribute(node, "countryIso2Code");
    if (text.empty() || text == kUnknownCountry) return {};
    if (auto code = countries_.FromCode(text); code.ok()) return *std::move(code);
    draft_.LeaveOut("countryIso2Code", fmt::format("'{}' is no country code", Printable(text)));
    return {};
  }

  pugi::xml_node node_;
  CountryNames& countries_;
  Draft& draft_;
};

}  // namespace

Status ReadEuXml(const std::filesystem::path& path, Intake& intake) {
  CHOWKI_ASSIGN_OR_RETURN(
      const XmlFile xml,
      XmlFile::Open(path, "export", "take the EU's consolidated list, XML 1.1 of the FSF"));
  if (!xml.root().child("sanctionEntity")) {
    return InvalidInput("{}: has no <sanctionEntity>; its form has changed", path.string());
  }
  CountryNames countries;
  for (const pugi::xml_node node : xml.root().children("sanctionEntity")) {
    const std::int64_t line = xml.Line(node);
    const std::string_view id = Attribute(node, "logicalId");
    if (Attribute(node.child("subjectType"), "classificationCode") != "P" &&
        Attribute(node.child("subjectType"), "code") != "person") {
      intake.Skip(line, "an organisation, no person");
    } else if (id.empty()) {
      intake.Skip(line, "an entity without logicalId");
    } else {
      Draft draft("eu", fmt::format("eu-{}", id), line, intake);
      draft.SetPurpose("sanctioned");
      draft.entry().authority = "EU";
      draft.entry().reference = Attribute(node, "euReferenceNumber");
      EuEntity(node, countries, draft).Read();
      draft.Finish();
    }
  }
  intake.Progress(1);
  return Ok();
}

}  // namespace chowki::watchlist
