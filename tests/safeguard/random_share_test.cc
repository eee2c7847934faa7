#include "safeguard/random_share.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "support/temp_folder.h"

namespace chowki::safeguard {
namespace {

int Chosen(const RandomShare& share, int of) {
  int chosen = 0;
  for (int i = 0; i < of; ++i) chosen += share.Has("screening-" + std::to_string(i)) ? 1 : 0;
  return chosen;
}

TEST_CASE("as many are chosen as the post wants, nobody at 0 and everybody at 100", "[safeguard]") {
  CHECK(Chosen(RandomShare(vault::Secret::Make(), 0), 1000) == 0);
  CHECK(Chosen(RandomShare(vault::Secret::Make(), 100), 1000) == 1000);
  // Six deviations of 17 around 300.
  const int few = Chosen(RandomShare(vault::Secret::Make(), 1), 30'000);
  CHECK(few > 196);
  CHECK(few < 404);
}

TEST_CASE("who is chosen stays so after a restart, and is another at another post", "[safeguard]") {
  const test::TempFolder folder;
  const auto first = RandomShare::Open(folder / "second-line.secret", 50);
  REQUIRE(first.ok());
  const auto again = RandomShare::Open(folder / "second-line.secret", 50);
  REQUIRE(again.ok());
  const auto other = RandomShare::Open(folder / "other.secret", 50);
  REQUIRE(other.ok());
  int differ = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = "screening-" + std::to_string(i);
    CHECK(first->Has(id) == again->Has(id));
    differ += first->Has(id) != other->Has(id) ? 1 : 0;
  }
  CHECK(differ > 400);
}

TEST_CASE("a secret that is cut off is told, and no new one takes its place", "[safeguard]") {
  const test::TempFolder folder;
  REQUIRE(RandomShare::Open(folder / "second-line.secret", 50).ok());
  std::filesystem::resize_file(folder / "second-line.secret", 31);
  CHECK(RandomShare::Open(folder / "second-line.secret", 50).status().code() ==
        StatusCode::kDataLoss);
}

}  // namespace
}  // namespace chowki::safeguard
