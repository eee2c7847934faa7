#include "watchlist/entry_bytes.h"

#include <limits>

#include "base/text.h"

namespace chowki::watchlist {
namespace {

// Field numbers. Never reuse one; a new field gets the next number.
namespace field {
enum Entry : unsigned {
  kId = 1,
  kRevision,
  kKind,
  kName,         // repeated message
  kBirthDate,    // repeated message
  kDocument,     // repeated message
  kNationality,  // repeated
  kSex,
  kCategory,
  kAction,
  kAuthority,
  kReference,
  kValidUntil,  // year * 10000 + month * 100 + day
  kSource,
};
enum Name : unsigned { kFull = 1, kSurname, kGivenNames, kScript, kQuality };
enum BirthDate : unsigned { kStated = 1, kFirst, kLast };
enum Document : unsigned { kType = 1, kIssuer, kNumber, kLastNumber };
}  // namespace field

// ---- writing

void PutVarint(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

void PutInt(std::string& out, unsigned number, std::uint64_t value) {
  if (value == 0) return;
  PutVarint(out, number << 3);
  PutVarint(out, value);
}

void PutMessage(std::string& out, unsigned number, std::string_view bytes) {
  PutVarint(out, number << 3 | 2);
  PutVarint(out, bytes.size());
  out += bytes;
}

void PutText(std::string& out, unsigned number, std::string_view text) {
  if (!text.empty()) PutMessage(out, number, text);
}

std::uint64_t Pack(int year, int month, int day) {
  return static_cast<std::uint64_t>(year * 10000 + month * 100 + day);
}

std::string Bytes(const EntryName& name) {
  std::string out;
  PutText(out, field::kFull, name.full);
  PutText(out, field::kSurname, name.surname);
  PutText(out, field::kGivenNames, name.given_names);
  PutText(out, field::kScript, name.script);
  PutInt(out, field::kQuality, static_cast<std::uint64_t>(name.quality));
  return out;
}

std::string Bytes(const EntryBirthDate& date) {
  std::string out;
  PutInt(out, field::kStated, Pack(date.stated.year, date.stated.month, date.stated.day));
  PutInt(out, field::kFirst,
         Pack(date.span.first.year, date.span.first.month, date.span.first.day));
  PutInt(out, field::kLast, Pack(date.span.last.year, date.span.last.month, date.span.last.day));
  return out;
}

std::string Bytes(const EntryDocument& document) {
  std::string out;
  PutText(out, field::kType, document.type);
  PutText(out, field::kIssuer, document.issuer);
  PutText(out, field::kNumber, document.number);
  PutText(out, field::kLastNumber, document.last_number);
  return out;
}

// ---- reading

// Walks the fields of one message in order and keeps the first fault.
class Fields {
 public:
  explicit Fields(std::string_view bytes) : all_(bytes), rest_(bytes) {}

  // The next field, if its number is `number`.
  std::optional<std::uint64_t> Int(unsigned number) {
    if (!Take(number, 0)) return std::nullopt;
    const std::uint64_t value = Varint();
    if (value == 0) Fail("a default that is written out");
    return value;
  }
  std::optional<std::string_view> Message(unsigned number) {
    if (!Take(number, 2)) return std::nullopt;
    const std::uint64_t size = Varint();
    if (size > rest_.size()) {
      Fail("a field that is cut off");
      return std::nullopt;
    }
    const std::string_view bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }
  std::string_view Text(unsigned number) {
    const auto bytes = Message(number);
    if (!bytes) return {};
    if (bytes->empty()) Fail("a default that is written out");
    if (!IsUtf8(*bytes)) Fail("text that is not UTF-8");
    return *bytes;
  }
  template <typename Enum>
  Enum EnumValue(unsigned number, Enum last) {
    const auto value = Int(number);
    if (!value) return Enum{};
    if (*value > static_cast<std::uint64_t>(last)) {
      Fail("a code that is not known");
      return Enum{};
    }
    return static_cast<Enum>(*value);
  }
  PartialDate Day(unsigned number) {
    const std::uint64_t packed = Int(number).value_or(0);
    if (packed > 99991231) {
      Fail("a date out of range");
      return {};
    }
    const int date = static_cast<int>(packed);
    return {date / 10000, date / 100 % 100, date % 100};
  }
  Date FullDay(unsigned number) {
    const PartialDate day = Day(number);
    if (day != PartialDate{} && !ToFull(day)) Fail("a day that does not exist");
    return {day.year, day.month, day.day};
  }

  void Fail(std::string_view what) {
    if (fault_.ok()) fault_ = DataLoss("{} before byte {}", what, all_.size() - rest_.size());
    rest_ = {};
  }
  [[nodiscard]] Status End() {
    if (fault_.ok() && !rest_.empty()) Fail("an unknown field or a wrong order");
    return fault_;
  }

 private:
  bool Take(unsigned number, unsigned wire_type) {
    if (rest_.empty()) return false;
    if (static_cast<unsigned char>(rest_[0]) != (number << 3 | wire_type)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::uint64_t Varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 63; shift += 7) {
      if (rest_.empty()) break;
      const auto byte = static_cast<unsigned char>(rest_[0]);
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) {
        if (byte == 0 && shift > 0) Fail("a number with leading zeros");
        return value;
      }
    }
    Fail("a number that is cut off or too long");
    return 0;
  }

  std::string_view all_;
  std::string_view rest_;
  Status fault_ = Ok();
};

Status Read(std::string_view bytes, NameView& name) {
  Fields fields(bytes);
  name.full = fields.Text(field::kFull);
  name.surname = fields.Text(field::kSurname);
  name.given_names = fields.Text(field::kGivenNames);
  name.script = fields.Text(field::kScript);
  name.quality = fields.EnumValue(field::kQuality, NameQuality::kWeakAlias);
  return fields.End();
}

Status Read(std::string_view bytes, EntryBirthDate& date) {
  Fields fields(bytes);
  date.stated = fields.Day(field::kStated);
  date.span.first = fields.FullDay(field::kFirst);
  date.span.last = fields.FullDay(field::kLast);
  return fields.End();
}

Status Read(std::string_view bytes, DocumentView& document) {
  Fields fields(bytes);
  document.type = fields.Text(field::kType);
  document.issuer = fields.Text(field::kIssuer);
  document.number = fields.Text(field::kNumber);
  document.last_number = fields.Text(field::kLastNumber);
  return fields.End();
}

// All parts of one repeated message field.
template <typename Part>
Status ReadAll(Fields& fields, unsigned number, std::vector<Part>& parts) {
  parts.clear();
  while (const auto bytes = fields.Message(number)) {
    CHOWKI_RETURN_IF_ERROR(Read(*bytes, parts.emplace_back()));
  }
  return Ok();
}

}  // namespace

std::string ToBytes(const Entry& entry) {
  std::string out;
  PutText(out, field::kId, entry.id);
  PutInt(out, field::kRevision, static_cast<std::uint64_t>(entry.revision));
  PutInt(out, field::kKind, static_cast<std::uint64_t>(entry.kind));
  for (const EntryName& name : entry.names) PutMessage(out, field::kName, Bytes(name));
  for (const EntryBirthDate& date : entry.birth_dates) {
    PutMessage(out, field::kBirthDate, Bytes(date));
  }
  for (const EntryDocument& document : entry.documents) {
    PutMessage(out, field::kDocument, Bytes(document));
  }
  for (const std::string& code : entry.nationalities) PutMessage(out, field::kNationality, code);
  PutInt(out, field::kSex, static_cast<std::uint64_t>(entry.sex));
  PutText(out, field::kCategory, entry.category);
  PutText(out, field::kAction, entry.action);
  PutText(out, field::kAuthority, entry.authority);
  PutText(out, field::kReference, entry.reference);
  if (const auto& day = entry.valid_until) {
    PutInt(out, field::kValidUntil, Pack(day->year, day->month, day->day));
  }
  PutText(out, field::kSource, entry.source);
  return out;
}

Status Read(std::string_view bytes, EntryView& view) {
  Fields fields(bytes);
  view.id = fields.Text(field::kId);
  view.revision = static_cast<std::int64_t>(fields.Int(field::kRevision).value_or(0));
  view.kind = fields.EnumValue(field::kKind, EntryKind::kDocument);
  CHOWKI_RETURN_IF_ERROR(ReadAll(fields, field::kName, view.names));
  CHOWKI_RETURN_IF_ERROR(ReadAll(fields, field::kBirthDate, view.birth_dates));
  CHOWKI_RETURN_IF_ERROR(ReadAll(fields, field::kDocument, view.documents));
  view.nationalities.clear();
  while (const auto code = fields.Message(field::kNationality)) {
    if (!IsUtf8(*code)) fields.Fail("text that is not UTF-8");
    view.nationalities.push_back(*code);
  }
  view.sex = fields.EnumValue(field::kSex, icao::Sex::kMale);
  view.category = fields.Text(field::kCategory);
  view.action = fields.Text(field::kAction);
  view.authority = fields.Text(field::kAuthority);
  view.reference = fields.Text(field::kReference);
  const Date until = fields.FullDay(field::kValidUntil);
  view.valid_until = until == Date{} ? std::nullopt : std::optional(until);
  view.source = fields.Text(field::kSource);
  return fields.End();
}

Result<Entry> FromBytes(std::string_view bytes) {
  EntryView view;
  CHOWKI_RETURN_IF_ERROR(Read(bytes, view));
  Entry entry;
  entry.id = view.id;
  entry.revision = view.revision;
  entry.kind = view.kind;
  for (const NameView& name : view.names) {
    entry.names.push_back({std::string(name.full), std::string(name.surname),
                           std::string(name.given_names), std::string(name.script), name.quality});
  }
  entry.birth_dates = std::move(view.birth_dates);
  for (const DocumentView& document : view.documents) {
    entry.documents.push_back({std::string(document.type), std::string(document.issuer),
                               std::string(document.number), std::string(document.last_number)});
  }
  entry.nationalities.assign(view.nationalities.begin(), view.nationalities.end());
  entry.sex = view.sex;
  entry.category = view.category;
  entry.action = view.action;
  entry.authority = view.authority;
  entry.reference = view.reference;
  entry.valid_until = view.valid_until;
  entry.source = view.source;
  return entry;
}

// Sorting and looking up a million entries asks for it some fifty million times.
std::string_view IdOf(std::string_view bytes) {
  if (bytes.empty() || bytes[0] != static_cast<char>(field::kId << 3 | 2)) return {};
  size_t size = 0;
  size_t at = 1;
  for (unsigned shift = 0; at < bytes.size() && shift < 28; shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes[at++]);
    size |= static_cast<size_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return bytes.size() - at < size ? std::string_view() : bytes.substr(at, size);
  }
  return {};
}

}  // namespace chowki::watchlist
