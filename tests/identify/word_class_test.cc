#include "identify/word_class.h"

#include <algorithm>

#include <catch2/catch.hpp>

namespace chowki::identify {
namespace {

TEST_CASE("spellings of one common name are one class", "[identify]") {
  for (const char* spelling : {"MUHAMMAD", "MOHAMED", "MOHD", "MD", "MEHMET"}) {
    INFO(spelling);
    CHECK(ClassOf(spelling) == ClassOf("MOHAMMED"));
  }
  CHECK(ClassOf("MOHAMMED") != kNoClass);
  CHECK(ClassOf("ALI") != ClassOf("MOHAMMED"));
  CHECK(ClassOf("ODDVAR") == kNoClass);
  CHECK(ClassOf("") == kNoClass);
}

TEST_CASE("a class lists each of its spellings once, and only its own", "[identify]") {
  for (WordClass word_class = 1; !SpellingsOf(word_class).empty(); ++word_class) {
    auto spellings = SpellingsOf(word_class);
    INFO(spellings.front());
    for (const std::string& spelling : spellings) CHECK(ClassOf(spelling) == word_class);
    std::ranges::sort(spellings);
    CHECK(std::ranges::adjacent_find(spellings) == spellings.end());
    CHECK(PopulationShare(spellings.front()) > 0);
    CHECK(PopulationShare(spellings.front()) < 0.2);
  }
  CHECK(SpellingsOf(kNoClass).empty());
  CHECK(PopulationShare("ODDVAR") == 0);
}

TEST_CASE("particles, titles and initials are told from names", "[identify]") {
  CHECK(KindOf("AL") == WordKind::kParticle);
  CHECK(KindOf("BIN") == WordKind::kParticle);
  CHECK(KindOf("HAJI") == WordKind::kTitle);
  CHECK(KindOf("DAW") == WordKind::kTitle);
  CHECK(KindOf("K") == WordKind::kInitial);
  CHECK(KindOf("ODDVAR") == WordKind::kName);
  CHECK(KindOf("ALI") == WordKind::kName);
  CHECK(KindOf("") == WordKind::kName);
}

}  // namespace
}  // namespace chowki::identify
