#include <catch2/catch.hpp>

#include "trust/deployment.h"
#include "trust/event_batch.h"
#include "trust/receipt.h"
#include "trust/refusal.h"
#include "trust/rules.h"

namespace chowki::trust::test {
namespace {

TEST_CASE("every signed message comes back from its payload", "[trust]") {
  Deployment centre;
  centre.PublishNext("national");
  centre.PublishNext("national");
  centre.Beat();
  CHECK(ParseTrustRoot(ToPayload(centre.root)).value() == centre.root);
  CHECK(ParseHeartbeat(ToPayload(centre.heartbeat)).value() == centre.heartbeat);
  const Manifest& manifest = centre.Newest("national").manifest;
  REQUIRE(manifest.change_sets.size() == 2);
  CHECK(ParseManifest(ToPayload(manifest)).value() == manifest);
  const EventBatch batch{"utopia", "post-7", 1, 4, 9, Sha256("chain"), Sha256("events")};
  CHECK(ParseEventBatch(ToPayload(batch)).value() == batch);
  const Receipt receipt{"utopia", "post-7", 1, 9, Sha256("chain"), At(5)};
  CHECK(ParseReceipt(ToPayload(receipt)).value() == receipt);
  const BundleHeader header = centre.Bundle().header;
  CHECK(ParseBundleHeader(ToBytes(header)).value() == header);
}

TEST_CASE("equal values have equal payloads", "[trust]") {
  Deployment centre;
  CHECK(ToPayload(centre.root) == ToPayload(Deployment().root));
}

TEST_CASE("the same payload cut anywhere is no manifest", "[trust]") {
  Deployment centre;
  centre.PublishNext("national");
  const std::string payload = ToPayload(centre.PublishNext("national").manifest);
  int refused = 0;
  for (size_t size = 0; size < payload.size(); ++size) {
    const auto cut = ParseManifest(std::string_view(payload).substr(0, size));
    if (!cut.ok()) ++refused;
  }
  // It may end before its repeated fields at the end, and nowhere else.
  CHECK(refused >= static_cast<int>(payload.size()) - 5);
}

TEST_CASE("names are plain", "[trust]") {
  for (const char* good : {"a", "national", "local-post.7_b", "0"}) CHECK(IsName(good));
  for (const char* bad : {"", ".", "..", "-a", "_a", "a/b", "A", "é", "a b", "a\n"}) {
    INFO(bad);
    CHECK_FALSE(IsName(bad));
  }
  CHECK(IsName(std::string(64, 'a')));
  CHECK_FALSE(IsName(std::string(65, 'a')));
  CHECK(IsOwner("Dr. Amina Ünal"));
  for (const char* bad : {"", "a\nb", "\xff", "\xe2\x80\xae"}) CHECK_FALSE(IsOwner(bad));
}

}  // namespace
}  // namespace chowki::trust::test
