#include "trust/bucket.h"

#include <array>

#include "trust/byte_text.h"
#include "trust/refusal.h"

namespace chowki::trust {
namespace {

// What is hashed begins with a byte that tells its kind, so that none can stand for another.
constexpr std::array<std::uint8_t, 1> kBucketKind{0x00};
constexpr std::array<std::uint8_t, 1> kRootKind{0x01};

}  // namespace

int BucketOf(std::string_view id) {
  const Digest digest = Sha256(id);
  return digest[0] << 4 | digest[1] >> 4;
}

BucketHasher::BucketHasher() { hasher_.Add(kBucketKind); }

void BucketHasher::Add(std::string_view id, const Digest& entry) {
  const std::array<std::uint8_t, 1> length{static_cast<std::uint8_t>(id.size())};
  hasher_.Add(length);
  hasher_.Add(AsBytes(id));
  hasher_.Add(entry);
}

Digest BucketHasher::Finish() {
  const Digest digest = hasher_.Finish();
  hasher_.Add(kBucketKind);
  return digest;
}

BucketDigests EmptyBuckets() { return BucketDigests(kBucketCount, BucketHasher().Finish()); }

std::string ToBytes(const BucketDigests& digests) {
  std::string bytes;
  bytes.reserve(digests.size() * sizeof(Digest));
  for (const Digest& digest : digests) bytes += AsText(digest);
  return bytes;
}

Result<BucketDigests> BucketDigestsFromBytes(std::string_view bytes) {
  if (bytes.size() != kBucketCount * sizeof(Digest)) {
    return Refuse(Refusal::kStateRootMismatch, {{"bytes of digests", bytes.size()}});
  }
  BucketDigests digests;
  digests.reserve(kBucketCount);
  for (size_t at = 0; at < bytes.size(); at += sizeof(Digest)) {
    digests.push_back(*AsArray<sizeof(Digest)>(bytes.substr(at, sizeof(Digest))));
  }
  return digests;
}

Digest StateRoot(const BucketDigests& buckets) {
  CHOWKI_CHECK(buckets.size() == kBucketCount);
  Hasher hasher;
  hasher.Add(kRootKind);
  for (const Digest& bucket : buckets) hasher.Add(bucket);
  return hasher.Finish();
}

}  // namespace chowki::trust
