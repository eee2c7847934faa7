#include "sync/post_store.h"

#include <algorithm>
#include <utility>

#include "sqlite/schema.h"
#include "sync/migrations.h"
#include "trust/byte_text.h"
#include "trust/envelope.h"
#include "trust/verifier.h"
#include "watchlist/entry_bytes.h"

namespace chowki::sync {
namespace {

namespace fs = std::filesystem;

constexpr std::int32_t kApplicationId = 0x43485331;  // "CHS1"
constexpr int kSweepRows = 20'000;

sqlite::Schema PostSchema() { return {"post", kApplicationId, Migrations()}; }

std::int64_t ToSeconds(Time time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

// What the post kept of a heartbeat was verified when it came; keys may have changed since.
Result<trust::HeldHeartbeat> HeartbeatOf(std::string envelope) {
  CHOWKI_ASSIGN_OR_RETURN(const trust::Envelope opened,
                          trust::ParseEnvelope(envelope, trust::kMaxHeartbeatBytes));
  CHOWKI_ASSIGN_OR_RETURN(trust::Heartbeat heartbeat, trust::ParseHeartbeat(opened.payload));
  return trust::HeldHeartbeat{std::move(heartbeat), Sha256(opened.payload), std::move(envelope)};
}

Result<trust::HeldList> HeldListOf(const sqlite::Statement& row, int first,
                                   const std::string& where) {
  const auto manifest = row.DigestAt(first + 2);
  const auto state_root = row.DigestAt(first + 3);
  if (!manifest || !state_root) return DataLoss("{}: a list's digests are damaged", where);
  return trust::HeldList{row.Int(first),
                         row.Int(first + 1),
                         *manifest,
                         *state_root,
                         row.Int(first + 4),
                         Time(std::chrono::seconds(row.Int(first + 5))),
                         Time(std::chrono::seconds(row.Int(first + 6)))};
}

constexpr char kListColumns[] =
    "epoch, version, manifest, state_root, entries, issued_s, expires_s";

Status PutTrust(sqlite::Database& database, const std::string& root, const std::string* heartbeat) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement put,
                          database.Prepare("INSERT OR REPLACE INTO trust VALUES (1, ?, ?)"));
  if (heartbeat == nullptr) return put.Run(sqlite::AsBlob(root), nullptr);
  return put.Run(sqlite::AsBlob(root), sqlite::AsBlob(*heartbeat));
}

// Within a transaction of the caller.
Result<trust::TrustState> TrustIn(sqlite::Database& database) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement query,
                          database.Prepare("SELECT root, heartbeat FROM trust"));
  CHOWKI_ASSIGN_OR_RETURN(const bool found, query.Step());
  if (!found) return FailedPrecondition("{}: trusts no root yet", database.path());
  CHOWKI_ASSIGN_OR_RETURN(auto root, trust::Verifier::Pin(query.Blob(0)));
  trust::TrustState state{std::move(root), {}, {}};
  if (!query.IsNull(1)) {
    CHOWKI_ASSIGN_OR_RETURN(state.heartbeat, HeartbeatOf(query.Blob(1)));
  }
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement lists,
                          database.Prepare(fmt::format("SELECT name, {} FROM list", kListColumns)));
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool row, lists.Step());
    if (!row) return state;
    CHOWKI_ASSIGN_OR_RETURN(state.lists[lists.Text(0)], HeldListOf(lists, 1, database.path()));
  }
}

Result<sqlite::Database> OpenFile(const fs::path& path, sqlite::Access access) {
  return sqlite::Database::Open(
      path, {.access = access, .journal = sqlite::JournalMode::kWal, .durable = true});
}

// The entries that a delta changes lie all over the list, a page each: shorter pages are less to
// write, and an entry still fits into one (docs/figures.md).
Status ShortenPages(sqlite::Database& database) {
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t tables,
                          database.QueryInt("SELECT count(*) FROM sqlite_schema"));
  if (tables > 0) return Ok();
  return database.Execute(
      "PRAGMA journal_mode = DELETE; PRAGMA page_size = 1024; VACUUM; PRAGMA journal_mode = WAL");
}

}  // namespace

PostChange::PostChange(sqlite::Database& database, sqlite::Transaction transaction,
                       trust::TrustState held, std::set<std::string> follows,
                       EntryStatements statements)
    : database_(database),
      transaction_(std::move(transaction)),
      held_(std::move(held)),
      follows_(std::move(follows)),
      statements_(std::make_unique<EntryStatements>(std::move(statements))) {}

trust::Entries* PostChange::EntriesOf(const std::string& list, trust::Onto onto) {
  if (!follows_.contains(list)) return nullptr;
  Lists& entries = lists_[list];
  const bool anew = onto == trust::Onto::kNothing || !entries.held;
  if (!anew) return entries.held.get();
  if (!entries.anew) {
    entries.anew = std::make_unique<StoredEntries>(*statements_, next_generation_++);
  }
  return entries.anew.get();
}

StoredEntries* PostChange::HeldEntriesOf(const std::string& list) {
  const auto found = lists_.find(list);
  return found == lists_.end() ? nullptr : found->second.held.get();
}

Status PostChange::Commit(const trust::TrustState& state) {
  const std::string heartbeat = state.heartbeat ? state.heartbeat->envelope : "";
  CHOWKI_RETURN_IF_ERROR(
      PutTrust(database_, ToBytes(state.root.envelope()), state.heartbeat ? &heartbeat : nullptr));
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement put,
      database_.Prepare("INSERT OR REPLACE INTO list VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
  for (const auto& [name, entries] : lists_) {
    const StoredEntries* written = entries.anew ? entries.anew.get() : entries.held.get();
    const auto held = state.lists.find(name);
    if (written == nullptr || held == state.lists.end()) continue;
    const trust::HeldList& list = held->second;
    const auto before = held_.lists.find(name);
    const bool same = before != held_.lists.end() && before->second == list;
    if (same && !written->changed()) continue;  // its row is long: all the buckets' digests
    CHOWKI_RETURN_IF_ERROR(put.Run(name, written->generation(), list.epoch, list.version,
                                   list.manifest, list.state_root, list.entry_count,
                                   ToSeconds(list.issued), ToSeconds(list.expires),
                                   sqlite::AsBlob(trust::ToBytes(written->digests()))));
  }
  CHOWKI_RETURN_IF_ERROR(transaction_.Commit());
  // A snapshot leaves a log as long as itself; else it stays until something else is as long.
  const bool any_anew = std::any_of(lists_.begin(), lists_.end(),
                                    [](const auto& list) { return list.second.anew != nullptr; });
  if (any_anew) static_cast<void>(database_.Execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  return Ok();
}

Result<PostStore> PostStore::Create(const fs::path& path, std::string_view root) {
  CHOWKI_ASSIGN_OR_RETURN(const auto pinned, trust::Verifier::Pin(root));
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Database database, OpenFile(path, sqlite::Access::kCreate));
  CHOWKI_RETURN_IF_ERROR(ShortenPages(database));
  CHOWKI_RETURN_IF_ERROR(sqlite::Migrate(database, PostSchema()));
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction transaction,
                          sqlite::Transaction::BeginWrite(database));
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t roots,
                          database.QueryInt("SELECT count(*) FROM trust"));
  if (roots > 0) return AlreadyExists("{}: trusts a root already", path.string());
  CHOWKI_RETURN_IF_ERROR(PutTrust(database, ToBytes(pinned.envelope()), nullptr));
  CHOWKI_RETURN_IF_ERROR(transaction.Commit());
  return PostStore(std::move(database));
}

Result<PostStore> PostStore::Open(const fs::path& path) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Database database, OpenFile(path, sqlite::Access::kReadWrite));
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t version, database.QueryInt("PRAGMA user_version"));
  // An empty file is none of ours.
  CHOWKI_RETURN_IF_ERROR(version > 0 ? sqlite::Migrate(database, PostSchema())
                                     : sqlite::CheckSchema(database, PostSchema()));
  return PostStore(std::move(database));
}

Result<trust::TrustState> PostStore::ReadTrust() {
  CHOWKI_ASSIGN_OR_RETURN(const auto view, sqlite::Transaction::BeginRead(database_));
  return TrustIn(database_);
}

// What the file says of a list.
struct PostStore::Stored {
  std::int64_t generation = 0;
  watchlist::ListState head;
  trust::BucketDigests digests;
};

Result<PostStore::Stored> PostStore::Find(const std::string& list) {
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement query,
      database_.Prepare(
          fmt::format("SELECT generation, digests, {} FROM list WHERE name = ?", kListColumns)));
  CHOWKI_RETURN_IF_ERROR(query.Bind(list));
  CHOWKI_ASSIGN_OR_RETURN(const bool found, query.Step());
  if (!found) return NotFound("{}: holds nothing of list {}", path(), list);
  Stored stored;
  stored.generation = query.Int(0);
  CHOWKI_ASSIGN_OR_RETURN(stored.digests, trust::BucketDigestsFromBytes(query.Blob(1)));
  CHOWKI_ASSIGN_OR_RETURN(const trust::HeldList held, HeldListOf(query, 2, path()));
  stored.head.list = list;
  stored.head.epoch = held.epoch;
  stored.head.version = held.version;
  stored.head.entries = held.entry_count;
  stored.head.state_root = ToHex(held.state_root);
  stored.head.issued = held.issued;
  return stored;
}

Result<watchlist::Snapshot> PostStore::Load(const std::string& list,
                                            const watchlist::Snapshot* older) {
  CHOWKI_ASSIGN_OR_RETURN(const trust::TrustState state, ReadTrust());
  CHOWKI_ASSIGN_OR_RETURN(const auto view, sqlite::Transaction::BeginRead(database_));
  CHOWKI_ASSIGN_OR_RETURN(Stored stored, Find(list));
  stored.head.issued = std::max(stored.head.issued, ConfirmedAt(state, list));
  auto snapshot = older != nullptr ? LoadOnto(*older, stored) : LoadAll(stored);
  return snapshot.ok() ? std::move(snapshot) : Annotate(snapshot.status(), path());
}

Result<watchlist::Snapshot> PostStore::LoadAll(const Stored& stored) {
  std::string bytes;
  std::vector<std::uint64_t> ends;
  ends.reserve(static_cast<size_t>(stored.head.entries));
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement rows,
                          database_.Prepare("SELECT body FROM entry WHERE generation = ? AND body "
                                            "IS NOT NULL ORDER BY bucket, id"));
  CHOWKI_RETURN_IF_ERROR(rows.Bind(stored.generation));
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool row, rows.Step());
    if (!row) break;
    bytes += rows.Blob(0);
    ends.push_back(bytes.size());
  }
  return watchlist::Snapshot::FromBytes(stored.head, std::move(bytes), std::move(ends));
}

Result<watchlist::Snapshot> PostStore::LoadOnto(const watchlist::Snapshot& older,
                                                const Stored& stored) {
  watchlist::Changes changes;
  CHOWKI_ASSIGN_OR_RETURN(EntryStatements statements, EntryStatements::Prepare(database_));
  sqlite::Statement& rows = statements.bucket;
  for (int bucket = 0; bucket < trust::kBucketCount; ++bucket) {
    const auto before = older.BucketAt(bucket);
    if (before.digest == stored.digests[static_cast<size_t>(bucket)]) continue;
    std::map<std::string_view, std::string_view> left;  // of what was there: id -> bytes
    for (size_t i = before.first; i < before.end; ++i) {
      left.emplace(watchlist::IdOf(older.BytesAt(i)), older.BytesAt(i));
    }
    CHOWKI_RETURN_IF_ERROR(rows.Bind(stored.generation, bucket));
    while (true) {
      CHOWKI_ASSIGN_OR_RETURN(const bool row, rows.Step());
      if (!row) break;
      const std::string bytes = rows.Blob(1);
      const auto same = left.find(watchlist::IdOf(bytes));
      const bool changed = same == left.end() || same->second != bytes;
      if (same != left.end()) left.erase(same);
      if (!changed) continue;
      CHOWKI_ASSIGN_OR_RETURN(changes.put.emplace_back(), watchlist::FromBytes(bytes));
    }
    for (const auto& [id, bytes] : left) changes.removed.emplace_back(id);
  }
  watchlist::Snapshot snapshot = older.With(changes, stored.head);
  if (snapshot.head() == stored.head) return snapshot;
  return DataLoss("list {}: the entries lead to state root {}, signed is {}", stored.head.list,
                  snapshot.head().state_root, stored.head.state_root);
}

Result<PostStore::Examined> PostStore::Examine(const std::string& list) {
  CHOWKI_ASSIGN_OR_RETURN(const auto view, sqlite::Transaction::BeginRead(database_));
  CHOWKI_ASSIGN_OR_RETURN(const trust::TrustState state, TrustIn(database_));
  const trust::HeldList* held = state.Find(list);
  if (held == nullptr) return NotFound("{}: holds nothing of list {}", path(), list);
  CHOWKI_ASSIGN_OR_RETURN(const Stored stored, Find(list));
  CHOWKI_ASSIGN_OR_RETURN(EntryStatements statements, EntryStatements::Prepare(database_));
  const StoredEntries entries(statements, stored.generation, held->entry_count, stored.digests);
  Examined found{*held, stored.generation, stored.digests, trust::EmptyBuckets()};
  for (int bucket = 0; bucket < trust::kBucketCount; ++bucket) {
    CHOWKI_ASSIGN_OR_RETURN(found.actual[static_cast<size_t>(bucket)], entries.HashBucket(bucket));
  }
  return found;
}

Result<PostChange> PostStore::Begin(const std::set<std::string>& follows) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction transaction,
                          sqlite::Transaction::BeginWrite(database_));
  CHOWKI_ASSIGN_OR_RETURN(EntryStatements statements, EntryStatements::Prepare(database_));
  CHOWKI_ASSIGN_OR_RETURN(trust::TrustState held, TrustIn(database_));
  PostChange change(database_, std::move(transaction), std::move(held), follows,
                    std::move(statements));
  // Also above what was never finished and not swept away yet.
  CHOWKI_ASSIGN_OR_RETURN(
      change.next_generation_,
      database_.QueryInt("SELECT 1 + max((SELECT ifnull(max(generation), 0) FROM "
                         "entry), (SELECT ifnull(max(generation), 0) FROM list))"));
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement query,
                          database_.Prepare("SELECT name, generation, entries, digests FROM list"));
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool row, query.Step());
    if (!row) break;
    CHOWKI_ASSIGN_OR_RETURN(auto digests, trust::BucketDigestsFromBytes(query.Blob(3)));
    change.lists_[query.Text(0)].held = std::make_unique<StoredEntries>(
        *change.statements_, query.Int(1), query.Int(2), std::move(digests));
  }
  return change;
}

Result<std::map<std::string, PostStore::Fault>> PostStore::ReadFaults() {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement rows,
                          database_.Prepare("SELECT list, reason, message, since_s FROM fault"));
  std::map<std::string, Fault> faults;
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool row, rows.Step());
    if (!row) return faults;
    faults[rows.Text(0)] = {rows.Text(1), rows.Text(2), Time(std::chrono::seconds(rows.Int(3)))};
  }
}

Status PostStore::KeepFaults(const std::set<std::string>& tried,
                             const std::map<std::string, Status>& failed, Time now) {
  CHOWKI_ASSIGN_OR_RETURN(const auto known, ReadFaults());
  std::map<std::string, Fault> put;
  std::vector<std::string> gone;
  for (const std::string& list : tried) {
    const auto before = known.find(list);
    const auto why = failed.find(list);
    if (why == failed.end()) {
      if (before != known.end()) gone.push_back(list);
      continue;
    }
    const auto detail = Detail(why->second);
    Fault fault{detail ? detail->reason : "", Message(why->second), now};
    if (before != known.end()) {
      fault.since = before->second.since;
      if (fault.reason == before->second.reason && fault.message == before->second.message)
        continue;
    }
    put[list] = std::move(fault);
  }
  if (put.empty() && gone.empty()) return Ok();
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction transaction,
                          sqlite::Transaction::BeginWrite(database_));
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement write,
                          database_.Prepare("INSERT OR REPLACE INTO fault VALUES (?, ?, ?, ?)"));
  for (const auto& [list, fault] : put) {
    CHOWKI_RETURN_IF_ERROR(write.Run(list, fault.reason, fault.message, ToSeconds(fault.since)));
  }
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement forget,
                          database_.Prepare("DELETE FROM fault WHERE list = ?"));
  for (const std::string& list : gone) CHOWKI_RETURN_IF_ERROR(forget.Run(list));
  return transaction.Commit();
}

Result<bool> PostStore::Sweep() {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction transaction,
                          sqlite::Transaction::BeginWrite(database_));
  // The entries are in the order of generations: each orphan is found at once.
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement orphan,
      database_.Prepare("WITH RECURSIVE seen(generation) AS (SELECT min(generation) FROM entry "
                        "UNION ALL SELECT (SELECT min(generation) FROM entry WHERE generation > "
                        "seen.generation) FROM seen WHERE seen.generation IS NOT NULL) "
                        "SELECT generation FROM seen WHERE generation IS NOT NULL AND generation "
                        "NOT IN (SELECT generation FROM list)"));
  CHOWKI_ASSIGN_OR_RETURN(const bool found, orphan.Step());
  if (!found) return false;
  const std::int64_t generation = orphan.Int(0);
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement remove,
      database_.Prepare(
          "DELETE FROM entry WHERE row IN (SELECT row FROM entry WHERE generation = ? LIMIT ?)"));
  CHOWKI_RETURN_IF_ERROR(remove.Run(generation, kSweepRows));
  CHOWKI_RETURN_IF_ERROR(transaction.Commit());
  return true;
}

}  // namespace chowki::sync
