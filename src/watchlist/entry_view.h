#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "watchlist/entry.h"

namespace chowki::watchlist {

// An entry read in place: the fields of entry.h with texts that point into its bytes. For those who
// pass over a million entries; reading the next one into the same view allocates nothing.

struct NameView {
  std::string_view full;
  std::string_view surname;
  std::string_view given_names;
  std::string_view script;
  NameQuality quality = NameQuality::kPrimary;
};

struct DocumentView {
  std::string_view type;
  std::string_view issuer;
  std::string_view number;
  std::string_view last_number;
};

struct EntryView {
  std::string_view id;
  std::int64_t revision = 0;
  EntryKind kind = EntryKind::kPerson;
  std::vector<NameView> names;
  std::vector<EntryBirthDate> birth_dates;
  std::vector<DocumentView> documents;
  std::vector<std::string_view> nationalities;
  icao::Sex sex = icao::Sex::kUnspecified;
  std::string_view category;
  std::string_view action;
  std::string_view authority;
  std::string_view reference;
  std::optional<Date> valid_until;
  std::string_view source;
};

}  // namespace chowki::watchlist
