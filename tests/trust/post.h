#pragma once

#include <map>
#include <string>
#include <vector>

#include "trust/import.h"

namespace chowki::trust::test {

// A list's entries in memory.
class MemoryEntries final : public Entries {
 public:
  [[nodiscard]] Result<std::int64_t> Count() const override;
  [[nodiscard]] Result<std::int64_t> RevisionOf(std::string_view id) const override;
  [[nodiscard]] Result<bool> Holds(std::string_view id) const override;
  [[nodiscard]] Status Put(const Record& record, const Digest& digest) override;
  [[nodiscard]] Status Remove(const Record& record) override;
  [[nodiscard]] Result<Digest> HashBucket(int bucket) const override;
  [[nodiscard]] Result<BucketDigests> Digests() const override { return digests_; }
  [[nodiscard]] Status SetDigests(const BucketDigests& digests) override;

  std::map<std::string, std::string, std::less<>> entries;  // id -> bytes
  std::map<std::string, std::int64_t, std::less<>> revisions;

 private:
  BucketDigests digests_ = EmptyBuckets();
};

// A pretended post: what it holds, and the transaction around an import.
class Post {
 public:
  // root: the envelope it is given by hand.
  Post(const std::string& root, Policy policy);

  // Takes the whole bundle in, or nothing of it.
  [[nodiscard]] Status Import(const std::string& bundle, Time clock,
                              const OpeningKey* key = nullptr);

  // Everything that it holds, as text: equal exactly when nothing has changed.
  [[nodiscard]] std::string Everything() const;

  TrustState state;
  std::map<std::string, MemoryEntries> lists = {{"national", {}}, {"lost", {}}};

 private:
  Policy policy_;
};

}  // namespace chowki::trust::test
