#include "watchlist/store.h"

#include <string>

#include <fcntl.h>
#include <unistd.h>

#include "sqlite/database.h"
#include "sqlite/schema.h"
#include "sqlite/transaction.h"
#include "watchlist/entry_bytes.h"
#include "watchlist/migrations.h"

namespace chowki::watchlist {
namespace {

namespace fs = std::filesystem;

constexpr std::int32_t kApplicationId = 0x43484c32;  // "CHL2": entries by bucket
constexpr size_t kProgressStep = 10'000;             // entries

sqlite::Schema ListSchema() { return {"watchlist", kApplicationId, Migrations()}; }

std::int64_t Microseconds(Time time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

// Makes what was written to a file or a folder survive a loss of power.
Status SyncToDisk(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return NotFound("{}: cannot be opened", path.string());
  const bool synced = ::fsync(file) == 0;
  ::close(file);
  return synced ? Ok() : DataLoss("{}: cannot be written to the disk", path.string());
}

Status PutHead(sqlite::Database& database, const ListState& head) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement put,
                          database.Prepare("INSERT INTO list_head VALUES (1, ?, ?, ?, ?, ?, ?)"));
  return put.Run(head.list, head.epoch, head.version, head.entries, head.state_root,
                 Microseconds(head.issued));
}

Status PutEntry(sqlite::Statement& put, std::string_view id, std::string_view bytes) {
  return put.Run(trust::BucketOf(id), id, sqlite::AsBlob(bytes));
}

Status Write(const Snapshot& snapshot, const fs::path& path,
             const std::function<void(size_t)>& progress) {
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Database database,
      sqlite::Database::Open(path, {.journal = sqlite::JournalMode::kOneFile, .durable = true}));
  CHOWKI_RETURN_IF_ERROR(sqlite::Migrate(database, ListSchema()));
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction transaction,
                          sqlite::Transaction::BeginWrite(database));
  CHOWKI_RETURN_IF_ERROR(PutHead(database, snapshot.head()));
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement put,
                          database.Prepare("INSERT INTO entry VALUES (?, ?, ?)"));
  for (size_t i = 0; i < snapshot.size(); ++i) {
    const std::string_view bytes = snapshot.BytesAt(i);
    CHOWKI_RETURN_IF_ERROR(PutEntry(put, IdOf(bytes), bytes));
    if (progress && (i + 1) % kProgressStep == 0) progress(i + 1);
  }
  return transaction.Commit();
}

Result<sqlite::Database> OpenList(const fs::path& path) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Database database,
                          sqlite::Database::Open(path, {.access = sqlite::Access::kReadOnly,
                                                        .journal = sqlite::JournalMode::kOneFile}));
  CHOWKI_RETURN_IF_ERROR(sqlite::CheckSchema(database, ListSchema()));
  return database;
}

Result<ListState> ReadHead(sqlite::Database& database) {
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement query,
      database.Prepare(
          "SELECT list, epoch, version, entries, state_root, issued_us FROM list_head"));
  CHOWKI_ASSIGN_OR_RETURN(const bool found, query.Step());
  if (!found) return DataLoss("{}: the list has no head", database.path());
  ListState head;
  head.list = query.Text(0);
  head.epoch = query.Int(1);
  head.version = query.Int(2);
  head.entries = query.Int(3);
  head.state_root = query.Text(4);
  head.issued = Time(std::chrono::microseconds(query.Int(5)));
  return head;
}

}  // namespace

Status Save(const Snapshot& snapshot, const fs::path& path,
            const std::function<void(size_t)>& progress) {
  fs::path side = path;
  side += ".new";
  std::error_code error;
  fs::remove(side, error);  // left by a build that was interrupted
  Status status = Write(snapshot, side, progress);
  if (status.ok()) status = SyncToDisk(side);
  if (status.ok()) {
    fs::rename(side, path, error);
    if (error) status = FailedPrecondition("{}: {}", path.string(), error.message());
  }
  if (!status.ok()) {
    fs::remove(side, error);
    return status;
  }
  return SyncToDisk(fs::absolute(path).parent_path());
}

Status SaveChanges(const Snapshot& updated, const Changes& changes, const std::string& base_root,
                   const fs::path& path) {
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Database database,
      sqlite::Database::Open(path, {.journal = sqlite::JournalMode::kOneFile, .durable = true}));
  CHOWKI_RETURN_IF_ERROR(sqlite::CheckSchema(database, ListSchema()));
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction transaction,
                          sqlite::Transaction::BeginWrite(database));
  CHOWKI_ASSIGN_OR_RETURN(const ListState old, ReadHead(database));
  if (old.state_root != base_root) {
    return FailedPrecondition("{}: was changed by somebody else meanwhile; begin anew",
                              path.string());
  }
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement put,
                          database.Prepare("INSERT OR REPLACE INTO entry VALUES (?, ?, ?)"));
  for (const Entry& entry : changes.put) {
    CHOWKI_RETURN_IF_ERROR(PutEntry(put, entry.id, ToBytes(entry)));
  }
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement remove,
                          database.Prepare("DELETE FROM entry WHERE bucket = ? AND id = ?"));
  for (const std::string& id : changes.removed) {
    CHOWKI_RETURN_IF_ERROR(remove.Run(trust::BucketOf(id), id));
  }
  CHOWKI_RETURN_IF_ERROR(database.Execute("DELETE FROM list_head"));
  CHOWKI_RETURN_IF_ERROR(PutHead(database, updated.head()));
  return transaction.Commit();
}

Result<Snapshot> Load(const fs::path& path) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Database database, OpenList(path));
  CHOWKI_ASSIGN_OR_RETURN(const sqlite::Transaction view, sqlite::Transaction::BeginRead(database));
  CHOWKI_ASSIGN_OR_RETURN(ListState head, ReadHead(database));
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t total,
                          database.QueryInt("SELECT total(length(body)) FROM entry"));
  std::string bytes;
  std::vector<std::uint64_t> ends;
  bytes.reserve(static_cast<size_t>(total));
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement query,
                          database.Prepare("SELECT body FROM entry ORDER BY bucket, id"));
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool row, query.Step());
    if (!row) break;
    bytes += query.Blob(0);
    ends.push_back(bytes.size());
  }
  auto snapshot = Snapshot::FromBytes(std::move(head), std::move(bytes), std::move(ends));
  return snapshot.ok() ? std::move(snapshot) : Annotate(snapshot.status(), path.string());
}

Result<ListState> LoadHead(const fs::path& path) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Database database, OpenList(path));
  return ReadHead(database);
}

}  // namespace chowki::watchlist
