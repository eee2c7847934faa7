#include "associate/emergency.h"

#include <catch2/catch.hpp>

#include "people.h"

namespace chowki::associate {
namespace {

EmergencyProfile Earthquake() {
  EmergencyProfile profile;
  profile.name = "earthquake";
  profile.first_day = {2026, 3, 1};
  profile.last_day = {2026, 4, 30};
  profile.author = "child protection authority";
  profile.legal_basis = "ordinance 1";
  profile.posts = {"Torkham"};
  return profile;
}

TEST_CASE("an emergency profile must say who, why, where and until when", "[associate]") {
  CHECK(Validate(Earthquake()).ok());
  const auto refused = [](auto change) {
    EmergencyProfile profile = Earthquake();
    change(profile);
    return Validate(profile).code() == StatusCode::kInvalidArgument;
  };
  CHECK(refused([](auto& p) { p.name = ""; }));
  CHECK(refused([](auto& p) { p.author = ""; }));
  CHECK(refused([](auto& p) { p.legal_basis = ""; }));
  CHECK(refused([](auto& p) { p.posts.clear(); }));
  CHECK(refused([](auto& p) { p.last_day = {2026, 2, 1}; }));
  CHECK(refused([](auto& p) { p.last_day = {2027, 2, 1}; }));
  CHECK(refused([](auto& p) { p.first_day = {}; }));
}

TEST_CASE("a profile ends by itself and covers its own posts and direction only", "[associate]") {
  const EmergencyProfile profile = Earthquake();
  Passage passage{kNoon, "Torkham", "1", Direction::kOut, ""};
  CHECK(Covers(profile, passage));
  passage.time = kNoon + 60 * kDay;
  CHECK_FALSE(Covers(profile, passage));
  passage.time = kNoon - 20 * kDay;
  CHECK_FALSE(Covers(profile, passage));
  passage.time = kNoon;
  passage.direction = Direction::kIn;
  CHECK_FALSE(Covers(profile, passage));
  passage.direction = Direction::kOut;
  passage.post = "Chaman";
  CHECK_FALSE(Covers(profile, passage));
}

}  // namespace
}  // namespace chowki::associate
