#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "watchlist/sources/country_names.h"
#include "watchlist/sources/csv_table.h"
#include "watchlist/sources/draft.h"
#include "watchlist/sources/formats.h"
#include "watchlist/sources/listed_name.h"
#include "watchlist/sources/values.h"

namespace chowki::watchlist {
namespace {

constexpr std::string_view kBanner = "Last Updated";

// The columns that are read; the list has more.
constexpr CsvColumn kColumns[] = {
    {"Name 6", true},
    {"Name 1", true},
    {"Name 2", true},
    {"Name 3", true},
    {"Name 4", true},
    {"Name 5", true},
    {"Name Non-Latin Script"},
    {"DOB", true},
    {"Nationality", true},
    {"Passport Number", true},
    {"National Identification Number", true},
    {"Other Information", true},
    {"Group Type", true},
    {"Alias Type", true},
    {"Alias Quality"},
    {"Regime"},
    {"Group ID", true},
};

// "(1) Iran (2) Iraq" as older lists have it, or one value.
std::vector<std::string> Values(std::string_view cell) {
  std::vector<std::string> values;
  if (!cell.starts_with("(1)")) {
    if (!cell.empty()) values.emplace_back(cell);
    return values;
  }
  for (int number = 1; !cell.empty(); ++number) {
    cell.remove_prefix(cell.find(')') + 1);
    const size_t next = cell.find(fmt::format("({})", number + 1));
    std::string_view value = Trim(cell.substr(0, next));
    if (value.ends_with('.')) value.remove_suffix(1);
    if (!value.empty()) values.emplace_back(value);
    cell.remove_prefix(next == std::string_view::npos ? cell.size() : next);
  }
  return values;
}

// "RUS0251" of "(UK Sanctions List Ref):RUS0251. (Gender):Male": what stands behind a label.
std::string_view Labelled(std::string_view text, std::string_view label) {
  const size_t at = text.find(label);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = text.substr(at + label.size());
  const size_t end = rest.find_first_of(" .(");
  return Trim(rest.substr(0, end));
}

// The list has a row for each name of a person; together they make one entry.
class UkList {
 public:
  explicit UkList(Intake& intake) : intake_(intake) {}

  void ReadRow(const CsvTable& table) {
    if (table.Cell("Group Type") != "Individual") {
      return intake_.Skip(table.line(), fmt::format("group type '{}', no person",
                                                    Printable(table.Cell("Group Type"))));
    }
    const std::string_view information = table.Cell("Other Information");
    const std::string_view reference = Labelled(information, "(UK Sanctions List Ref):");
    // Rows that people quote from the list lack the number of the group.
    const std::string id(table.Cell("Group ID").empty() ? reference : table.Cell("Group ID"));
    if (id.empty()) return intake_.Skip(table.line(), "a row without Group ID");

    const auto [place, fresh] = places_.try_emplace(id, drafts_.size());
    if (fresh) {
      Draft& draft = drafts_.emplace_back("uk", "uk-" + id, table.line(), intake_);
      draft.SetPurpose("sanctioned");
      draft.entry().authority = "UK OFSI";
      if (!table.Cell("Regime").empty()) {
        draft.entry().authority += fmt::format(" [{}]", table.Cell("Regime"));
      }
      draft.entry().reference = reference.empty() ? id : reference;
    }
    Draft& draft = drafts_[place->second];
    ReadNames(table, draft);
    for (const std::string& date : Values(table.Cell("DOB"))) draft.AddBirthDate("DOB", date);
    for (const std::string& country : Values(table.Cell("Nationality"))) {
      draft.AddNationality("Nationality", countries_.FromName(country));
    }
    ReadDocuments(table, "Passport Number", "P", draft);
    ReadDocuments(table, "National Identification Number", "ID", draft);
    draft.SetSex("Other Information", Labelled(information, "(Gender):"));
  }

  void Finish() {
    for (Draft& draft : drafts_) draft.Finish();
  }

 private:
  static void ReadNames(const CsvTable& table, Draft& draft) {
    std::vector<std::string> given;
    for (const char* column : {"Name 1", "Name 2", "Name 3", "Name 4", "Name 5"}) {
      if (!table.Cell(column).empty()) given.emplace_back(table.Cell(column));
    }
    const std::string_view type = table.Cell("Alias Type");
    const NameQuality quality = table.Cell("Alias Quality") == "Low" ? NameQuality::kWeakAlias
                                : type == "Primary name"             ? NameQuality::kPrimary
                                                                     : NameQuality::kStrongAlias;
    draft.AddName(MakeName("", table.Cell("Name 6"), Join(given, " "), quality));
    for (const std::string& name : ListedNames(table.Cell("Name Non-Latin Script"))) {
      draft.AddName(MakeName(name, "", "", std::max(quality, NameQuality::kStrongAlias)));
    }
  }

  static void ReadDocuments(const CsvTable& table, std::string_view column, std::string_view type,
                            Draft& draft) {
    for (const std::string& text : Values(table.Cell(column))) {
      const std::string number = ListedNumber(text);
      if (number.empty()) {
        draft.LeaveOut(column, fmt::format("'{}' has no number", Printable(text)));
      } else {
        draft.AddDocument(column, type, "", number);
      }
    }
  }

  Intake& intake_;
  CountryNames countries_;
  std::vector<Draft> drafts_;
  std::unordered_map<std::string, size_t> places_;
};

}  // namespace

Status ReadUkCsv(const std::filesystem::path& path, Intake& intake) {
  CHOWKI_ASSIGN_OR_RETURN(CsvTable table,
                          CsvTable::Open(path, kColumns, OtherColumns::kIgnored, kBanner));
  UkList list(intake);
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool more, table.Next(intake));
    if (!more) break;
    list.ReadRow(table);
  }
  list.Finish();
  intake.Progress(1);
  return Ok();
}

}  // namespace chowki::watchlist
