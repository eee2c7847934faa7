#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/hasher.h"
#include "base/status.h"

namespace chowki::trust {

// A list's entries lie in 4,096 buckets by their ids, so that two sites that differ find out where:
// they compare 4,096 digests and then only the buckets that differ.
inline constexpr int kBucketCount = 4096;

// The first 12 bits of SHA-256 over the id.
[[nodiscard]] int BucketOf(std::string_view id);

// SHA-256 over the byte 0x00 and for each entry, ascending by id as bytes: length of the id as one
// byte, id, SHA-256 of the entry's bytes.
class BucketHasher {
 public:
  BucketHasher();
  void Add(std::string_view id, const Digest& entry);
  [[nodiscard]] Digest Finish();  // starts anew

 private:
  Hasher hasher_;
};

// One digest a bucket. A list without entries holds kBucketCount times the digest of an empty one.
using BucketDigests = std::vector<Digest>;
[[nodiscard]] BucketDigests EmptyBuckets();

// The digests one after the other, as they are kept and sent.
[[nodiscard]] std::string ToBytes(const BucketDigests& digests);
// errors  STATE_ROOT_MISMATCH: not kBucketCount digests.
[[nodiscard]] Result<BucketDigests> BucketDigestsFromBytes(std::string_view bytes);

// What a list holds, in 32 bytes: SHA-256 over the byte 0x01 and the digests of all buckets.
[[nodiscard]] Digest StateRoot(const BucketDigests& buckets);

}  // namespace chowki::trust
