#include "watchlist/entry_bytes.h"

#include <random>

#include <catch2/catch.hpp>

#include "watchlist/example_entries.h"

namespace chowki::watchlist {
namespace {

TEST_CASE("an entry comes back from its bytes", "[watchlist]") {
  Entry document = SmallEntry("uto-2");
  document.kind = EntryKind::kDocument;
  document.names.clear();
  document.documents = {{"P", "UTO", "L898902C3"}};
  for (const Entry& entry : {FullEntry(), SmallEntry("x"), document}) {
    const auto back = FromBytes(ToBytes(entry));
    INFO(back.status().ToString());
    REQUIRE(back.ok());
    CHECK(*back == entry);
  }
  CHECK(IdOf(ToBytes(FullEntry("abc"))) == "abc");
  CHECK(IdOf("").empty());
}

TEST_CASE("bytes that are cut off are data loss or a shorter entry, never a crash", "[watchlist]") {
  const std::string bytes = ToBytes(FullEntry());
  for (size_t size = 0; size < bytes.size(); ++size) {
    const auto entry = FromBytes(std::string_view(bytes).substr(0, size));
    if (entry.ok()) {
      CHECK(ToBytes(*entry) == bytes.substr(0, size));
    } else {
      CHECK(entry.status().code() == StatusCode::kDataLoss);
    }
  }
}

TEST_CASE("whatever bytes are read are written back the same", "[watchlist][property]") {
  const std::string good = ToBytes(FullEntry());
  std::mt19937 random(20260101);
  int readable = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = good;
    for (int changes = 1 + static_cast<int>(random() % 3); changes > 0; --changes) {
      bytes[random() % bytes.size()] = static_cast<char>(random() % 256);
    }
    const auto entry = FromBytes(bytes);
    if (!entry.ok()) continue;
    ++readable;
    CHECK(ToBytes(*entry) == bytes);
  }
  CHECK(readable > 1000);  // most single letters may change freely
}

TEST_CASE("a run of blanks covers its numbers and no others", "[watchlist]") {
  const EntryDocument run{"P", "UTO", "AB0980", "AB1020"};
  CHECK(Covers(run, "AB0980"));
  CHECK(Covers(run, "AB1000"));
  CHECK(Covers(run, "AB1020"));
  CHECK_FALSE(Covers(run, "AB0979"));
  CHECK_FALSE(Covers(run, "AB1021"));
  CHECK_FALSE(Covers(run, "AB1"));
  CHECK_FALSE(Covers(run, "AB100"));
  CHECK_FALSE(Covers(run, "AB0A00"));
  CHECK_FALSE(Covers(run, "AC1000"));
  CHECK(Covers({"", "", "12345", ""}, "12345"));
  CHECK_FALSE(Covers({"", "", "12345", ""}, "12346"));
}

TEST_CASE("equal entries have equal bytes, others have others", "[watchlist]") {
  CHECK(ToBytes(FullEntry()) == ToBytes(FullEntry()));
  Entry changed = FullEntry();
  changed.valid_until.reset();
  CHECK(ToBytes(changed) != ToBytes(FullEntry()));
}

}  // namespace
}  // namespace chowki::watchlist
