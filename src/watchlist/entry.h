#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/partial_date.h"
#include "icao/mrz_record.h"

namespace chowki::watchlist {

enum class EntryKind { kPerson, kDocument };
enum class NameQuality { kPrimary, kStrongAlias, kWeakAlias };

[[nodiscard]] std::string_view Name(EntryKind kind);  // "person", "document"
[[nodiscard]] std::string_view Name(
    NameQuality quality);  // "primary", "strong_alias", "weak_alias"

// One name of a person, in one script.
struct EntryName {
  std::string full;     // as the list has it
  std::string surname;  // "" when the list does not split names
  std::string given_names;
  std::string script;  // ISO 15924: "Latn", "Arab"; "" unknown
  NameQuality quality = NameQuality::kPrimary;
  bool operator==(const EntryName&) const = default;
};

// A date of birth as a list knows it: every day from first to last is possible.
struct EntryBirthDate {
  PartialDate stated;  // as far as it fits one date
  DateInterval span;   // "circa" and "between" widen it
  bool operator==(const EntryBirthDate&) const = default;
};

// A document, or a run of blanks that were never issued.
struct EntryDocument {
  std::string type;    // "P", "ID", "V" as in the MRZ; "" unknown
  std::string issuer;  // ICAO code; "" unknown
  std::string number;  // upper case, letters and digits only; the first of a run
  // Of a run: as long as number and not below it, and they differ in trailing digits only. "" for
  // one document.
  std::string last_number = {};
  bool operator==(const EntryDocument&) const = default;
};

// Whether a number, in normal form, is the document's or one of the run.
[[nodiscard]] bool Covers(const EntryDocument& document, std::string_view number);

// The form in which document numbers are kept and compared: upper case, A-Z and 0-9 only.
[[nodiscard]] std::string NormalDocumentNumber(std::string_view text);

// One entry of a watchlist at one revision.
struct Entry {
  std::string id;
  std::int64_t revision = 1;
  EntryKind kind = EntryKind::kPerson;
  std::vector<EntryName> names;
  std::vector<EntryBirthDate> birth_dates;
  std::vector<EntryDocument> documents;
  std::vector<std::string> nationalities;  // ICAO codes
  icao::Sex sex = icao::Sex::kUnspecified;
  std::string category;   // an id of action.h: "wanted", "missing_child", "stolen_document", ...
  std::string action;     // an id of action.h: "arrest", "protect_missing", ...
  std::string authority;  // who asked for it
  std::string reference;  // the authority's own number
  std::optional<Date> valid_until;
  std::string source;  // the published list it came from: "ofac", "un"; "" when it is our own
  bool operator==(const Entry&) const = default;
};

}  // namespace chowki::watchlist
