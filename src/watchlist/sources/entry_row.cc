#include "watchlist/sources/entry_row.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "base/text.h"
#include "watchlist/action.h"
#include "watchlist/sources/values.h"

namespace chowki::watchlist {
namespace {

constexpr CsvColumn kColumns[] = {
    {"id", true},    {"kind", true},     {"name"},        {"surname"},   {"given_names"},
    {"aliases"},     {"weak_aliases"},   {"birth_dates"}, {"sex"},       {"nationalities"},
    {"documents"},   {"category", true}, {"action"},      {"authority"}, {"reference"},
    {"valid_until"}, {"revision"},
};
constexpr char kBetweenValues = ';';

// One row on its way to an entry.
class RowReader {
 public:
  RowReader(const CellOf& cell, std::int64_t line, Intake& intake)
      : cell_(cell), line_(line), intake_(intake) {}

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
  [[nodiscard]] std::string_view Cell(std::string_view column) const { return cell_(column); }

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
        intake_.LeaveOut(line_, column, "longer than a name can be");
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
        intake_.LeaveOut(line_, "valid_until", Message(day.status()));
      }
    }
    if (const std::string_view text = Cell("revision"); !text.empty()) {
      std::int64_t revision = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), revision);
      if (error == std::errc() && end == text.data() + text.size() && revision >= 1) {
        entry.revision = revision;
      } else {
        intake_.LeaveOut(line_, "revision", "not a number from 1 on");
      }
    }
  }

  [[nodiscard]] std::string Limited(std::string_view column) const {
    const std::string_view text = Cell(column);
    if (text.size() <= kMaxText) return std::string(text);
    intake_.LeaveOut(line_, column, "too long");
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
        intake_.LeaveOut(line_, column, Message(value.status()));
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
      intake_.LeaveOut(line_, column, Message(value.status()));
    }
  }

  const CellOf& cell_;
  const std::int64_t line_;
  Intake& intake_;
};

// Takes no excuse: the first value that cannot be read is what is wrong with the row.
class Strict final : public Intake {
 public:
  void StartFile(const std::filesystem::path&) override {}
  void Take(std::int64_t, const Entry&) override {}
  void Replace(std::int64_t, const Entry&) override {}
  void Remove(std::int64_t, std::string_view) override {}
  void Skip(std::int64_t, std::string_view) override {}
  void LeaveOut(std::int64_t, std::string_view column, std::string_view reason) override {
    if (column_.empty()) column_ = column;
    if (reason_.empty()) reason_ = reason;
  }
  void Progress(double) override {}

  [[nodiscard]] const std::string& column() const { return column_; }
  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  std::string column_;
  std::string reason_;
};

Status Wrong(std::string_view column, std::string_view why) {
  return WithDetail(InvalidInput("{}: {}", Printable(column), why),
                    {"FIELD_INVALID", {{"field", "columns." + Printable(column)}}});
}

Status CheckCell(std::string_view column, std::string_view text) {
  const auto known = std::ranges::find(kColumns, column, &CsvColumn::name);
  if (known == std::end(kColumns) || column == "id" || column == "revision") {
    std::vector<std::string> names;
    for (const CsvColumn& one : kColumns) names.emplace_back(one.name);
    return Wrong(column, fmt::format("no such column here; known: {}",
                                     Join({names.begin() + 1, names.end() - 1}, ", ")));
  }
  if (text.size() > kMaxTypedCell) {
    return Wrong(column, fmt::format("{} bytes, at most {} are taken", text.size(), kMaxTypedCell));
  }
  const std::string shown = Printable(text);
  if (shown != text) {
    const auto [at, unused] = std::ranges::mismatch(text, shown);
    return Wrong(column, fmt::format("byte {} is a control character, turns the writing direction "
                                     "or is not UTF-8; type the text anew without it",
                                     at - text.begin() + 1));
  }
  return Ok();
}

}  // namespace

std::span<const CsvColumn> EntryColumns() { return kColumns; }

Result<Entry> ReadEntryRow(const CellOf& cell, std::int64_t line, Intake& intake) {
  return RowReader(cell, line, intake).Read();
}

Result<Entry> ReadTypedEntry(const std::map<std::string, std::string>& columns,
                             const std::string& id) {
  for (const auto& [column, text] : columns) CHOWKI_RETURN_IF_ERROR(CheckCell(column, text));
  const auto cell = [&](std::string_view column) -> std::string_view {
    if (column == "id") return id;
    const auto found = columns.find(std::string(column));
    if (found != columns.end() && !Trim(found->second).empty()) return Trim(found->second);
    if (column != "kind" || !columns.contains("category")) return {};
    const Category* category = FindCategory(Trim(columns.at("category")));
    return category == nullptr ? std::string_view() : Name(KindOf(*category));
  };
  Strict intake;
  auto entry = ReadEntryRow(cell, 0, intake);
  if (!entry.ok()) {
    return WithDetail(
        InvalidInput("{}; watchlists/README.md says what a row holds", Message(entry.status())),
        {"FIELD_INVALID", {{"field", "columns"}}});
  }
  if (!intake.reason().empty()) return Wrong(intake.column(), intake.reason());
  return entry;
}

}  // namespace chowki::watchlist
