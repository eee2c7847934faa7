#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/digest.h"
#include "central/change_set.h"

namespace chowki::central {

// Shares of a list beyond which a change set is held up until its author says that it is meant.
// From experience with list imports: a broken file shows as a mass removal.
struct Guards {
  double removed_share = 0.05;
  double changed_share = 0.20;
};

// Something that stands in the way. A guard can be accepted by its code, anything else cannot.
struct Problem {
  std::string code;  // guards: "removed_share", "changed_share", "list_empty"; "entry_twice",
                     // "entry_missing"
  bool guard = false;
  std::int64_t row = 0;  // of the import, from 1; 0: of the whole
  std::string id;
  std::string detail;
  bool operator==(const Problem&) const = default;
};

// What a change set would do to its list as it is now.
struct Plan {
  std::int64_t base_version = 0;
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t removed = 0;
  std::int64_t unchanged = 0;
  std::int64_t entries_after = 0;
  // What is signed; nothing when nothing would change or there are problems beside guards.
  std::optional<Digest> digest;
  std::vector<Problem> problems;

  [[nodiscard]] std::int64_t records() const { return added + changed + removed; }
};

// One record as it will be signed, ascending by id as bytes.
struct PlannedChange {
  enum class Kind { kAdd = 1, kChange, kRemove };
  Kind kind = Kind::kAdd;
  std::string id;
  std::int64_t revision = 1;
  std::string before;  // the entry's bytes now
  std::string record;  // trust::AppendPut, AppendRemove
};
using TakeChange = std::function<Status(const PlannedChange&)>;

// Plans a draft. Of two rows with one id the second is a problem; those with problems are not
// taken.
//
// take    may be empty.
// errors  IMPORT_INCOMPLETE; those of take.
[[nodiscard]] Result<Plan> MakePlan(sql::Connection& store, const ChangeSet& draft,
                                    const Guards& guards, const TakeChange& take);

// The records of a change set that was submitted, with the entries that are there now.
[[nodiscard]] Status ForEachRecord(sql::Connection& store, const ChangeSet& set,
                                   const TakeChange& take);

}  // namespace chowki::central
