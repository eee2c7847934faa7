// docs/formats.md against the code: every example in it is computed here.

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include "base/text.h"
#include "trust/bucket.h"
#include "trust/byte_text.h"
#include "trust/change_set.h"
#include "trust/deployment.h"
#include "trust/record.h"
#include "trust/refusal.h"

namespace chowki::trust::test {
namespace {

std::string Page() {
  std::ifstream in(CHOWKI_SOURCE_DIR "/docs/formats.md");
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Only the hexadecimal digits of the page's example of an envelope.
std::string ExampleEnvelope(const std::string& page) {
  const size_t start = page.find("0a 2c ");
  std::string hex;
  for (const std::string& line : Split(page.substr(start, page.find("```", start) - start), '\n')) {
    // What stands behind three spaces and a letter is said to people.
    const std::string bytes = line.substr(0, line.find("   ", line.find_first_not_of(' ')));
    std::copy_if(bytes.begin(), bytes.end(), std::back_inserter(hex), ::isxdigit);
  }
  return hex;
}

TEST_CASE("the envelope in docs/formats.md is the one that we write", "[trust]") {
  Secret<32> seed;
  const Digest bytes =
      DigestFromHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60").value();
  std::copy(bytes.begin(), bytes.end(), seed.bytes().begin());
  const SigningKey key = SigningKey::FromSeed(seed);
  Heartbeat heartbeat;
  heartbeat.deployment = "utopia";
  heartbeat.issued = At(0);
  heartbeat.expires = At(24);
  const SigningKey* keys[] = {&key};
  const std::string envelope =
      ToBytes(trust::Sign(Heartbeat::kPayloadType, ToPayload(heartbeat), keys));
  CHECK(ExampleEnvelope(Page()) == ToHex(AsBytes(envelope)));
}

TEST_CASE("the records and digests in docs/formats.md are ours", "[trust]") {
  const std::string page = Page();
  const auto has = [&](const std::string& hex) { return page.find(hex) != std::string::npos; };
  const std::string entry = EntryBytes("entry-10", 1, "\x22\x08\x0a\x06SAMPLE");
  std::string put;
  AppendPut(put, entry);
  std::string remove;
  AppendRemove(remove, "entry-10", 2, At(0));
  CHECK(has("put       " + ToHex(AsBytes(put)) + "\n"));
  CHECK(has("remove    " + ToHex(AsBytes(remove)) + "\n"));

  BucketHasher bucket;
  bucket.Add("entry-10", Sha256(entry));
  BucketDigests digests = EmptyBuckets();
  CHECK(BucketOf("entry-10") == 335);
  digests[335] = bucket.Finish();
  ChangeSetHasher change_set;
  change_set.Add(put);
  CHECK(has("entry        " + ToHex(Sha256(entry))));
  CHECK(has("bucket 335   " + ToHex(digests[335])));
  CHECK(has("state root   " + ToHex(StateRoot(digests))));
  CHECK(has("change set   " + ToHex(change_set.Finish())));
  CHECK(has("nothing      " + ToHex(StateRoot(EmptyBuckets()))));
}

TEST_CASE("docs/formats.md names every refusal that a list can meet", "[trust]") {
  const std::string page = Page();
  for (int i = static_cast<int>(Refusal::kRootVersionGap); i < kRefusalCount; ++i) {
    const auto refusal = static_cast<Refusal>(i);
    const std::string name(Name(refusal));
    if (name.starts_with("BUNDLE_") || refusal == Refusal::kHeartbeatMissing ||
        refusal == Refusal::kHeartbeatLacksList) {
      continue;  // they say themselves what they mean
    }
    INFO(name);
    CHECK(page.find(name) != std::string::npos);
  }
}

}  // namespace
}  // namespace chowki::trust::test
