#include <string>

#include "watchlist/sources/formats.h"
#include "watchlist/sources/ofac.h"
#include "watchlist/sources/values.h"
#include "watchlist/sources/xml_file.h"

namespace chowki::watchlist {
namespace {

class OfacEntry {
 public:
  OfacEntry(pugi::xml_node node, CountryNames& countries, Draft& draft)
      : node_(node), countries_(countries), draft_(draft) {}

  void Read() {
    draft_.AddName(Name(node_, NameQuality::kPrimary));
    for (const pugi::xml_node alias : node_.child("akaList").children("aka")) {
      const bool weak = ChildText(alias, "category") == "weak";
      draft_.AddName(Name(alias, weak ? NameQuality::kWeakAlias : NameQuality::kStrongAlias));
    }
    for (const pugi::xml_node item : node_.child("dateOfBirthList").children("dateOfBirthItem")) {
      draft_.AddBirthDate("dateOfBirth", ChildText(item, "dateOfBirth"));
    }
    for (const char* kind : {"nationality", "citizenship"}) {
      const std::string list = std::string(kind) + "List";
      for (const pugi::xml_node item : node_.child(list.c_str()).children(kind)) {
        draft_.AddNationality(kind, countries_.FromName(ChildText(item, "country")));
      }
    }
    for (const pugi::xml_node id : node_.child("idList").children("id")) ReadId(id);
  }

 private:
  static EntryName Name(pugi::xml_node node, NameQuality quality) {
    return MakeName("", ChildText(node, "lastName"), ChildText(node, "firstName"), quality);
  }

  // Sex is an "id" too.
  void ReadId(pugi::xml_node id) {
    const std::string_view kind = ChildText(id, "idType");
    const std::string_view number = ChildText(id, "idNumber");
    if (kind == "Gender") return draft_.SetSex("idNumber", number);
    const std::string_view type = OfacDocumentType(kind);
    if (type.empty()) return;
    std::string issuer;
    if (const std::string_view country = ChildText(id, "idCountry"); !country.empty()) {
      if (auto code = countries_.FromName(country); code.ok()) {
        issuer = *std::move(code);
      } else {
        draft_.LeaveOut("idCountry", Message(code.status()));
      }
    }
    draft_.AddDocument("idNumber", type, std::move(issuer), number);
  }

  pugi::xml_node node_;
  CountryNames& countries_;
  Draft& draft_;
};

std::string Programs(pugi::xml_node entry) {
  std::string all;
  for (const pugi::xml_node program : entry.child("programList").children("program")) {
    if (!all.empty()) all += "] [";
    all += program.child_value();
  }
  return all;
}

}  // namespace

Status ReadOfacXml(const std::filesystem::path& path, Intake& intake) {
  CHOWKI_ASSIGN_OR_RETURN(
      const XmlFile xml,
      XmlFile::Open(path, "sdnList", "take SDN.XML or CONSOLIDATED.XML, not the advanced form"));
  if (!xml.root().child("sdnEntry")) {
    return InvalidInput("{}: has no <sdnEntry>; its form has changed", path.string());
  }
  CountryNames countries;
  for (const pugi::xml_node node : xml.root().children("sdnEntry")) {
    const std::int64_t line = xml.Line(node);
    const std::string_view kind = ChildText(node, "sdnType");
    const std::string_view uid = ChildText(node, "uid");
    if (kind != "Individual") {
      intake.Skip(line, fmt::format("an entry of type '{}', no person", kind));
    } else if (uid.empty()) {
      intake.Skip(line, "an entry without uid");
    } else {
      Draft draft = OfacDraft(uid, Programs(node), line, intake);
      OfacEntry(node, countries, draft).Read();
      draft.Finish();
    }
  }
  intake.Progress(1);
  return Ok();
}

}  // namespace chowki::watchlist
