#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "sqlite/database.h"
#include "sqlite/transaction.h"
#include "sync/stored_entries.h"
#include "trust/import.h"
#include "trust/trust_state.h"
#include "watchlist/snapshot.h"

namespace chowki::sync {

// One change of what a post holds: entries of any number of lists and the trust state that goes
// with them, all together or not at all. The store must outlive it and lies locked until it is
// gone.
class PostChange {
 public:
  // What is trusted and held before it. Nobody else changes that while the store lies locked.
  [[nodiscard]] const trust::TrustState& held() const { return held_; }

  // Where the entries of a list are to be written. nullptr: a list that this post does not follow.
  [[nodiscard]] trust::Entries* EntriesOf(const std::string& list, trust::Onto onto);

  // The entries of a list that is held, for mending them. nullptr: nothing of it is held.
  [[nodiscard]] StoredEntries* HeldEntriesOf(const std::string& list);

  // state   what is held from now on; of followed lists only.
  // errors  as SQLite's, kResourceExhausted with DISK_LOW among them; nothing has changed then.
  [[nodiscard]] Status Commit(const trust::TrustState& state);

 private:
  friend class PostStore;
  PostChange(sqlite::Database& database, sqlite::Transaction transaction, trust::TrustState held,
             std::set<std::string> follows, EntryStatements statements);

  sqlite::Database& database_;
  sqlite::Transaction transaction_;
  trust::TrustState held_;
  std::set<std::string> follows_;
  std::unique_ptr<EntryStatements> statements_;
  struct Lists {
    std::unique_ptr<StoredEntries> held;
    std::unique_ptr<StoredEntries> anew;
  };
  std::map<std::string, Lists> lists_;
  std::int64_t next_generation_ = 1;
};

// What a post holds: the lists that it follows and what it trusts, in one SQLite file, so that
// nobody can put an old trust state beside newer entries.
//
// thread  one at a time; another process may read beside it.
class PostStore {
 public:
  // Makes the file of a post that trusts `root` and holds nothing.
  //
  // root    the first trust root's envelope, given by hand by somebody who compared its digest.
  // errors  kAlreadyExists: there is a store with another root; those of trust::Verifier::Pin and
  //         sqlite::Database.
  [[nodiscard]] static Result<PostStore> Create(const std::filesystem::path& path,
                                                std::string_view root);

  // errors  kNotFound, kFailedPrecondition (not such a file), kDataLoss.
  [[nodiscard]] static Result<PostStore> Open(const std::filesystem::path& path);

  [[nodiscard]] Result<trust::TrustState> ReadTrust();

  // All entries of a list, held against its state root. The state says what is signed; `issued` is
  // when the list was last known to be the newest.
  //
  // older   an older version of the list; where it has the same buckets they are not read again.
  //         nullptr: all are read.
  // errors  kNotFound: nothing of it is held; kDataLoss: the file was damaged (repair the list).
  [[nodiscard]] Result<watchlist::Snapshot> Load(const std::string& list,
                                                 const watchlist::Snapshot* older = nullptr);

  // A list as it lies in the file, bucket by bucket.
  struct Examined {
    trust::HeldList held;
    std::int64_t generation = 0;
    trust::BucketDigests kept;    // as they were signed, unless they are damaged themselves
    trust::BucketDigests actual;  // of the entries that are there
  };
  // Reads all entries of a list without locking anything.
  // errors  kNotFound: nothing of it is held.
  [[nodiscard]] Result<Examined> Examine(const std::string& list);

  // follows  the lists that may be written.
  [[nodiscard]] Result<PostChange> Begin(const std::set<std::string>& follows);

  // Why a list is not up to date.
  struct Fault {
    std::string reason;  // "STEP_NOT_APPROVED"; "" when there is none beside the message
    std::string message;
    Time since{};  // when it first failed, for this or another reason
  };
  // By list; "" in the place of a list when nobody answered.
  [[nodiscard]] Result<std::map<std::string, Fault>> ReadFaults();
  // Keeps what came of a try for whoever asks how the post is; writes only what is new.
  //
  // tried   lists, or "", of which one that is not in `failed` has no fault any more.
  [[nodiscard]] Status KeepFaults(const std::set<std::string>& tried,
                                  const std::map<std::string, Status>& failed, Time now);

  // Takes away entries that no list needs any more, some thousand at a time.
  // returns  whether anything is left.
  [[nodiscard]] Result<bool> Sweep();

  [[nodiscard]] const std::string& path() const { return database_.path(); }

 private:
  explicit PostStore(sqlite::Database database) : database_(std::move(database)) {}
  struct Stored;
  [[nodiscard]] Result<Stored> Find(const std::string& list);
  [[nodiscard]] Result<watchlist::Snapshot> LoadAll(const Stored& stored);
  [[nodiscard]] Result<watchlist::Snapshot> LoadOnto(const watchlist::Snapshot& older,
                                                     const Stored& stored);
  sqlite::Database database_;
};

}  // namespace chowki::sync
