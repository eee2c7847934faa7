#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "watchlist/sources/country_names.h"
#include "watchlist/sources/draft.h"
#include "watchlist/sources/formats.h"
#include "watchlist/sources/text_file.h"
#include "watchlist/sources/values.h"

namespace chowki::watchlist {
namespace {

namespace fs = std::filesystem;

constexpr size_t kPersonCells =
    9;  // id, kind, name, surname, given names, born, state, sex, document
constexpr size_t kNameCells = 3;  // id, kind, name
constexpr std::string_view kAlias = "alias";

Result<TextFile> OpenEither(const fs::path& folder, const std::string& name) {
  const fs::path plain = folder / name;
  return TextFile::Open(fs::exists(plain) ? plain : folder / (name + ".gz"));
}

std::vector<std::string_view> Cells(std::string_view line) {
  std::vector<std::string_view> cells;
  while (true) {
    const size_t tab = line.find('\t');
    cells.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

// Calls use(line number, cells) for each line that has so many cells.
template <typename Use>
Status ForEachLine(TextFile& file, size_t cells, Intake& intake, Use use) {
  intake.StartFile(file.path());
  std::string line;
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool more, file.ReadLine(line));
    if (!more) return Ok();
    if (file.line_number() % kProgressStep == 0) intake.Progress(file.Progress());
    const std::vector<std::string_view> parts = Cells(line);
    if (parts.size() == cells) {
      use(file.line_number(), parts);
      continue;
    }
    const std::string fault = fmt::format("{} cells, {} are expected", parts.size(), cells);
    if (file.line_number() == 1 || !file.LastLineEnded()) {
      return DataLoss("{}: line {}: {}; the file is of another form or was cut off",
                      file.path().string(), file.line_number(), fault);
    }
    intake.Skip(file.line_number(), fault);
  }
}

}  // namespace

Status ReadPeopleTsv(const fs::path& path, Intake& intake) {
  CHOWKI_ASSIGN_OR_RETURN(TextFile names, OpenEither(path, "names.tsv"));
  CHOWKI_ASSIGN_OR_RETURN(TextFile people, OpenEither(path, "people.tsv"));
  // Aliases are few; primary names stand in people.tsv too.
  std::unordered_map<std::string, std::vector<std::string>> aliases;
  CHOWKI_RETURN_IF_ERROR(
      ForEachLine(names, kNameCells, intake, [&](std::int64_t, const auto& cells) {
        if (cells[1] == kAlias) aliases[std::string(cells[0])].emplace_back(cells[2]);
      }));
  CountryNames countries;
  CHOWKI_RETURN_IF_ERROR(
      ForEachLine(people, kPersonCells, intake, [&](std::int64_t line, const auto& cells) {
        Draft draft("", std::string(cells[0]), line, intake);
        draft.SetPurpose("sanctioned");
        draft.AddName(MakeName(cells[2], cells[3], cells[4], NameQuality::kPrimary));
        if (const auto known = aliases.find(draft.entry().id); known != aliases.end()) {
          for (const std::string& alias : known->second) {
            draft.AddName(MakeName(alias, "", "", NameQuality::kStrongAlias));
          }
        }
        draft.AddBirthDate("birth date", cells[5]);
        std::string state;
        if (!cells[6].empty()) {
          if (auto code = countries.FromCode(cells[6]); code.ok()) {
            state = *std::move(code);
            draft.AddNationality("nationality", state);
          } else {
            draft.LeaveOut("nationality", Message(code.status()));
          }
        }
        draft.SetSex("sex", cells[7]);
        draft.AddDocument("document", "", state, cells[8]);
        draft.Finish();
      }));
  intake.Progress(1);
  return Ok();
}

}  // namespace chowki::watchlist
