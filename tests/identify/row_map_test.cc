#include "identify/row_map.h"

#include <algorithm>
#include <random>

#include <catch2/catch.hpp>

namespace chowki::identify {
namespace {

TEST_CASE("without changes a row is its place", "[identify]") {
  const RowMap map;
  CHECK_FALSE(map.Gone(7));
  CHECK(map.PlaceOf(7) == 7);
  CHECK(map.RowAt(7) == 7);
}

TEST_CASE("rows move by what is gone and what came between", "[identify]") {
  // Rows 0 1 2 3 4; 1 and 4 are gone; the list is: new, 0, 2, new, 3, new.
  const RowMap map(5, {1, 4}, {0, 3, 5});
  CHECK(map.Gone(1));
  CHECK(map.Gone(4));
  CHECK_FALSE(map.Gone(2));
  CHECK(map.PlaceOf(0) == 1);
  CHECK(map.PlaceOf(2) == 2);
  CHECK(map.PlaceOf(3) == 4);
  CHECK(map.RowAt(0) == std::nullopt);
  CHECK(map.RowAt(1) == 0);
  CHECK(map.RowAt(2) == 2);
  CHECK(map.RowAt(3) == std::nullopt);
  CHECK(map.RowAt(4) == 3);
  CHECK(map.RowAt(5) == std::nullopt);
}

TEST_CASE("places and rows are each other's inverse", "[identify]") {
  std::mt19937 dice(11);  // NOLINT: the same each time
  for (int round = 0; round < 20; ++round) {
    constexpr std::uint32_t kRows = 200;
    std::vector<std::uint32_t> gone;
    for (std::uint32_t row = 0; row < kRows; ++row) {
      if (dice() % 5 == 0) gone.push_back(row);
    }
    const auto places = static_cast<std::uint32_t>(kRows - gone.size() + 40);
    std::vector<std::uint32_t> all(places);
    for (std::uint32_t i = 0; i < places; ++i) all[i] = i;
    std::ranges::shuffle(all, dice);
    std::vector<std::uint32_t> inserted(all.begin(), all.begin() + 40);
    std::ranges::sort(inserted);
    const RowMap map(kRows, gone, inserted);
    std::uint32_t expected = 0;
    for (std::uint32_t row = 0; row < kRows; ++row) {
      if (std::ranges::binary_search(gone, row)) continue;
      while (std::ranges::binary_search(inserted, expected)) ++expected;
      REQUIRE(map.PlaceOf(row) == expected);
      REQUIRE(map.RowAt(expected) == row);
      ++expected;
    }
  }
}

TEST_CASE("places told one by one", "[identify]") {
  const RowMap map({3, 8, 9});
  CHECK(map.PlaceOf(1) == 8);
  CHECK(map.RowAt(9) == 2);
  CHECK(map.RowAt(4) == std::nullopt);
  CHECK_FALSE(map.Gone(0));
}

}  // namespace
}  // namespace chowki::identify
