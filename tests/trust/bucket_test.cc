#include "trust/bucket.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "trust/byte_text.h"
#include "trust/deployment.h"
#include "trust/post.h"
#include "trust/refusal.h"
#include "trust/repair.h"
#include "trust/verifier.h"

namespace chowki::trust::test {
namespace {

// A post that holds the newest version, and its manifest.
struct Holding {
  Deployment centre;
  Post post;
  Verified<Manifest> manifest;
};

Holding Hold() {
  Deployment centre;
  centre.PublishNext("national");
  centre.Beat();
  Post post(centre.roots[0], {});
  const auto beat = Verifier::CheckHeartbeat(post.state, centre.heartbeat_envelope).value();
  const std::vector<std::string> offered = {centre.Newest("national").envelope};
  auto chain = Verifier::CheckManifests(post.state, beat, "national", offered, {}).value();
  CHOWKI_CHECK(post.Import(centre.Bundle().Bytes(), At(10)).ok());
  return {centre, post, chain[0]};
}

TEST_CASE("the state root of nothing is known", "[trust]") {
  CHECK(ToHex(EmptyBuckets()[0]) ==
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  CHECK(ToHex(StateRoot(EmptyBuckets())) ==
        "7eefc56e9a7f14a483bbf6d8b731663f4ae12d28c5376c8ec777e7b61916a40b");
}

TEST_CASE("ids spread over the buckets", "[trust]") {
  std::vector<int> counts(kBucketCount);
  for (int i = 0; i < 40'960; ++i) {
    const int bucket = BucketOf("id-" + std::to_string(i));
    REQUIRE(bucket >= 0);
    REQUIRE(bucket < kBucketCount);
    ++counts[static_cast<size_t>(bucket)];
  }
  CHECK(*std::max_element(counts.begin(), counts.end()) < 40);
  CHECK(std::count(counts.begin(), counts.end(), 0) < 10);
}

TEST_CASE("an entry cannot lend bytes to its neighbour", "[trust]") {
  BucketHasher hasher;
  hasher.Add("ab", Sha256("1"));
  hasher.Add("c", Sha256("2"));
  const Digest one = hasher.Finish();
  hasher.Add("a", Sha256("1"));
  hasher.Add("bc", Sha256("2"));
  CHECK(hasher.Finish() != one);
}

TEST_CASE("a change that nobody signed is found and mended bucket by bucket", "[trust]") {
  Holding holding = Hold();
  MemoryEntries& entries = holding.post.lists.at("national");
  const BucketDigests good = entries.Digests().value();
  const int bucket = BucketOf("entry-20");
  const Digest expected = good[static_cast<size_t>(bucket)];
  const std::string right = entries.entries["entry-20"];

  BucketDigests ours = good;
  entries.entries["entry-20"] = EntryBytes("entry-20", 1, "altered on the disk");
  ours[static_cast<size_t>(bucket)] = entries.HashBucket(bucket).value();
  CHECK(BucketsToRepair(holding.manifest->state_root, ours, good).value() ==
        std::vector<int>{bucket});
  CHECK(BucketsToRepair(holding.manifest->state_root, good, good)->empty());

  CHECK(CheckBucket(bucket, expected, std::vector{right}).ok());
}

TEST_CASE("a relay that lies about buckets is refused", "[trust][attack]") {
  const Holding holding = Hold();
  const BucketDigests good = holding.post.lists.at("national").Digests().value();
  const auto refused = [](const Status& status) { return RefusalOf(status); };

  BucketDigests lie = good;
  lie[17][0] ^= 1;
  CHECK(refused(BucketsToRepair(holding.manifest->state_root, good, lie).status()) ==
        Refusal::kStateRootMismatch);
  lie.pop_back();
  CHECK(refused(BucketsToRepair(holding.manifest->state_root, good, lie).status()) ==
        Refusal::kStateRootMismatch);

  const int bucket = BucketOf("entry-20");
  const Digest expected = good[static_cast<size_t>(bucket)];
  const std::string other = EntryBytes("entry-20", 2, "other");
  const auto check = [&](const std::vector<std::string>& entries) {
    return refused(CheckBucket(bucket, expected, entries));
  };
  CHECK(check({other}) == Refusal::kStateRootMismatch);
  CHECK(check({}) == Refusal::kStateRootMismatch);
  CHECK(check({other, other}) == Refusal::kRecordOrder);
  CHECK(check({EntryBytes("entry-21", 1, "")}) == Refusal::kRecordOrder);
  CHECK(check({"no entry"}) == Refusal::kRecordMalformed);
}

}  // namespace
}  // namespace chowki::trust::test
