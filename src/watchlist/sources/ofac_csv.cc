#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "watchlist/sources/csv_rows.h"
#include "watchlist/sources/formats.h"
#include "watchlist/sources/listed_name.h"
#include "watchlist/sources/ofac.h"
#include "watchlist/sources/values.h"

// source  OFAC's data specification: files without header; "-0- " is no value; remarks of more than
//         1,000 bytes go on in the comments file; weak aliases stand in the remarks alone.

namespace chowki::watchlist {
namespace {

namespace fs = std::filesystem;

constexpr size_t kPrimaryCells = 12;
constexpr size_t kAliasCells = 5;
constexpr size_t kCommentCells = 2;
constexpr std::string_view kEndMark = "\x1a";

struct Files {
  std::string_view primary;
  std::string_view aliases;
  std::string_view comments;
};
constexpr Files kLists[] = {{"sdn.csv", "alt.csv", "sdn_comments.csv"},
                            {"cons_prim.csv", "cons_alt.csv", "cons_comments.csv"}};

struct Alias {
  std::int64_t line = 0;
  std::string name;
};
using Aliases = std::unordered_map<std::string, std::vector<Alias>>;
using Comments = std::unordered_map<std::string, std::string>;

// The file of a name, plain or gzipped; "" when there is none.
fs::path FindFile(const fs::path& folder, std::string_view name) {
  for (const char* suffix : {"", ".gz"}) {
    const fs::path path = folder / (std::string(name) + suffix);
    if (fs::is_regular_file(path)) return path;
  }
  return {};
}

std::string_view Value(std::string_view cell) {
  const std::string_view value = Trim(cell);
  return value == "-0-" ? std::string_view() : value;
}

bool IsNumber(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Calls use(row) for each row of a file that has so many cells and begins with a number; other rows
// are skipped. A first row of another form means another format.
template <typename Use>
Status ForEachRow(const fs::path& path, size_t cells, Intake& intake, bool progress, Use use) {
  intake.StartFile(path);
  CHOWKI_ASSIGN_OR_RETURN(TextFile file, TextFile::Open(path));
  CsvRows rows(file);
  CsvRow row;
  for (std::int64_t count = 0;; ++count) {
    CHOWKI_ASSIGN_OR_RETURN(const bool more, rows.Next(row));
    if (!more) {
      if (count == 0) return InvalidInput("{}: the file is empty", path.string());
      return Ok();
    }
    if (progress && count % kProgressStep == 0) intake.Progress(file.Progress());
    if (row.cells.size() == 1 && Trim(row.cells[0]) == kEndMark) continue;
    if (row.fault.empty() && row.cells.size() == cells && IsNumber(Trim(row.cells[0]))) {
      use(row);
      continue;
    }
    std::string fault = row.fault;
    if (fault.empty() && row.cells.size() != cells) {
      fault = fmt::format("{} cells, {} are expected", row.cells.size(), cells);
    } else if (fault.empty()) {
      fault = fmt::format("'{}' is no number of an entry", Printable(row.cells[0]));
    }
    if (count == 0) {
      return InvalidInput("{}: line {}: {}; OFAC's legacy CSV has no header and {} columns",
                          path.string(), row.line, fault, cells);
    }
    if (!file.LastLineEnded()) {
      return DataLoss("{}: line {}: {}; the file ends in this row: fetch it again", path.string(),
                      row.line, fault);
    }
    intake.Skip(row.line, fault);
  }
}

// One list of the two.
class OfacList {
 public:
  OfacList(Intake& intake, CountryNames& countries) : intake_(intake), countries_(countries) {}

  Status Read(const fs::path& folder, const Files& files) {
    const fs::path primary = FindFile(folder, files.primary);
    const fs::path aliases = FindFile(folder, files.aliases);
    const fs::path comments = FindFile(folder, files.comments);
    if (aliases.empty()) {
      return NotFound("{}: {} is there, {} is not; fetch it too", folder.string(), files.primary,
                      files.aliases);
    }
    CHOWKI_RETURN_IF_ERROR(
        ForEachRow(aliases, kAliasCells, intake_, false, [this](const CsvRow& row) {
          aliases_[std::string(Trim(row.cells[0]))].push_back(
              {row.line, std::string(Value(row.cells[3]))});
        }));
    if (!comments.empty()) {
      CHOWKI_RETURN_IF_ERROR(
          ForEachRow(comments, kCommentCells, intake_, false, [this](const CsvRow& row) {
            comments_[std::string(Trim(row.cells[0]))] += row.cells[1];
          }));
    }
    CHOWKI_RETURN_IF_ERROR(ForEachRow(primary, kPrimaryCells, intake_, true,
                                      [this](const CsvRow& row) { Take(row); }));
    return AliasesOfNobody(aliases);
  }

 private:
  void Take(const CsvRow& row) {
    const std::string uid(Trim(row.cells[0]));
    const auto aliases = aliases_.extract(uid);
    const std::string_view kind = Value(row.cells[2]);
    if (kind != "individual") {
      return intake_.Skip(
          row.line,
          fmt::format("{}, no person", kind.empty() ? "an organisation" : "a " + Printable(kind)));
    }
    Draft draft = OfacDraft(uid, Value(row.cells[3]), row.line, intake_);
    draft.AddName(ListedName(Value(row.cells[1]), NameQuality::kPrimary));
    if (!aliases.empty()) {
      for (const Alias& alias : aliases.mapped()) {
        draft.AddName(ListedName(alias.name, NameQuality::kStrongAlias));
      }
    }
    std::string remarks(Value(row.cells[11]));
    if (const auto more = comments_.find(uid); more != comments_.end()) {
      remarks = row.cells[11] + more->second;  // cut within a word: nothing goes between
    }
    ReadRemarks(remarks, draft);
    draft.Finish();
  }

  void ReadRemarks(std::string_view remarks, Draft& draft) {
    remarks = Trim(remarks);
    if (remarks.ends_with('.')) remarks.remove_suffix(1);
    for (const std::string& part : Split(remarks, ';')) ReadRemark(Trim(part), draft);
  }

  // "DOB 10 Dec 1948", "alt. Passport 304555 (Egypt)", "a.k.a. 'PACHO'", "nationality Syria".
  void ReadRemark(std::string_view remark, Draft& draft) {
    if (remark.starts_with("alt. ")) remark.remove_prefix(5);
    const auto after = [remark](std::string_view word) {
      return remark.starts_with(word) ? Trim(remark.substr(word.size())) : std::string_view();
    };
    if (const auto date = after("DOB "); !date.empty()) {
      draft.AddBirthDate("remarks", date);
    } else if (const auto weak = after("a.k.a. "); !weak.empty()) {
      draft.AddName(ListedName(Unquoted(weak), NameQuality::kWeakAlias));
    } else if (const auto sex = after("Gender "); !sex.empty()) {
      draft.SetSex("remarks", sex);
    } else if (const auto state = after("nationality "); !state.empty()) {
      draft.AddNationality("remarks", countries_.FromName(state));
    } else if (const auto citizen = after("citizen "); !citizen.empty()) {
      draft.AddNationality("remarks", countries_.FromName(citizen));
    } else {
      ReadDocument(remark, draft);
    }
  }

  // "Passport 1084010 (Egypt) issued 1999", "National ID No. 660000 73767 (Belgium)". Other remarks
  // are prose: only what begins with a kind of document and goes on with a number is one.
  void ReadDocument(std::string_view remark, Draft& draft) {
    const size_t digit = remark.find_first_of("0123456789");
    if (digit == std::string_view::npos) return;
    const size_t number_at = remark.rfind(' ', digit);
    if (number_at == std::string_view::npos) return;
    const std::string_view words = remark.substr(0, number_at);
    const std::string_view type = OfacDocumentType(words);
    if (type.empty() || words.find_first_of(":(,") != std::string_view::npos) return;
    std::string_view rest = Trim(remark.substr(number_at));
    for (const std::string_view end : {" issued", " expires", " expired"}) {
      rest = rest.substr(0, rest.find(end));
    }
    // The last brackets name the issuer: "9/KaTaNa (N) 123456 (Burma)".
    std::string issuer;
    if (const size_t open = rest.rfind('('); open != std::string_view::npos) {
      const std::string_view name = rest.substr(open + 1, rest.find(')', open) - open - 1);
      auto code = countries_.FromName(name);
      if (code.ok()) {
        issuer = *std::move(code);
        rest = rest.substr(0, open);
      } else {
        draft.LeaveOut("remarks", Message(code.status()));
      }
    }
    draft.AddDocument("remarks", type, std::move(issuer), rest);
  }

  static std::string_view Unquoted(std::string_view text) {
    if (text.starts_with('\'')) text.remove_prefix(1);
    if (text.ends_with('\'')) text.remove_suffix(1);
    return Trim(text);
  }

  // Aliases whose entry is not there: the primary file is older, or was cut off between two rows.
  Status AliasesOfNobody(const fs::path& path) {
    intake_.StartFile(path);
    std::map<std::int64_t, std::string> lines;
    for (const auto& [uid, aliases] : aliases_) {
      for (const Alias& alias : aliases) lines[alias.line] = uid;
    }
    for (const auto& [line, uid] : lines) {
      intake_.Skip(line, fmt::format("an alias of entry {}, which is not there", uid));
    }
    return Ok();
  }

  Intake& intake_;
  CountryNames& countries_;
  Aliases aliases_;
  Comments comments_;
};

}  // namespace

Status ReadOfacCsv(const fs::path& path, Intake& intake) {
  if (!fs::is_directory(path)) {
    return NotFound("{}: no such folder; ofac-csv takes the folder with sdn.csv and alt.csv",
                    path.string());
  }
  CountryNames countries;
  bool found = false;
  for (const Files& files : kLists) {
    if (FindFile(path, files.primary).empty()) continue;
    found = true;
    CHOWKI_RETURN_IF_ERROR(OfacList(intake, countries).Read(path, files));
  }
  if (!found) return NotFound("{}: has neither sdn.csv nor cons_prim.csv", path.string());
  intake.Progress(1);
  return Ok();
}

}  // namespace chowki::watchlist
