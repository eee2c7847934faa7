#pragma once

#include <cstdint>
#include <string_view>

#include "base/digest.h"
#include "base/status.h"
#include "trust/bucket.h"
#include "trust/record.h"

namespace chowki::trust {

// The entries of one list as Apply sees them: the store of a post within one open transaction,
// which its owner commits or rolls back.
class Entries {
 public:
  virtual ~Entries() = default;

  [[nodiscard]] virtual Result<std::int64_t> Count() const = 0;
  // Of the entry, or of the last one removed under this id as far as is known; 0: never seen.
  [[nodiscard]] virtual Result<std::int64_t> RevisionOf(std::string_view id) const = 0;
  [[nodiscard]] virtual Result<bool> Holds(std::string_view id) const = 0;

  // Writes an entry, new or over an older revision. digest: SHA-256 over its bytes.
  [[nodiscard]] virtual Status Put(const Record& record, const Digest& digest) = 0;
  [[nodiscard]] virtual Status Remove(const Record& record) = 0;

  // Of one bucket, from what it holds now.
  [[nodiscard]] virtual Result<Digest> HashBucket(int bucket) const = 0;
  // Of all buckets, as they were last set; EmptyBuckets() at first.
  [[nodiscard]] virtual Result<BucketDigests> Digests() const = 0;
  [[nodiscard]] virtual Status SetDigests(const BucketDigests& digests) = 0;
};

}  // namespace chowki::trust
