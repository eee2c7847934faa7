#include "watchlist/sources/csv.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "base/text.h"
#include "watchlist/action.h"
#include "watchlist/sources/csv_rows.h"
#include "watchlist/sources/values.h"

namespace chowki::watchlist {
namespace {

struct Column {
  std::string_view name;
  bool required = false;
};

constexpr Column kColumns[] = {
    {"id", true},    {"kind", true},     {"name"},        {"surname"},   {"given_names"},
    {"aliases"},     {"weak_aliases"},   {"birth_dates"}, {"sex"},       {"nationalities"},
    {"documents"},   {"category", true}, {"action"},      {"authority"}, {"reference"},
    {"valid_until"}, {"revision"},
};
constexpr char kBetweenValues = ';';
constexpr size_t kMaxId = 64;                 // bytes
constexpr size_t kMaxText = 500;              // bytes of a name, an authority, a reference
constexpr std::int64_t kProgressStep = 1000;  // rows

// Which cell holds which column.
class Header {
 public:
  [[nodiscard]] static Result<Header> Parse(const CsvRow& row) {
    Header header;
    header.cells_ = row.cells.size();
    for (size_t cell = 0; cell < row.cells.size(); ++cell) {
      const std::string name(Trim(row.cells[cell]));
      const auto* column = std::ranges::find(kColumns, name, &Column::name);
      if (column == std::end(kColumns)) {
        return InvalidInput("line {}: column '{}' is not known", row.line, Printable(name));
      }
      auto& place = header.places_[static_cast<size_t>(column - kColumns)];
      if (place >= 0) return InvalidInput("line {}: column '{}' is there twice", row.line, name);
      place = static_cast<int>(cell);
    }
    for (size_t i = 0; i < std::size(kColumns); ++i) {
      if (kColumns[i].required && header.places_[i] < 0) {
        return InvalidInput("line {}: column '{}' is missing", row.line, kColumns[i].name);
      }
    }
    return header;
  }

  [[nodiscard]] size_t cells() const { return cells_; }

  // The cell of a column, trimmed; "" when the file does not have the column.
  [[nodiscard]] std::string_view Cell(const CsvRow& row, std::string_view name) const {
    const auto* column = std::ranges::find(kColumns, name, &Column::name);
    const int place = places_[static_cast<size_t>(column - kColumns)];
    return place < 0 ? std::string_view() : Trim(row.cells[static_cast<size_t>(place)]);
  }

 private:
  Header() { places_.fill(-1); }
  std::array<int, std::size(kColumns)> places_{};
  size_t cells_ = 0;
};

// One row on its way to an entry.
class RowReader {
 public:
  RowReader(const Header& header, const CsvRow& row, Intake& intake)
      : header_(header), row_(row), intake_(intake) {}

  [[nodiscard]] Result<Entry> Read() {
    Entry entry;
    entry.id = Cell("id");
    if (entry.id.empty() || entry.id.size() > kMaxId) {
      return InvalidInput("an id of 1 to {} bytes is required", kMaxId);
    }
    CHOWKI_ASSIGN_OR_RETURN(entry.kind, ReadKind());
    CHOWKI_RETURN_IF_ERROR(ReadPurpose(entry));
    CHOWKI_RETURN_IF_ERROR(ReadNames(entry));
    ReadValues("birth_dates", ParseBirthDate, entry.birth_dates);
    ReadValues("nationalities", ParseCountry, entry.nationalities);
    ReadValues("documents", ParseDocument, entry.documents);
    ReadValue("sex", ParseSex, entry.sex);
    entry.authority = Limited("authority");
    entry.reference = Limited("reference");
    ReadValidity(entry);
    if (entry.kind == EntryKind::kPerson && entry.names.empty()) {
      return InvalidInput("a person without a name");
    }
    if (entry.kind == EntryKind::kDocument && entry.documents.empty()) {
      return InvalidInput("a document without a number that can be read");
    }
    return entry;
  }

 private:
  [[nodiscard]] std::string_view Cell(std::string_view column) const {
    return header_.Cell(row_, column);
  }

  [[nodiscard]] Result<EntryKind> ReadKind() const {
    const std::string_view kind = Cell("kind");
    if (kind == Name(EntryKind::kPerson)) return EntryKind::kPerson;
    if (kind == Name(EntryKind::kDocument)) return EntryKind::kDocument;
    return InvalidInput("kind '{}' is neither person nor document", Printable(kind));
  }

  // Category and action: without them nobody knows what to do with a hit.
  [[nodiscard]] Status ReadPurpose(Entry& entry) const {
    const Category* category = FindCategory(Cell("category"));
    if (category == nullptr) {
      return InvalidInput("category '{}' is not known", Printable(Cell("category")));
    }
    if (KindOf(*category) != entry.kind) {
      return InvalidInput("category {} is for a {}", category->id, Name(KindOf(*category)));
    }
    entry.category = category->id;
    entry.action = Cell("action").empty() ? category->action : Cell("action");
    if (FindAction(entry.action) == nullptr) {
      return InvalidInput("action '{}' is not known", Printable(entry.action));
    }
    return Ok();
  }

  [[nodiscard]] Status ReadNames(Entry& entry) const {
    EntryName primary =
        MakeName(Cell("name"), Cell("surname"), Cell("given_names"), NameQuality::kPrimary);
    if (primary.full.size() > kMaxText) {
      return InvalidInput("a name of more than {} bytes", kMaxText);
    }
    if (!primary.full.empty()) entry.names.push_back(std::move(primary));
    ReadAliases("aliases", NameQuality::kStrongAlias, entry);
    ReadAliases("weak_aliases", NameQuality::kWeakAlias, entry);
    return Ok();
  }

  void ReadAliases(std::string_view column, NameQuality quality, Entry& entry) const {
    ForEachValue(column, [&](std::string_view text) {
      if (text.size() > kMaxText) {
        intake_.LeaveOut(row_.line, column, "longer than a name can be");
      } else {
        entry.names.push_back(MakeName(text, "", "", quality));
      }
    });
  }

  void ReadValidity(Entry& entry) const {
    if (const std::string_view text = Cell("valid_until"); !text.empty()) {
      if (const auto day = ParseIsoDate(text); day.ok()) {
        entry.valid_until = *day;
      } else {
        // Valid without end, then: an alert that stays too long is seen, one that is gone is not.
        intake_.LeaveOut(row_.line, "valid_until", Message(day.status()));
      }
    }
    if (const std::string_view text = Cell("revision"); !text.empty()) {
      std::int64_t revision = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), revision);
      if (error == std::errc() && end == text.data() + text.size() && revision >= 1) {
        entry.revision = revision;
      } else {
        intake_.LeaveOut(row_.line, "revision", "not a number from 1 on");
      }
    }
  }

  [[nodiscard]] std::string Limited(std::string_view column) const {
    const std::string_view text = Cell(column);
    if (text.size() <= kMaxText) return std::string(text);
    intake_.LeaveOut(row_.line, column, "too long");
    return {};
  }

  template <typename Use>
  void ForEachValue(std::string_view column, Use use) const {
    for (const std::string& value : Split(Cell(column), kBetweenValues)) {
      if (!Trim(value).empty()) use(Trim(value));
    }
  }

  template <typename Value>
  void ReadValues(std::string_view column, Result<Value> (*parse)(std::string_view),
                  std::vector<Value>& values) const {
    ForEachValue(column, [&](std::string_view text) {
      auto value = parse(text);
      if (!value.ok()) {
        intake_.LeaveOut(row_.line, column, Message(value.status()));
      } else if (std::ranges::find(values, *value) == values.end()) {
        values.push_back(*std::move(value));
      }
    });
  }

  template <typename Value>
  void ReadValue(std::string_view column, Result<Value> (*parse)(std::string_view),
                 Value& into) const {
    auto value = parse(Cell(column));
    if (value.ok()) {
      into = *std::move(value);
    } else {
      intake_.LeaveOut(row_.line, column, Message(value.status()));
    }
  }

  const Header& header_;
  const CsvRow& row_;
  Intake& intake_;
};

}  // namespace

Status ReadCsv(const std::filesystem::path& path, Intake& intake) {
  CHOWKI_ASSIGN_OR_RETURN(TextFile file, TextFile::Open(path));
  CsvRows rows(file);
  CsvRow row;
  CHOWKI_ASSIGN_OR_RETURN(const bool has_header, rows.Next(row));
  if (!has_header) return InvalidInput("{}: the file is empty", path.string());
  if (!row.fault.empty()) return InvalidInput("{}: line 1: {}", path.string(), row.fault);
  const auto header = Header::Parse(row);
  if (!header.ok()) return Annotate(header.status(), path.string());

  for (std::int64_t count = 1;; ++count) {
    CHOWKI_ASSIGN_OR_RETURN(const bool more, rows.Next(row));
    if (!more) break;
    if (count % kProgressStep == 0) intake.Progress(file.Progress());
    if (!row.fault.empty()) {
      intake.Skip(row.line, row.fault);
    } else if (row.cells.size() != header->cells()) {
      intake.Skip(row.line,
                  fmt::format("{} cells, the header has {}", row.cells.size(), header->cells()));
    } else if (const auto entry = RowReader(*header, row, intake).Read(); entry.ok()) {
      intake.Take(row.line, *entry);
    } else {
      intake.Skip(row.line, Message(entry.status()));
    }
  }
  intake.Progress(1);
  return Ok();
}

}  // namespace chowki::watchlist
