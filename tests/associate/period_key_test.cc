#include "associate/period_key.h"

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "support/temp_folder.h"

namespace chowki::associate {
namespace {

namespace fs = std::filesystem;

TEST_CASE("a tag is the key's: another key or another kind gives another", "[associate]") {
  const PeriodKey key = PeriodKey::Make();
  const PeriodKey other = PeriodKey::Make();
  CHECK(key.TagOf(Trace::kDocument, "UTO|P|1") == key.TagOf(Trace::kDocument, "UTO|P|1"));
  CHECK(key.TagOf(Trace::kDocument, "UTO|P|1") != other.TagOf(Trace::kDocument, "UTO|P|1"));
  CHECK(key.TagOf(Trace::kDocument, "UTO|P|1") != key.TagOf(Trace::kIdentity, "UTO|P|1"));
}

TEST_CASE("what a key sealed only that key opens, and no changed byte passes", "[associate]") {
  const PeriodKey key = PeriodKey::Make();
  const std::string sealed = key.Seal("a crossing");
  CHECK(key.Open(sealed) == "a crossing");
  CHECK(key.Seal("a crossing") != sealed);
  CHECK_FALSE(PeriodKey::Make().Open(sealed));
  CHECK_FALSE(key.Open(""));
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::string other = sealed;
    other[i] = static_cast<char>(other[i] ^ 1);
    CHECK_FALSE(key.Open(other));
  }
}

TEST_CASE("a key file is its owner's alone, comes back whole, and is gone when destroyed",
          "[associate]") {
  const test::TempFolder folder;
  const fs::path file = folder / "one.key";
  const PeriodKey key = PeriodKey::Make();
  REQUIRE(key.Save(file).ok());
  CHECK((fs::status(file).permissions() & (fs::perms::group_all | fs::perms::others_all)) ==
        fs::perms::none);
  CHECK(key.Save(file).code() == StatusCode::kAlreadyExists);
  const auto again = PeriodKey::Load(file);
  REQUIRE(again.ok());
  CHECK(again->TagOf(Trace::kPage, "x") == key.TagOf(Trace::kPage, "x"));
  CHECK(again->projection() == key.projection());

  fs::permissions(file, fs::perms::group_read, fs::perm_options::add);
  CHECK(PeriodKey::Load(file).status().code() == StatusCode::kFailedPrecondition);
  REQUIRE(DestroyKeyFile(file).ok());
  CHECK_FALSE(fs::exists(file));
  CHECK(DestroyKeyFile(file).ok());
  CHECK(PeriodKey::Load(file).status().code() == StatusCode::kNotFound);
}

TEST_CASE("a key file that is cut off is told as such", "[associate]") {
  const test::TempFolder folder;
  const fs::path file = folder / "one.key";
  std::ofstream(file) << "short";
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  const auto key = PeriodKey::Load(file);
  CHECK(key.status().code() == StatusCode::kDataLoss);
  CHECK(Message(key.status()).find("32 expected") != std::string::npos);
}

}  // namespace
}  // namespace chowki::associate
