#include "associate/period_key.h"

#include <catch2/catch.hpp>

#include "support/temp_folder.h"

namespace chowki::associate {
namespace {

TEST_CASE("a tag is the key's: another key or another kind gives another", "[associate]") {
  const PeriodKey key = PeriodKey::Make();
  const PeriodKey other = PeriodKey::Make();
  CHECK(key.TagOf(Trace::kDocument, "UTO|P|1") == key.TagOf(Trace::kDocument, "UTO|P|1"));
  CHECK(key.TagOf(Trace::kDocument, "UTO|P|1") != other.TagOf(Trace::kDocument, "UTO|P|1"));
  CHECK(key.TagOf(Trace::kDocument, "UTO|P|1") != key.TagOf(Trace::kIdentity, "UTO|P|1"));
}

TEST_CASE("a period's key comes back from its file with the same tags and projection",
          "[associate]") {
  const test::TempFolder folder;
  const PeriodKey key = PeriodKey::Make();
  REQUIRE(key.Save(folder / "one.key").ok());
  const auto again = PeriodKey::Load(folder / "one.key");
  REQUIRE(again.ok());
  CHECK(again->TagOf(Trace::kPage, "x") == key.TagOf(Trace::kPage, "x"));
  CHECK(again->projection() == key.projection());
  CHECK(again->Open(key.Seal("a crossing")) == "a crossing");
}

}  // namespace
}  // namespace chowki::associate
