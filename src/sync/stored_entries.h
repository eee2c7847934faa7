#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "sqlite/database.h"
#include "sqlite/statement.h"
#include "trust/entries.h"

namespace chowki::sync {

// What is done to entries, prepared once for a transaction.
struct EntryStatements {
  [[nodiscard]] static Result<EntryStatements> Prepare(sqlite::Database& database);
  sqlite::Statement find;    // generation, bucket, id -> revision, whether it is removed
  sqlite::Statement put;     // generation, bucket, id, revision, body
  sqlite::Statement bucket;  // generation, bucket -> id, body
  sqlite::Statement clear;   // generation, bucket
};

// The entries of one generation of a list in the post's file. The statements must outlive it.
class StoredEntries final : public trust::Entries {
 public:
  // An empty generation: everything that is put is new to it.
  StoredEntries(EntryStatements& statements, std::int64_t generation);
  // One that is held already.
  StoredEntries(EntryStatements& statements, std::int64_t generation, std::int64_t count,
                trust::BucketDigests digests);

  [[nodiscard]] std::int64_t generation() const { return generation_; }
  // Whether its digests were set anew.
  [[nodiscard]] bool changed() const { return changed_; }
  [[nodiscard]] const trust::BucketDigests& digests() const { return digests_; }

  [[nodiscard]] Result<std::int64_t> Count() const override { return count_; }
  [[nodiscard]] Result<std::int64_t> RevisionOf(std::string_view id) const override;
  [[nodiscard]] Result<bool> Holds(std::string_view id) const override;
  [[nodiscard]] Status Put(const trust::Record& record, const Digest& digest) override;
  [[nodiscard]] Status Remove(const trust::Record& record) override;
  [[nodiscard]] Result<Digest> HashBucket(int bucket) const override;
  [[nodiscard]] Result<trust::BucketDigests> Digests() const override { return digests_; }
  [[nodiscard]] Status SetDigests(const trust::BucketDigests& digests) override;

  // Puts the entries of a bucket, whose digest was checked, in the place of those that are there.
  [[nodiscard]] Status ReplaceBucket(int bucket, const std::vector<std::string>& entries);

 private:
  struct Row {
    std::int64_t revision = 0;  // 0: never seen
    bool held = false;
  };
  [[nodiscard]] Result<Row> Find(std::string_view id) const;

  EntryStatements& statements_;
  std::int64_t generation_;
  bool was_empty_;
  bool changed_ = false;
  std::int64_t count_ = 0;
  trust::BucketDigests digests_;
};

}  // namespace chowki::sync
