#include "identify/document_index.h"

#include <algorithm>
#include <chrono>

#include <catch2/catch.hpp>

namespace chowki::identify {
namespace {

using Found = std::vector<std::string>;

watchlist::Entry Listed(const std::string& id, const watchlist::EntryDocument& document) {
  watchlist::Entry entry;
  entry.id = id;
  entry.kind = watchlist::EntryKind::kDocument;
  entry.documents = {document};
  entry.category = "stolen_document";
  return entry;
}

watchlist::Snapshot ListOf(const std::vector<watchlist::Entry>& entries) {
  watchlist::SnapshotBuilder builder;
  for (const watchlist::Entry& entry : entries) REQUIRE(builder.Add(entry).ok());
  return std::move(builder).Finish({});
}

// The ids of what a list has for a document, ascending.
Found Find(const watchlist::Snapshot& list, const std::string& issuer, const std::string& number) {
  Query query;
  query.document_issuer = issuer;
  query.document_number = number;
  Found ids;
  for (const std::uint32_t entry : DocumentIndex(list).Find(query)) {
    ids.push_back(list.At(entry).id);
  }
  std::ranges::sort(ids);
  return ids;
}

TEST_CASE("a number is found exactly and through characters that OCR confuses", "[identify]") {
  const auto list =
      ListOf({Listed("a", {"P", "UTO", "B0187S25"}), Listed("b", {"P", "UTO", "X1"})});
  for (const char* number : {"B0187S25", "80187525", "BO187S25", "BQ1B7525"}) {
    CHECK(Find(list, "UTO", number) == Found{"a"});
  }
  CHECK(Find(list, "UTO", "B0187S26").empty());
  CHECK(Find(list, "UTO", "").empty());
}

TEST_CASE("the issuer is part of the key, unknown or misread ones are open", "[identify]") {
  const auto list =
      ListOf({Listed("deu", {"P", "D", "C01X0006"}), Listed("fra", {"P", "FRA", "C01X0006"}),
              Listed("none", {"", "", "C01X0006"})});
  CHECK(Find(list, "D", "C01X0006") == Found{"deu", "none"});
  CHECK(Find(list, "DEU", "C01X0006") == Found{"deu", "none"});
  CHECK(Find(list, "FRA", "C01X0006") == Found{"fra", "none"});
  CHECK(Find(list, "PAK", "C01X0006") == Found{"none"});
  CHECK(Find(list, "", "C01X0006") == Found{"deu", "fra", "none"});
  CHECK(Find(list, "FR4", "C01X0006") == Found{"deu", "fra", "none"});
}

TEST_CASE("runs of blanks are found from any number in them, also where they overlap",
          "[identify]") {
  const auto list = ListOf({Listed("long", {"P", "UTO", "A100000", "A199999"}),
                            Listed("short", {"P", "UTO", "A150000", "A150009"}),
                            Listed("late", {"P", "UTO", "A180000", "A180099"}),
                            Listed("other", {"P", "UTO", "A1500", "A1599"})});
  CHECK(Find(list, "UTO", "A150005") == Found{"long", "short"});
  CHECK(Find(list, "UTO", "A1500O5") == Found{"long", "short"});
  CHECK(Find(list, "UTO", "A199999") == Found{"long"});
  CHECK(Find(list, "UTO", "A1550") == Found{"other"});
  CHECK(Find(list, "UTO", "A200000").empty());
  CHECK(Find(list, "UTO", "A099999").empty());
  CHECK(Find(list, "PAK", "A150005").empty());
}

TEST_CASE("a number that a list has ten thousand times costs no more than others", "[identify]") {
  std::vector<watchlist::Entry> entries;
  for (int i = 0; i < 10'000; ++i) {
    entries.push_back(Listed("x" + std::to_string(i), {"P", "UTO", "000000000"}));
    entries.push_back(Listed("r" + std::to_string(i), {"P", "UTO", "100000000", "199999999"}));
  }
  const auto list = ListOf(entries);
  const DocumentIndex index(list);
  Query query;
  query.document_issuer = "UTO";
  for (const char* number : {"000000000", "OOOOOOOOO", "150000000"}) {
    query.document_number = number;
    const auto found = index.Find(query);
    CHECK_FALSE(found.empty());
    CHECK(found.size() <= 64);
  }
}

}  // namespace
}  // namespace chowki::identify
