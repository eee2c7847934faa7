#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "base/text.h"
#include "watchlist/action.h"
#include "watchlist/sources/csv_table.h"
#include "watchlist/sources/formats.h"
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
  RowReader(const CsvTable& table, Intake& intake) : table_(table), intake_(intake) {}

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
  [[nodiscard]] std::string_view Cell(std::string_view column) const { return table_.Cell(column); }

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
        intake_.LeaveOut(table_.line(), column, "longer than a name can be");
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
        intake_.LeaveOut(table_.line(), "valid_until", Message(day.status()));
      }
    }
    if (const std::string_view text = Cell("revision"); !text.empty()) {
      std::int64_t revision = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), revision);
      if (error == std::errc() && end == text.data() + text.size() && revision >= 1) {
        entry.revision = revision;
      } else {
        intake_.LeaveOut(table_.line(), "revision", "not a number from 1 on");
      }
    }
  }

  [[nodiscard]] std::string Limited(std::string_view column) const {
    const std::string_view text = Cell(column);
    if (text.size() <= kMaxText) return std::string(text);
    intake_.LeaveOut(table_.line(), column, "too long");
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
        intake_.LeaveOut(table_.line(), column, Message(value.status()));
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
      intake_.LeaveOut(table_.line(), column, Message(value.status()));
    }
  }

  const CsvTable& table_;
  Intake& intake_;
};

}  // namespace

Status ReadCsv(const std::filesystem::path& path, Intake& intake) {
  CHOWKI_ASSIGN_OR_RETURN(CsvTable table, CsvTable::Open(path, kColumns, OtherColumns::kRefused));
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool more, table.Next(intake));
    if (!more) break;
    if (const auto entry = RowReader(table, intake).Read(); entry.ok()) {
      intake.Take(table.line(), *entry);
    } else {
      intake.Skip(table.line(), Message(entry.status()));
    }
  }
  intake.Progress(1);
  return Ok();
}

}  // namespace chowki::watchlist
