#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

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

PartialDate Year(std::string_view text) {
  PartialDate date;
  std::from_chars(text.data(), text.data() + text.size(), date.year);
  return date;
}

class UnIndividual {
 public:
  UnIndividual(pugi::xml_node node, CountryNames& countries, Draft& draft)
      : node_(node), countries_(countries), draft_(draft) {}

  void Read() {
    ReadName();
    for (const pugi::xml_node alias : node_.children("INDIVIDUAL_ALIAS")) ReadAlias(alias);
    for (const pugi::xml_node date : node_.children("INDIVIDUAL_DATE_OF_BIRTH")) ReadDate(date);
    for (const pugi::xml_node value : node_.child("NATIONALITY").children("VALUE")) {
      const std::string_view country = Trim(value.child_value());
      if (!country.empty()) draft_.AddNationality("NATIONALITY", countries_.FromName(country));
    }
    for (const pugi::xml_node document : node_.children("INDIVIDUAL_DOCUMENT")) {
      ReadDocument(document);
    }
    draft_.SetSex("GENDER", ChildText(node_, "GENDER"));
  }

 private:
  void ReadName() {
    std::vector<std::string> parts;
    for (const char* field : {"FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"}) {
      if (const auto part = ChildText(node_, field); !part.empty()) parts.emplace_back(part);
    }
    // Which of them is the surname the list does not say: "RI WON HO".
    draft_.AddName(MakeName(Join(parts, " "), "", "", NameQuality::kPrimary));
    AddNames(ChildText(node_, "NAME_ORIGINAL_SCRIPT"), NameQuality::kStrongAlias);
  }

  void AddNames(std::string_view text, NameQuality quality) {
    for (const std::string& name : ListedNames(text)) draft_.AddName(ListedName(name, quality));
  }

  // An alias may come with a date of its own and with the name in its script in the note.
  void ReadAlias(pugi::xml_node alias) {
    const bool weak = ChildText(alias, "QUALITY") == "Low";
    const NameQuality quality = weak ? NameQuality::kWeakAlias : NameQuality::kStrongAlias;
    AddNames(ChildText(alias, "ALIAS_NAME"), quality);
    const std::string_view note = ChildText(alias, "NOTE");
    constexpr std::string_view kOriginal = "original script:";
    const bool spellings = note.find(';') != std::string_view::npos &&
                           note.find_first_of("0123456789:") == std::string_view::npos;
    if (note.starts_with(kOriginal) || spellings) AddNames(note, quality);
    draft_.AddBirthDate("DATE_OF_BIRTH", ChildText(alias, "DATE_OF_BIRTH"));
  }

  void ReadDate(pugi::xml_node date) {
    const std::string_view type = ChildText(date, "TYPE_OF_DATE");
    const std::string_view from = ChildText(date, "FROM_YEAR");
    const std::string_view year = ChildText(date, "YEAR");
    const std::string_view note = ChildText(date, "NOTE");
    const bool circa = type == "APPROXIMATELY" || note.starts_with("Approximately");
    Result<EntryBirthDate> read = InvalidInput("no date");
    if (!from.empty()) {
      read = Between(Year(from), Year(ChildText(date, "TO_YEAR")));
    } else if (const auto day = ChildText(date, "DATE"); !day.empty()) {
      read = ParseListedDate(day);
    } else if (!year.empty()) {
      read = ParseListedDate(fmt::format("{} {}", note, year));  // NOTE "Sep.", YEAR 1958
      if (!read.ok()) read = ParseListedDate(year);
    } else if (!note.empty()) {
      read = ParseListedDate(note);
    } else {
      return;  // the list says so when it knows nothing
    }
    if (read.ok() && circa) read = Circa(*read);
    draft_.AddBirthDate("INDIVIDUAL_DATE_OF_BIRTH", read);
  }

  void ReadDocument(pugi::xml_node document) {
    const std::string_view kind = ChildText(document, "TYPE_OF_DOCUMENT");
    if (kind.empty()) return;
    const std::string note(ChildText(document, "NOTE"));
    const std::string detail(ChildText(document, "TYPE_OF_DOCUMENT2"));
    std::string number = ListedNumber(ChildText(document, "NUMBER"));
    for (const std::string* text : {&note, &detail}) {  // "... passport number L 191609 issued ..."
      const size_t at = text->find("number ");
      if (number.empty() && at != std::string::npos) {
        const std::string rest = text->substr(at);
        number = ListedNumber(rest.substr(0, rest.find(" issued")));
      }
    }
    if (number.empty()) return draft_.LeaveOut("INDIVIDUAL_DOCUMENT", "a document without number");
    const std::string upper = AsciiUpper(kind);
    const bool passport = upper.find("PAS") != std::string::npos;  // also "pasaporte", "passeport"
    draft_.AddDocument("INDIVIDUAL_DOCUMENT", passport ? "P" : "ID", Issuer(document), number);
  }

  std::string Issuer(pugi::xml_node document) {
    for (const char* field : {"ISSUING_COUNTRY", "COUNTRY_OF_ISSUE"}) {
      const std::string_view country = ChildText(document, field);
      if (country.empty()) continue;
      if (auto code = countries_.FromName(country); code.ok()) return *std::move(code);
      draft_.LeaveOut(field, fmt::format("'{}' is no country that is known", Printable(country)));
    }
    return {};
  }

  pugi::xml_node node_;
  CountryNames& countries_;
  Draft& draft_;
};

}  // namespace

Status ReadUnXml(const std::filesystem::path& path, Intake& intake) {
  CHOWKI_ASSIGN_OR_RETURN(
      const XmlFile xml,
      XmlFile::Open(path, "CONSOLIDATED_LIST", "take the consolidated list of the UN as XML"));
  CountryNames countries;
  const pugi::xml_node people = xml.root().child("INDIVIDUALS");
  if (!people) return InvalidInput("{}: has no <INDIVIDUALS>; its form has changed", path.string());
  for (const pugi::xml_node node : people.children("INDIVIDUAL")) {
    const std::string_view id = ChildText(node, "DATAID");
    if (id.empty()) {
      intake.Skip(xml.Line(node), "an individual without DATAID");
      continue;
    }
    Draft draft("un", fmt::format("un-{}", id), xml.Line(node), intake);
    draft.SetPurpose("sanctioned");
    draft.entry().authority = "UN Security Council";
    draft.entry().reference = ChildText(node, "REFERENCE_NUMBER");
    const PartialDate version = Year(ChildText(node, "VERSIONNUM"));
    draft.entry().revision = std::max(1, version.year);
    UnIndividual(node, countries, draft).Read();
    draft.Finish();
  }
  for (const pugi::xml_node node : xml.root().child("ENTITIES").children("ENTITY")) {
    intake.Skip(xml.Line(node), "an organisation, no person");
  }
  intake.Progress(1);
  return Ok();
}

}  // namespace chowki::watchlist
