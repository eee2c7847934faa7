#include "vault/key_folder.h"

#include <chrono>
#include <fstream>

#include <catch2/catch.hpp>

#include "support/temp_folder.h"

namespace chowki::vault {
namespace {

namespace fs = std::filesystem;
using std::chrono::days;
using std::chrono::hours;

constexpr Time kNow{days(20'000)};

std::unique_ptr<KeyFolder> Folder(const fs::path& path, const KeyFolder::Options& options = {}) {
  auto keys = KeyFolder::Open(path, options);
  INFO(Message(keys.status()));
  REQUIRE(keys.ok());
  return *std::move(keys);
}

TEST_CASE("what was sealed in a period is opened until its key is destroyed, and then erased",
          "[vault]") {
  const test::TempFolder folder;
  const auto keys = Folder(folder / "keys");
  const auto old = keys->Seal("document", kNow, "the old day");
  const auto late = keys->Seal("document", kNow + days(1), "the next day");
  const auto hit = keys->Seal("hit", kNow, "another kind");
  REQUIRE((old.ok() && late.ok() && hit.ok()));
  CHECK(**keys->Open(*old) == "the old day");

  const auto gone = keys->Destroy("document", ToDate(kNow + days(1)));
  REQUIRE(gone.ok());
  CHECK(*gone == std::vector{ToDate(kNow)});
  CHECK(keys->Open(*old).ok());
  CHECK_FALSE(keys->Open(*old)->has_value());
  CHECK(**keys->Open(*late) == "the next day");
  CHECK(**keys->Open(*hit) == "another kind");
  CHECK(keys->Periods("document") == std::vector{ToDate(kNow + days(1))});
  // The same after a start anew.
  const auto again = Folder(folder / "keys");
  CHECK_FALSE(again->Open(*old)->has_value());
  CHECK(**again->Open(*late) == "the next day");
}

TEST_CASE("a period has one key for all its days, and other periods have others", "[vault]") {
  const test::TempFolder folder;
  const auto keys = Folder(folder / "keys", {.period_days = 5});
  const auto id = [&](Time time) { return (*keys->KeyFor("note", time))->id(); };
  CHECK(id(kNow) == id(kNow + days(4) + hours(23)));
  CHECK(id(kNow) != id(kNow + days(5)));
  CHECK(id(kNow) != id(kNow - hours(1)));
  CHECK(keys->Periods("note").size() == 3);
  CHECK(keys->Periods("other").empty());
}

TEST_CASE("changed bytes are no erased bytes", "[vault]") {
  const test::TempFolder folder;
  const auto keys = Folder(folder / "keys");
  std::string sealed = *keys->Seal("document", kNow, "text");
  sealed.back() = static_cast<char>(sealed.back() ^ 1);
  CHECK(keys->Open(sealed).status().code() == StatusCode::kDataLoss);
  CHECK(keys->Open("short").status().code() == StatusCode::kDataLoss);
}

TEST_CASE("a process that only reads finds keys that another made later, and makes none",
          "[vault]") {
  const test::TempFolder folder;
  const auto reader = Folder(folder / "keys", {.read_only = true});
  CHECK_FALSE(fs::exists(folder / "keys"));
  CHECK(reader->Seal("document", kNow, "x").status().code() == StatusCode::kFailedPrecondition);
  const auto writer = Folder(folder / "keys");
  const auto sealed = writer->Seal("document", kNow, "text");
  REQUIRE(sealed.ok());
  CHECK(**reader->Open(*sealed) == "text");
  // Two that seal in one period use one key; who destroys takes also what the other made.
  const auto second = Folder(folder / "keys");
  CHECK((*second->KeyFor("hit", kNow))->id() == (*writer->KeyFor("hit", kNow))->id());
  CHECK(second->Destroy("document", ToDate(kNow + days(9)))->size() == 1);
  CHECK_FALSE(Folder(folder / "keys")->Open(*sealed)->has_value());
}

TEST_CASE("the folder and its keys are their owner's, and what is no key there is named",
          "[vault]") {
  const test::TempFolder folder;
  const auto keys = Folder(folder / "keys");
  REQUIRE(keys->Seal("document", kNow, "x").ok());
  CHECK(fs::status(folder / "keys").permissions() == fs::perms::owner_all);
  CHECK(keys->Seal("Document", kNow, "x").status().code() == StatusCode::kInvalidArgument);
  CHECK(keys->Seal("../x", kNow, "x").status().code() == StatusCode::kInvalidArgument);
  CHECK(KeyFolder::Open(folder / "keys", {.period_days = 0}).status().code() ==
        StatusCode::kInvalidArgument);
  std::ofstream(folder / "keys" / "note.key") << "?";
  const auto stray = KeyFolder::Open(folder / "keys", {});
  CHECK(stray.status().code() == StatusCode::kFailedPrecondition);
  CHECK(Message(stray.status()).find("note.key") != std::string::npos);
}

}  // namespace
}  // namespace chowki::vault
