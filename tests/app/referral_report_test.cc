#include "app/chowkid/referral_report.h"

#include <catch2/catch.hpp>

namespace chowki::app {
namespace {

TEST_CASE("referrals are told by month, in the words of the centre", "[app]") {
  const Date today{2026, 1, 15};
  const auto months = ReferralMonths({{"2026-01", "child", "F", "opened", 3},
                                      {"2025-11", "young", "M", "help_accepted", 2},
                                      {"2025-11", "adult", "<", "harmless", 1},
                                      {"2025-11", "adult", "M", "not_met", 0},
                                      {"2024-12", "adult", "M", "opened", 9}},
                                     today);
  REQUIRE(months.size() == 3);
  CHECK(months.at("2025-12").empty());  // also a month that has none any more
  REQUIRE(months.at("2026-01").size() == 1);
  const sync::ReferralCell& child = months.at("2026-01").front();
  CHECK(child.age == "0-17");
  CHECK(child.sex == "female");
  CHECK(child.code == "opened");
  CHECK(child.count == 3);
  REQUIRE(months.at("2025-11").size() == 2);
  CHECK(months.at("2025-11")[0].age == "18-24");
  CHECK(months.at("2025-11")[0].sex == "male");
  CHECK(months.at("2025-11")[1].age == "25+");
  CHECK(months.at("2025-11")[1].sex == "unspecified");
}

}  // namespace
}  // namespace chowki::app
