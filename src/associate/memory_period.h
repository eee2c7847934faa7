#pragma once

// What memory.cc and memory_sharing.cc share: one period with its key and its file.

#include <algorithm>
#include <deque>
#include <memory>
#include <string>
#include <utility>

#include "associate/memory.h"
#include "associate/migrations.h"
#include "sqlite/database.h"
#include "sqlite/schema.h"
#include "sqlite/statement.h"

namespace chowki::associate {

inline constexpr std::int32_t kApplicationId = 0x43485043;  // "CHPC"
inline constexpr size_t kLargestParty = 200;  // a coach and its trailer; the row has a byte for it
// Portraits that are compared, 72 bytes each in memory, the newest of all periods: some
// 10 ns each. Older ones are not compared by face.
inline constexpr size_t kMostPortraits = 100'000;

struct RememberedPortrait {
  std::int64_t crossing = 0;
  PortraitCode code{};
};

inline std::string ReturnText(std::int64_t crossing) { return std::to_string(crossing); }

struct Memory::Period {
  Date first_day;
  PeriodKey key;
  sqlite::Database database;
  sqlite::Statement by_tag;
  sqlite::Statement has_tag;
  sqlite::Statement by_id;
  sqlite::Statement party;
  sqlite::Statement add_crossing;
  sqlite::Statement add_trace;
  sqlite::Statement add_portrait;
  sqlite::Statement add_outgoing;
  std::int64_t next_id = 1;
  std::int64_t copy = 0;                     // 0: nobody else has the key
  std::deque<RememberedPortrait> portraits;  // oldest first

  static Result<std::unique_ptr<Period>> Make(const Date& first_day, PeriodKey key,
                                              sqlite::Database database) {
    CHOWKI_RETURN_IF_ERROR(
        sqlite::Migrate(database, {"memory of crossings", kApplicationId, Migrations()}));
    CHOWKI_ASSIGN_OR_RETURN(
        auto by_tag,
        database.Prepare("SELECT crossing.id, crossing.sealed FROM trace JOIN crossing "
                         "ON crossing.id = trace.crossing WHERE tag = ? "
                         "ORDER BY trace.crossing DESC LIMIT ?"));
    CHOWKI_ASSIGN_OR_RETURN(auto has_tag,
                            database.Prepare("SELECT 1 FROM trace WHERE tag = ? LIMIT 1"));
    CHOWKI_ASSIGN_OR_RETURN(auto by_id,
                            database.Prepare("SELECT id, sealed FROM crossing WHERE id = ?"));
    CHOWKI_ASSIGN_OR_RETURN(
        auto party, database.Prepare("SELECT id, sealed FROM crossing WHERE id >= ? AND id < ?"));
    CHOWKI_ASSIGN_OR_RETURN(auto add_crossing,
                            database.Prepare("INSERT INTO crossing (id, sealed) VALUES (?, ?)"));
    CHOWKI_ASSIGN_OR_RETURN(
        auto add_trace,
        database.Prepare("INSERT INTO trace (tag, crossing) VALUES (?, ?) ON CONFLICT DO NOTHING"));
    CHOWKI_ASSIGN_OR_RETURN(
        auto add_portrait,
        database.Prepare("INSERT INTO portrait (crossing, sealed) VALUES (?, ?)"));
    CHOWKI_ASSIGN_OR_RETURN(auto add_outgoing,
                            database.Prepare("INSERT INTO outbox (first, sealed) VALUES (?, ?)"));
    CHOWKI_ASSIGN_OR_RETURN(const std::int64_t copy,
                            database.QueryInt("SELECT coalesce(max(copy), 0) FROM sharing"));
    CHOWKI_ASSIGN_OR_RETURN(const std::int64_t last,
                            database.QueryInt("SELECT coalesce(max(id), 0) FROM crossing"));
    auto period = std::unique_ptr<Period>(new Period{first_day,
                                                     std::move(key),
                                                     std::move(database),
                                                     std::move(by_tag),
                                                     std::move(has_tag),
                                                     std::move(by_id),
                                                     std::move(party),
                                                     std::move(add_crossing),
                                                     std::move(add_trace),
                                                     std::move(add_portrait),
                                                     std::move(add_outgoing),
                                                     last + 1,
                                                     copy,
                                                     {}});
    CHOWKI_RETURN_IF_ERROR(period->LoadPortraits());
    return period;
  }

  [[nodiscard]] Status Unreadable(std::string_view what, std::int64_t id) const {
    return DataLoss("{}: {} {} does not belong to the key of its period", database.path(), what,
                    id);
  }

  Status LoadPortraits() {
    CHOWKI_ASSIGN_OR_RETURN(
        auto all,
        database.Prepare("SELECT crossing, sealed FROM portrait ORDER BY crossing DESC LIMIT ?"));
    CHOWKI_RETURN_IF_ERROR(all.Bind(static_cast<std::int64_t>(kMostPortraits)));
    while (true) {
      CHOWKI_ASSIGN_OR_RETURN(const bool row, all.Step());
      if (!row) return Ok();
      RememberedPortrait portrait{all.Int(0), {}};
      const auto text = key.Open(all.Blob(1));
      if (!text || text->size() != sizeof portrait.code) return Unreadable("portrait", all.Int(0));
      std::ranges::copy(*text, reinterpret_cast<char*>(portrait.code.data()));
      portraits.push_front(portrait);
    }
  }

  // The crossing of the row that a statement stands at: id, sealed.
  Result<std::pair<std::int64_t, Crossing>> Read(const sqlite::Statement& row) const {
    const std::int64_t id = row.Int(0);
    const auto text = key.Open(row.Blob(1));
    if (!text) return Unreadable("crossing", id);
    CHOWKI_ASSIGN_OR_RETURN(Crossing crossing, CrossingFromBytes(*text));
    return std::pair{id, std::move(crossing)};
  }

  Result<bool> Has(Tag tag) {
    CHOWKI_RETURN_IF_ERROR(has_tag.Bind(tag));
    CHOWKI_ASSIGN_OR_RETURN(const bool found, has_tag.Step());
    if (found) CHOWKI_RETURN_IF_ERROR(has_tag.Step().status());  // to its end
    return found;
  }

  // The travellers of a party: ids from the first to before the end.
  Result<std::vector<std::pair<std::int64_t, Crossing>>> ReadParty(std::int64_t first,
                                                                   std::int64_t end) {
    std::vector<std::pair<std::int64_t, Crossing>> all;
    CHOWKI_RETURN_IF_ERROR(party.Bind(first, end));
    while (true) {
      CHOWKI_ASSIGN_OR_RETURN(const bool row, party.Step());
      if (!row) return all;
      CHOWKI_ASSIGN_OR_RETURN(auto read, Read(party));
      all.push_back(std::move(read));
    }
  }

  // Ids of a party's travellers begin here; 0 when the name is of another copy of the file.
  [[nodiscard]] std::int64_t FirstOf(std::int64_t number) const {
    return copy != 0 && number >> kCopyBits == copy ? number & kIdMask : 0;
  }
  [[nodiscard]] std::int64_t NumberOf(std::int64_t first) const {
    return copy << kCopyBits | first;
  }
  static constexpr int kCopyBits = 32;
  static constexpr std::int64_t kIdMask = 0xffffffff;
};

// Ids of other posts' crossings are below 0: party and place.
inline std::int64_t ForeignId(std::int64_t party, int place) { return -(party << 8 | place); }

}  // namespace chowki::associate
