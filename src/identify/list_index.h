#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/date.h"
#include "icao/mrz_record.h"
#include "identify/document_index.h"
#include "identify/name_index.h"
#include "identify/query.h"
#include "watchlist/snapshot.h"

namespace chowki::identify {

// What is needed of an entry to choose whom to look at closely.
struct EntryFacts {
  static constexpr std::uint8_t kMore = 1;    // dates or nationalities than are here
  static constexpr std::uint8_t kVictim = 2;  // missing or at risk

  std::uint32_t first_birth_day = 0;  // year * 512 + month * 32 + day; 0: unknown
  std::uint32_t last_birth_day = 0;
  std::array<char, 3> nationality{};  // ICAO code
  std::uint8_t flags = 0;             // sex * 4 + kVictim + kMore

  [[nodiscard]] icao::Sex Sex() const { return static_cast<icao::Sex>(flags / 4); }
  [[nodiscard]] bool IsVictim() const { return (flags & kVictim) != 0; }
};

// The points of birth date, nationality and sex, from what is known of an entry without reading it;
// nullopt when only the entry itself tells.
[[nodiscard]] std::optional<double> PointsOf(const Query& query, const EntryFacts& facts);

// Everything by which the entries of a list are found, by their number in it.
//
// thread  safe: immutable after construction. The list need not outlive it.
class ListIndex {
 public:
  enum class Names { kNone, kAll };  // without names nobody is found by his

  // worths  of words; null: as frequent as they are in this list.
  ListIndex(const watchlist::Snapshot& list, Names names, const NameIndex* worths = nullptr);

  [[nodiscard]] const NameIndex& names() const { return names_; }
  [[nodiscard]] const DocumentIndex& documents() const { return documents_; }
  [[nodiscard]] const EntryFacts& FactsOf(std::uint32_t row) const { return facts_[row]; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(facts_.size()); }

 private:
  NameIndex::Built built_;
  NameIndex names_;
  DocumentIndex documents_;
  std::vector<EntryFacts> facts_;
};

}  // namespace chowki::identify
