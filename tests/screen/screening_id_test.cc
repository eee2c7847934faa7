#include "screen/screening_id.h"

#include <set>

#include <catch2/catch.hpp>

namespace chowki::screen {
namespace {

TEST_CASE("screening ids are UUIDs of version 7, distinct and ordered by time", "[screen]") {
  const Time early{std::chrono::milliseconds(1'700'000'000'000)};
  const std::string id = NewScreeningId(early);
  REQUIRE(id.size() == 36);
  CHECK(id.substr(0, 13) == "018bcfe5-6800");  // 1'700'000'000'000 in hexadecimal
  CHECK(id[14] == '7');
  CHECK(std::string("89ab").find(id[19]) != std::string::npos);
  CHECK(id < NewScreeningId(early + std::chrono::milliseconds(1)));
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i) ids.insert(NewScreeningId(early));
  CHECK(ids.size() == 1000);
}

}  // namespace
}  // namespace chowki::screen
