#include "journal/sealing.h"

#include <utility>

#include <fmt/format.h>

#include "journal/journal.h"

namespace chowki::journal {
namespace {

constexpr std::string_view kMatches = "matches";
constexpr std::string_view kNothing = "[]";
constexpr std::string_view kElsewhere = "null";

// Where the string that begins at a quote ends: behind its closing quote.
size_t EndOfString(std::string_view json, size_t quote) {
  for (size_t i = quote + 1; i < json.size(); ++i) {
    if (json[i] == '\\') {
      ++i;
    } else if (json[i] == '"') {
      return i + 1;
    }
  }
  return json.size();
}

// The value of a member of the outermost object, as a part of the text; empty when there is none.
// The text is what payload.h wrote: no spaces.
std::string_view MemberOf(std::string_view json, std::string_view name) {
  int depth = 0;
  size_t value = 0;  // where the value of the member begins
  for (size_t i = 0; i < json.size();) {
    const char c = json[i];
    if (c == '"') {
      const size_t end = EndOfString(json, i);
      const bool found = depth == 1 && value == 0 && end < json.size() && json[end] == ':' &&
                         json.substr(i + 1, end - i - 2) == name;
      if (found) value = end + 1;
      i = found ? value : end;
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    // Behind the value stands the next member, or the end of the object.
    if (value != 0 && ((depth == 1 && c == ',') || depth == 0)) {
      return json.substr(value, i - value);
    }
    ++i;
  }
  return {};
}

std::string Replaced(std::string_view json, std::string_view part, std::string_view with) {
  std::string out(json.substr(0, static_cast<size_t>(part.data() - json.data())));
  out += with;
  out += json.substr(out.size() - with.size() + part.size());
  return out;
}

}  // namespace

std::string_view Name(KeyKind kind) {
  switch (kind) {
    case KeyKind::kDocument:
      return "document";
    case KeyKind::kHit:
      return "hit";
    case KeyKind::kRead:
      return "read";
  }
  Die(__FILE__, __LINE__, "no such kind of key");
}

Result<std::unique_ptr<vault::KeyFolder>> OpenKeys(const std::filesystem::path& journal,
                                                   const std::filesystem::path& where,
                                                   bool read_only) {
  const std::filesystem::path folder = where.empty() ? KeysBeside(journal) : where;
  std::error_code error;
  const auto beside = std::filesystem::absolute(journal, error).parent_path();
  if (std::filesystem::weakly_canonical(folder, error) ==
      std::filesystem::weakly_canonical(beside, error)) {
    return InvalidInput("{} is the folder of the journal: its keys need one of their own",
                        folder.string());
  }
  return vault::KeyFolder::Open(folder, {.read_only = read_only});
}

KeyKind KeyOf(std::string_view row_kind, std::string_view payload) {
  if (row_kind == "provisional" || row_kind == "late_alert") return KeyKind::kHit;
  if (row_kind == "read") return KeyKind::kRead;
  if (row_kind == "decision") {
    const std::string_view hits = MemberOf(MemberOf(payload, "decision"), "hit_dispositions");
    return hits.empty() || hits == kNothing ? KeyKind::kDocument : KeyKind::kHit;
  }
  return KeyKind::kDocument;
}

Parts TakeApart(std::string_view row_kind, std::string_view payload) {
  if (row_kind != "screening") return {std::string(payload), std::nullopt};
  const std::string_view matches = MemberOf(payload, kMatches);
  if (matches.empty() || matches == kNothing || matches == kElsewhere) {
    return {std::string(payload), std::nullopt};
  }
  return {Replaced(payload, matches, kElsewhere), std::string(matches)};
}

std::string PutTogether(const Parts& parts) {
  if (!parts.hit) return parts.main;
  return Replaced(parts.main, MemberOf(parts.main, kMatches), *parts.hit);
}

Result<Parts> Seal(vault::KeyFolder& keys, std::string_view row_kind, Time time,
                   std::string_view payload) {
  const Parts plain = TakeApart(row_kind, payload);
  Parts sealed;
  CHOWKI_ASSIGN_OR_RETURN(sealed.main, keys.Seal(Name(KeyOf(row_kind, payload)), time, plain.main));
  if (plain.hit) {
    CHOWKI_ASSIGN_OR_RETURN(sealed.hit, keys.Seal(Name(KeyKind::kHit), time, *plain.hit));
  }
  return sealed;
}

std::string Opened::Payload() const {
  CHOWKI_CHECK(whole());
  return PutTogether({*main, hit});
}

std::string SealedColumns(std::string_view alias) {
  return fmt::format("{0}.payload, {0}.hit, {0}.digest", alias);
}

Result<Opened> OpenRow(vault::KeyFolder& keys, const sqlite::Statement& row, int column) {
  Opened opened;
  opened.split = !row.IsNull(column + 1);
  if (row.IsNull(column + 2)) {  // not sealed yet
    opened.main = row.Blob(column);
    return opened;
  }
  CHOWKI_ASSIGN_OR_RETURN(opened.main, keys.Open(row.Blob(column)));
  if (opened.split) {
    CHOWKI_ASSIGN_OR_RETURN(opened.hit, keys.Open(row.Blob(column + 1)));
  }
  return opened;
}

}  // namespace chowki::journal
