#include "figures/protect.h"

#include <functional>
#include <map>
#include <optional>
#include <random>
#include <set>

#include <catch2/catch.hpp>

namespace chowki::figures {
namespace {

using Cells = std::vector<std::vector<std::int64_t>>;

// The table with its sums.
Table TableOf(const Cells& cells) {
  Table table;
  for (size_t r = 0; r < cells.size(); ++r) table.rows.push_back("r" + std::to_string(r));
  for (size_t c = 0; c < cells[0].size(); ++c) table.columns.push_back("c" + std::to_string(c));
  table.counts.resize((table.rows.size() + 1) * (table.columns.size() + 1));
  for (size_t r = 0; r < cells.size(); ++r) {
    for (size_t c = 0; c < cells[0].size(); ++c) {
      for (const size_t row : {r, cells.size()}) {
        for (const size_t column : {c, cells[0].size()}) table.At(row, column).value += cells[r][c];
      }
    }
  }
  return table;
}

// Somebody who has only what is shown: tries every table that could have been meant, hidden counts
// up to `most`.
//
// returns  what each "<5" can be, by its place in counts; nullopt: too many to try.
std::optional<std::map<size_t, std::set<std::int64_t>>> Attack(const Table& shown,
                                                               std::int64_t most) {
  const size_t rows = shown.rows.size();
  const size_t columns = shown.columns.size();
  std::vector<std::pair<size_t, size_t>> hidden;
  double tries = 1;
  for (size_t r = 0; r < rows; ++r) {
    for (size_t c = 0; c < columns; ++c) {
      if (shown.At(r, c).mark == Mark::kShown) continue;
      hidden.emplace_back(r, c);
      tries *= shown.At(r, c).mark == Mark::kSmall ? 4.0 : static_cast<double>(most);
    }
  }
  if (tries > 300'000) return std::nullopt;
  Cells cells(rows, std::vector<std::int64_t>(columns));
  for (size_t r = 0; r < rows; ++r) {
    for (size_t c = 0; c < columns; ++c) cells[r][c] = shown.At(r, c).value;
  }
  std::map<size_t, std::set<std::int64_t>> can_be;
  const auto fits = [](const Count& told, std::int64_t value) {
    if (told.mark == Mark::kShown) return told.value == value;
    return value >= 1 && (told.mark == Mark::kWithheld || value < 5);
  };
  const std::function<void(size_t)> guess = [&](size_t next) {
    if (next < hidden.size()) {
      const auto [r, c] = hidden[next];
      const std::int64_t highest = shown.At(r, c).mark == Mark::kSmall ? 4 : most;
      for (std::int64_t value = 1; value <= highest; ++value) {
        cells[r][c] = value;
        guess(next + 1);
      }
      return;
    }
    const Table whole = TableOf(cells);
    for (size_t i = 0; i < whole.counts.size(); ++i) {
      if (!fits(shown.counts[i], whole.counts[i].value)) return;
    }
    for (size_t i = 0; i < whole.counts.size(); ++i) {
      if (shown.counts[i].mark == Mark::kSmall) can_be[i].insert(whole.counts[i].value);
    }
  };
  guess(0);
  return can_be;
}

TEST_CASE("what is not small is told as it is", "[figures]") {
  const Table table = TableOf({{5, 0, 12}, {7, 9, 0}});
  Table shown = table;
  CHECK(Protect(shown));
  CHECK(shown == table);
}

TEST_CASE("a small count is not told, nor what gives it away", "[figures]") {
  Table shown = TableOf({{3, 20, 30}, {10, 50, 9}, {40, 60, 70}});
  CHECK(Protect(shown));
  CHECK(shown.At(0, 0) == Count{0, Mark::kSmall});
  CHECK(ToText(shown.At(0, 0)) == "<5");
  CHECK(shown.total() == Count{292, Mark::kShown});
  // Somebody else of its row, of its column, and of their crossing.
  int hidden = 0;
  for (const Count& count : shown.counts) {
    hidden += count.mark != Mark::kShown;
    if (count.mark == Mark::kShown) continue;
    CHECK(count.value == 0);  // nothing hidden goes along
  }
  CHECK(hidden == 4);
}

TEST_CASE("a lonely row of ones is not given away by its sum", "[figures]") {
  Table shown = TableOf({{1, 1, 1, 1}, {0, 0, 0, 6}, {9, 9, 9, 9}});
  CHECK(Protect(shown));
  CHECK(shown.At(0, 4).mark != Mark::kShown);
}

TEST_CASE("where no path is enough all is withheld", "[figures]") {
  // Five people of five kinds: the total says that each is one.
  Table shown = TableOf({{1, 1, 1, 1, 1}});
  CHECK_FALSE(Protect(shown));
  for (const Count& count : shown.counts) CHECK(count.mark == Mark::kWithheld);
  Table nobody = TableOf({{0, 0}});
  CHECK(Protect(nobody));
  CHECK(nobody.total() == Count{0, Mark::kShown});
}

TEST_CASE("nobody recomputes a small count from what is shown", "[figures][attack]") {
  std::mt19937 dice(11);  // NOLINT: the same each time
  int attacked = 0;
  int withheld = 0;
  for (int round = 0; round < 4000; ++round) {
    const size_t rows = 1 + dice() % 3;
    const size_t columns = 1 + dice() % 3;
    Cells cells(rows, std::vector<std::int64_t>(columns));
    for (auto& row : cells) {
      for (auto& cell : row) {
        // Many zeros and small ones, some that are not.
        const auto kind = dice() % 4;
        cell = kind == 0 ? 0 : kind == 1 ? 1 + dice() % 2 : kind == 2 ? dice() % 6 : dice() % 11;
      }
    }
    const Table truth = TableOf(cells);
    Table shown = truth;
    const bool safe = Protect(shown);
    withheld += !safe;
    for (size_t i = 0; i < truth.counts.size(); ++i) {
      const std::int64_t value = truth.counts[i].value;
      if (shown.counts[i].mark == Mark::kShown) {
        REQUIRE(shown.counts[i].value == value);
        REQUIRE((value == 0 || value >= 5));
      } else {
        REQUIRE(value > 0);
      }
    }
    const auto can_be = Attack(shown, 14);
    if (!can_be) continue;
    ++attacked;
    for (const auto& [place, values] : *can_be) {
      INFO("round " << round << ", count " << place << " of " << rows << " x " << columns);
      REQUIRE(values.contains(truth.counts[place].value));
      REQUIRE(values.size() >= 2);
    }
  }
  // The test attacks most of them, and few tables are of no use.
  CHECK(attacked > 2500);
  CHECK(withheld < 800);
  WARN(attacked << " tables attacked, " << withheld << " withheld as a whole");
}

TEST_CASE("without what is hidden beside them, sums give small counts away: the attack works",
          "[figures][attack]") {
  Table naive = TableOf({{3, 20}, {10, 50}});
  naive.At(0, 0) = {0, Mark::kSmall};
  const auto can_be = Attack(naive, 14);
  REQUIRE(can_be);
  CHECK(can_be->at(0) == std::set<std::int64_t>{3});
}

TEST_CASE("a table of a country is protected in time", "[figures]") {
  std::mt19937 dice(3);  // NOLINT
  Cells cells(60, std::vector<std::int64_t>(120));
  for (auto& row : cells) {
    for (auto& cell : row) cell = dice() % 3 != 0 ? 0 : dice() % 2 ? dice() % 5 : dice() % 900;
  }
  Table shown = TableOf(cells);
  CHECK(Protect(shown));
}

}  // namespace
}  // namespace chowki::figures
