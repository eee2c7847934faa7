#include "central/plan.h"

#include <string_view>

#include "central/entry_revision.h"
#include "trust/bucket.h"
#include "trust/change_set.h"
#include "trust/record.h"

namespace chowki::central {
namespace {

constexpr size_t kProblemsTold = 100;

// Rows of the draft beside what the list has under their ids: id, row, row's bytes, entry's bytes,
// last revision ever.
constexpr std::string_view kRows =
    "SELECT d.id, d.number, d.bytes, e.bytes, "
    "(SELECT max(r.revision) FROM revision AS r WHERE r.list = $1 AND r.id = d.id) "
    "FROM draft_row AS d LEFT JOIN entry AS e "
    "ON e.list = $1 AND e.bucket = d.bucket AND e.id = d.id WHERE d.change_set = $2";

// What a whole list does not have any more: row 0.
constexpr std::string_view kGone =
    "SELECT e.id, 0, CAST(NULL AS BYTEA), e.bytes, "
    "(SELECT max(r.revision) FROM revision AS r WHERE r.list = $1 AND r.id = e.id) "
    "FROM entry AS e WHERE e.list = $1 AND NOT EXISTS "
    "(SELECT 1 FROM draft_row AS d WHERE d.change_set = $2 AND d.id = e.id)";

class Planner {
 public:
  Planner(const ChangeSet& draft, const TakeChange& take) : draft_(draft), take_(take) {}

  [[nodiscard]] Status Take(const sql::Row& row) {
    const std::string& id = row.Text(0);
    if (id == last_id_) {
      Add({"entry_twice", false, row.Int(1), id, "an earlier row has the same id"});
      return Ok();
    }
    last_id_ = id;
    const bool put = !row.IsNull(2);
    const bool held = !row.IsNull(3);
    const std::int64_t revision = row.Int(4) + 1;
    if (!put && !held) {
      Add({"entry_missing", false, row.Int(1), id, "there is nothing to remove"});
      return Ok();
    }
    if (put && held && WithRevision(row.Bytes(3), 1) == row.Bytes(2)) {
      ++plan.unchanged;
      return Ok();
    }
    PlannedChange change{PlannedChange::Kind::kAdd, id, revision, row.Bytes(3), ""};
    if (put) {
      trust::AppendPut(change.record, WithRevision(row.Bytes(2), revision));
      if (held) change.kind = PlannedChange::Kind::kChange;
      ++(held ? plan.changed : plan.added);
    } else {
      // The draft's time: the same each time the draft is planned.
      trust::AppendRemove(change.record, id, revision, draft_.created);
      change.kind = PlannedChange::Kind::kRemove;
      ++plan.removed;
    }
    hasher_.Add(change.record);
    return take_ ? take_(change) : Ok();
  }

  [[nodiscard]] Plan Finish(std::int64_t version, std::int64_t entries, const Guards& guards) && {
    plan.base_version = version;
    plan.entries_after = entries + plan.added - plan.removed;
    const Digest digest = hasher_.Finish();
    if (plan.problems.empty() && plan.records() > 0) plan.digest = digest;
    const auto guard = [&](const char* code, bool tripped, std::string detail) {
      if (tripped) plan.problems.push_back({code, true, 0, "", std::move(detail)});
    };
    const auto whole = static_cast<double>(entries);
    guard("removed_share", static_cast<double>(plan.removed) > guards.removed_share * whole,
          fmt::format("{} of {} entries would be removed", plan.removed, entries));
    guard("changed_share", static_cast<double>(plan.changed) > guards.changed_share * whole,
          fmt::format("{} of {} entries would be changed", plan.changed, entries));
    guard("list_empty", plan.entries_after == 0 && plan.removed > 0,
          "an empty list says \"no hit\" to everything");
    return std::move(plan);
  }

  Plan plan;

 private:
  void Add(Problem problem) {
    if (plan.problems.size() < kProblemsTold) plan.problems.push_back(std::move(problem));
  }
  const ChangeSet& draft_;
  const TakeChange& take_;
  trust::ChangeSetHasher hasher_;
  std::string last_id_;  // ids are never empty
};

PlannedChange::Kind KindOf(const trust::Record& record, bool held) {
  if (record.kind == trust::Record::Kind::kRemove) return PlannedChange::Kind::kRemove;
  return held ? PlannedChange::Kind::kChange : PlannedChange::Kind::kAdd;
}

}  // namespace

Result<Plan> MakePlan(sql::Connection& store, const ChangeSet& draft, const Guards& guards,
                      const TakeChange& take) {
  if (!draft.complete) {
    return WithDetail(
        FailedPrecondition("the import into change set {} has not ended", draft.number),
        {"IMPORT_INCOMPLETE", {}});
  }
  CHOWKI_ASSIGN_OR_RETURN(
      const std::int64_t version,
      store.QueryInt("SELECT version FROM watchlist WHERE list = $1", draft.list));
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t entries,
                          store.QueryInt("SELECT count(*) FROM entry WHERE list = $1", draft.list));
  std::string sql(kRows);
  if (draft.content == Content::kWholeList) sql += fmt::format(" UNION ALL {}", kGone);
  Planner planner(draft, take);
  CHOWKI_RETURN_IF_ERROR(store.ForEach(sql + " ORDER BY 1, 2",
                                       {sql::ToValue(draft.list), sql::ToValue(draft.number)},
                                       [&](const sql::Row& row) { return planner.Take(row); }));
  return std::move(planner).Finish(version, entries, guards);
}

Status ForEachRecord(sql::Connection& store, const ChangeSet& set, const TakeChange& take) {
  return store.ForEach(
      "SELECT bytes FROM record WHERE change_set = $1 ORDER BY id", {sql::ToValue(set.number)},
      [&](const sql::Row& row) -> Status {
        CHOWKI_ASSIGN_OR_RETURN(const auto record, trust::ParseRecord(row.Bytes(0)));
        if (!record) return DataLoss("a record of change set {} is cut off", set.number);
        CHOWKI_ASSIGN_OR_RETURN(
            const auto entry,
            store.QueryOne("SELECT bytes FROM entry WHERE list = $1 AND bucket = $2 AND id = $3",
                           set.list, trust::BucketOf(record->id), std::string(record->id)));
        return take({KindOf(*record, entry.has_value()), std::string(record->id), record->revision,
                     entry ? entry->Bytes(0) : std::string(), row.Bytes(0)});
      });
}

}  // namespace chowki::central
