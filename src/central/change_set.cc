#include "central/change_set.h"

#include <array>

#include "base/text.h"
#include "central/store.h"

namespace chowki::central {
namespace {

constexpr char kChangeSetColumns[] =
    "number, list, title, content, state, author, created_ms, row_count, complete, remark, "
    "records, base_version, digest, accepted_guards, submission, published_version";

ChangeSet ChangeSetOf(const sql::Row& row) {
  ChangeSet set;
  set.number = row.Int(0);
  set.list = row.Text(1);
  set.title = row.Text(2);
  set.content = static_cast<Content>(row.Int(3));
  set.state = static_cast<State>(row.Int(4));
  set.author = row.Text(5);
  set.created = FromMs(row.Int(6));
  set.rows = row.Int(7);
  set.complete = row.Bool(8);
  set.remark = row.Text(9);
  set.records = row.Int(10);
  set.base_version = row.Int(11);
  set.digest = row.DigestAt(12);
  if (!row.Text(13).empty()) set.accepted_guards = Split(row.Text(13), ',');
  set.submission = row.Bytes(14);
  set.published_version = row.Int(15);
  return set;
}

Status AddApprovers(sql::Connection& store, ChangeSet& set) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query("SELECT approver FROM approval WHERE change_set = $1 ORDER BY approver",
                  set.number));
  for (const sql::Row& row : rows) set.approvers.push_back(row.Text(0));
  return Ok();
}

}  // namespace

std::string_view Name(State state) {
  static constexpr std::array<std::string_view, 7> kNames{
      "draft", "submitted", "approved", "published", "rejected", "withdrawn", "conflicted"};
  return kNames.at(static_cast<size_t>(state) - 1);
}

std::string ResourceName(const ChangeSet& set) {
  return fmt::format("watchlists/{}/changeSets/{}", set.list, set.number);
}

Result<ChangeSet> GetChangeSet(sql::Connection& store, std::int64_t number) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto row,
      store.QueryOne(fmt::format("SELECT {} FROM change_set WHERE number = $1", kChangeSetColumns),
                     number));
  if (!row) {
    return WithDetail(NotFound("there is no change set {}", number),
                      {"RESOURCE_UNKNOWN", {{"name", std::to_string(number)}}});
  }
  ChangeSet set = ChangeSetOf(*row);
  CHOWKI_RETURN_IF_ERROR(AddApprovers(store, set));
  return set;
}

Result<ChangeSet> LockChangeSet(sql::Connection& store, std::int64_t number) {
  CHOWKI_RETURN_IF_ERROR(
      store.Execute("UPDATE change_set SET records = records WHERE number = $1", number));
  return GetChangeSet(store, number);
}

Result<std::vector<ChangeSet>> ListChangeSets(sql::Connection& store, const std::string& list,
                                              std::optional<State> state, std::int64_t before,
                                              std::int64_t limit) {
  std::string sql = fmt::format("SELECT {} FROM change_set WHERE ", kChangeSetColumns);
  std::vector<sql::Value> values;
  const auto add = [&](std::string_view condition, sql::Value value) {
    values.push_back(std::move(value));
    sql += fmt::format("{}{} ${}", values.size() > 1 ? " AND " : "", condition, values.size());
  };
  add("number <", sql::ToValue(before > 0 ? before : INT64_MAX));
  if (!list.empty()) add("list =", sql::ToValue(list));
  if (state) add("state =", sql::ToValue(static_cast<std::int64_t>(*state)));
  values.push_back(sql::ToValue(limit));
  sql += fmt::format(" ORDER BY number DESC LIMIT ${}", values.size());
  CHOWKI_ASSIGN_OR_RETURN(const auto rows, store.Run(sql, values));
  std::vector<ChangeSet> sets;
  for (const sql::Row& row : rows) {
    sets.push_back(ChangeSetOf(row));
    CHOWKI_RETURN_IF_ERROR(AddApprovers(store, sets.back()));
  }
  return sets;
}

Status CheckState(const ChangeSet& set, State wanted) {
  if (set.state == wanted) return Ok();
  const std::string state(Name(set.state));
  return WithDetail(
      FailedPrecondition("change set {} is {}, not {}", set.number, state, Name(wanted)),
      {"CHANGE_SET_STATE_WRONG", {{"state", state}}});
}

Status SetState(sql::Connection& store, std::int64_t number, State state,
                const std::string& remark) {
  return store.Execute("UPDATE change_set SET state = $1, remark = $2 WHERE number = $3",
                       static_cast<std::int64_t>(state), remark, number);
}

}  // namespace chowki::central
