#include "central/draft.h"

#include "central/audit_log.h"
#include "central/entry_revision.h"
#include "central/store.h"
#include "trust/bucket.h"
#include "trust/record.h"
#include "trust/rules.h"
#include "watchlist/entry_bytes.h"

namespace chowki::central {
namespace {

constexpr size_t kMaxTitleBytes = 200;

Result<std::optional<ChangeSet>> FindRequest(sql::Connection& store,
                                             const std::string& request_id) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto row,
      store.QueryOne("SELECT number FROM change_set WHERE request_id = $1", request_id));
  if (!row) return std::optional<ChangeSet>();
  CHOWKI_ASSIGN_OR_RETURN(ChangeSet found, GetChangeSet(store, row->Int(0)));
  return std::optional<ChangeSet>(std::move(found));
}

// The row as drafts keep it: the entry at revision 1.
Result<DraftRow> Normal(const DraftRow& row, Content content) {
  if (row.put.empty()) {
    if (content == Content::kWholeList) return InvalidInput("a whole list has entries only");
    if (row.remove.empty() || row.remove.size() > trust::kMaxIdBytes) {
      return InvalidInput("an id has 1 to {} bytes", trust::kMaxIdBytes);
    }
    return row;
  }
  CHOWKI_ASSIGN_OR_RETURN(watchlist::Entry entry, watchlist::FromBytes(row.put));
  if (entry.id.empty() || entry.id.size() > trust::kMaxIdBytes) {
    return InvalidInput("an id has 1 to {} bytes", trust::kMaxIdBytes);
  }
  entry.revision = 1;
  DraftRow normal{watchlist::ToBytes(entry), ""};
  // Room for a longer revision.
  if (normal.put.size() + 16 > trust::kMaxRecordBytes) {
    return InvalidInput("an entry has at most {} bytes", trust::kMaxRecordBytes - 16);
  }
  return normal;
}

Status CheckMayAdd(const ChangeSet& set, const std::string& author, std::int64_t first_row) {
  CHOWKI_RETURN_IF_ERROR(CheckState(set, State::kDraft));
  if (set.author != author) {
    return PermissionDenied("change set {} is {}'s", set.number, set.author);
  }
  if (first_row < 1) return InvalidInput("rows count from 1");
  if (first_row > set.rows + 1) {
    return WithDetail(
        OutOfRange("change set {} has {} rows, offered is row {}", set.number, set.rows, first_row),
        {"IMPORT_ROW_GAP",
         {{"have", std::to_string(set.rows)}, {"offered", std::to_string(first_row)}}});
  }
  return Ok();
}

class RowWriter {
 public:
  RowWriter(sql::Connection& store, std::int64_t number)
      : number_(number),
        rows_(store, "INSERT INTO draft_row (change_set, number, id, bucket, bytes) VALUES", 5) {}

  [[nodiscard]] Status Add(std::int64_t row_number, const DraftRow& row) {
    const std::string id = row.put.empty() ? row.remove : std::string(watchlist::IdOf(row.put));
    const sql::Value bytes = row.put.empty() ? sql::Value(nullptr) : sql::Value(sql::Blob{row.put});
    return rows_.Add(number_, row_number, id, trust::BucketOf(id), bytes);
  }
  [[nodiscard]] Status End() { return rows_.End(); }

 private:
  const std::int64_t number_;
  sql::RowInserter rows_;
};

}  // namespace

Result<ChangeSet> CreateDraft(sql::Connection& store, const NewChangeSet& wanted,
                              const std::string& author, Time now) {
  CHOWKI_ASSIGN_OR_RETURN(auto before, FindRequest(store, wanted.request_id));
  if (before) return *std::move(before);
  if (!trust::IsName(wanted.list)) return InvalidInput("not a list's name: {}", wanted.list);
  if (wanted.title.size() > kMaxTitleBytes) {
    return InvalidInput("a title has at most {} bytes", kMaxTitleBytes);
  }
  CHOWKI_RETURN_IF_ERROR(store.Execute(
      "INSERT INTO watchlist (list, version) VALUES ($1, 0) ON CONFLICT DO NOTHING", wanted.list));
  CHOWKI_ASSIGN_OR_RETURN(
      const std::int64_t number,
      store.QueryInt("INSERT INTO change_set (list, request_id, title, content, state, author, "
                     "created_ms) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING number",
                     wanted.list, wanted.request_id, wanted.title,
                     static_cast<std::int64_t>(wanted.content),
                     static_cast<std::int64_t>(State::kDraft), author, ToMs(now)));
  CHOWKI_ASSIGN_OR_RETURN(ChangeSet set, GetChangeSet(store, number));
  CHOWKI_RETURN_IF_ERROR(
      Append(store, {0, now, author, "changes.create", ResourceName(set), "ok", ""}));
  return set;
}

Result<std::int64_t> AddRows(sql::Connection& store, std::int64_t number, const std::string& author,
                             std::int64_t first_row, const std::vector<DraftRow>& rows, bool last) {
  CHOWKI_ASSIGN_OR_RETURN(const ChangeSet set, LockChangeSet(store, number));
  CHOWKI_RETURN_IF_ERROR(CheckMayAdd(set, author, first_row));
  RowWriter writer(store, number);
  std::int64_t row_number = first_row - 1;
  for (const DraftRow& row : rows) {
    if (++row_number <= set.rows) continue;
    if (set.complete) {
      return WithDetail(FailedPrecondition("the import into change set {} has ended", number),
                        {"CHANGE_SET_STATE_WRONG", {{"state", "complete"}}});
    }
    const auto normal = Normal(row, set.content);
    if (!normal.ok()) {
      return Annotate(InvalidInput("{}", Message(normal.status())),
                      fmt::format("row {}", row_number));
    }
    CHOWKI_RETURN_IF_ERROR(writer.Add(row_number, *normal));
  }
  CHOWKI_RETURN_IF_ERROR(writer.End());
  const std::int64_t have = std::max(set.rows, row_number);
  CHOWKI_RETURN_IF_ERROR(
      store.Execute("UPDATE change_set SET row_count = $1, complete = $2 WHERE number = $3", have,
                    set.complete || last, number));
  return have;
}

Result<ChangeSet> DraftRevert(sql::Connection& store, const NewChangeSet& wanted,
                              std::int64_t to_version, const std::string& author, Time now) {
  CHOWKI_ASSIGN_OR_RETURN(
      const std::int64_t epoch,
      store.QueryInt("SELECT max(epoch) FROM version WHERE list = $1", wanted.list));
  CHOWKI_ASSIGN_OR_RETURN(
      const std::int64_t known,
      store.QueryInt("SELECT count(*) FROM version WHERE list = $1 AND epoch = $2 AND version = $3",
                     wanted.list, epoch, to_version));
  if (known == 0) {
    return WithDetail(NotFound("list {} has no version {}", wanted.list, to_version),
                      {"RESOURCE_UNKNOWN", {{"name", wanted.list}}});
  }
  CHOWKI_ASSIGN_OR_RETURN(const ChangeSet set, CreateDraft(store, wanted, author, now));
  if (set.complete) return set;
  RowWriter writer(store, set.number);
  std::int64_t rows = 0;
  // Of every entry that moved since, what it was then; entries that are as they were again make no
  // record when the draft is planned.
  CHOWKI_RETURN_IF_ERROR(store.ForEach(
      "SELECT later.id, "
      "(SELECT earlier.bytes FROM revision AS earlier WHERE earlier.list = $1 "
      "AND earlier.id = later.id AND (earlier.epoch < $2 OR earlier.version <= $3) "
      "ORDER BY earlier.revision DESC LIMIT 1) "
      "FROM revision AS later "
      "WHERE later.list = $1 AND later.epoch = $2 AND later.version > $3 "
      "GROUP BY later.id ORDER BY later.id",
      {sql::ToValue(wanted.list), sql::ToValue(epoch), sql::ToValue(to_version)},
      [&](const sql::Row& row) -> Status {
        if (!row.IsNull(1)) return writer.Add(++rows, {WithRevision(row.Bytes(1), 1), ""});
        const std::string& id = row.Text(0);
        CHOWKI_ASSIGN_OR_RETURN(
            const std::int64_t there,
            store.QueryInt("SELECT count(*) FROM entry WHERE list = $1 AND bucket = $2 AND id = $3",
                           wanted.list, trust::BucketOf(id), id));
        return there == 0 ? Ok() : writer.Add(++rows, {"", id});
      }));
  CHOWKI_RETURN_IF_ERROR(writer.End());
  CHOWKI_RETURN_IF_ERROR(store.Execute(
      "UPDATE change_set SET row_count = $1, complete = 1 WHERE number = $2", rows, set.number));
  return GetChangeSet(store, set.number);
}

}  // namespace chowki::central
