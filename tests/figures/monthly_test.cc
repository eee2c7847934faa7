#include "figures/monthly.h"

#include <catch2/catch.hpp>

#include "figures/tally.h"

namespace chowki::figures {
namespace {

Tally Of(const std::string& kind, const std::string& code, std::int64_t count,
         const std::string& age = "25-64", const std::string& state = "UTO",
         const std::string& post = "tor-1") {
  return {kind, code, post, "in", state, age, "female", count};
}

TEST_CASE("an age band is told only when the birth allows for one", "[figures]") {
  const Date day{2026, 10, 15};
  CHECK(AgeBandOn({2014, 10, 16}, day) == "0-11");
  CHECK(AgeBandOn({2014, 10, 15}, day) == "12-17");
  CHECK(AgeBandOn({2014, 0, 0}, day) == "unknown");
  CHECK(AgeBandOn({2008, 10, 16}, day) == "12-17");
  CHECK(AgeBandOn({2008, 10, 15}, day) == "18-24");
  CHECK(AgeBandOn({2001, 10, 16}, day) == "18-24");
  CHECK(AgeBandOn({2001, 10, 15}, day) == "25-64");
  CHECK(AgeBandOn({1961, 10, 15}, day) == "65+");
  CHECK(AgeBandOn({1990, 0, 0}, day) == "25-64");
  CHECK(AgeBandOn({}, day) == "unknown");
  CHECK(AgeBandOn({2027, 1, 1}, day) == "unknown");
  CHECK(AgeBandOn({2026, 0, 0}, day) == "unknown");
}

TEST_CASE("a month is written and read as YYYY-MM", "[figures]") {
  CHECK(ToText(ParseMonth("2026-10").value()) == "2026-10");
  CHECK(MonthOf({2026, 2, 28}) == Month{2026, 2});
  for (const char* wrong : {"", "2026", "2026-13", "2026-1", "10-2026", "2026-10-01", "1999-01",
                            "3000-01", "2026-10 ", "=1+1-01"}) {
    INFO(wrong);
    CHECK_FALSE(ParseMonth(wrong).ok());
  }
}

TEST_CASE("figures stand in a fixed order, with their sums, and small ones nowhere", "[figures]") {
  const Monthly monthly =
      MakeMonthly({2026, 10}, {Of("decision", "refuse", 3),
                               Of("crossing", "", 40),
                               Of("crossing", "", 10, "0-11"),
                               Of("crossing", "", 7, "0-11", "XXA", "tor-2"),
                               Of("unknown kind", "", 99),
                               {"check", "mrz.check_digits/failed", "", "", "", "", "", 2},
                               {"check", "mrz.check_digits/successful", "", "", "", "", "", 48}});
  REQUIRE(monthly.figures.size() == 4);
  CHECK(monthly.figures[0].kind == "crossing");
  CHECK(monthly.figures[0].people.total() == Count{57, Mark::kShown});
  CHECK(monthly.figures[0].people.rows == std::vector<std::string>{"0-11", "25-64"});
  CHECK(monthly.figures[0].routes.rows == std::vector<std::string>{"tor-1/in", "tor-2/in"});
  CHECK(monthly.figures[0].routes.At(0, 0) == Count{50, Mark::kShown});
  CHECK(monthly.figures[1].people.total() == Count{0, Mark::kSmall});
  CHECK(monthly.figures[2].people.total() == Count{48, Mark::kShown});
  CHECK(monthly.figures[3].people.total().mark != Mark::kShown);
  const std::string csv = ToCsv(monthly);
  CHECK(csv.find("2026-10,crossing,,tor-2,in,XXA,all,all,7\r\n") != std::string::npos);
  CHECK(csv.find("2026-10,crossing,,all,all,all,0-11,female,17\r\n") != std::string::npos);
  CHECK(csv.find("2026-10,check,mrz.check_digits/failed,all,all,all,all,all,<5\r\n") !=
        std::string::npos);
  CHECK(csv.find(",3\r\n") == std::string::npos);
  CHECK(csv.find("unknown kind") == std::string::npos);
}

TEST_CASE("no cell of the CSV begins as a formula does, and none ends early", "[figures]") {
  Tally hostile = Of("forged", "=cmd|' /C calc'!A0", 9, "25-64", "+1", "-post,\"x\"");
  const std::string csv = ToCsv(MakeMonthly({2026, 10}, {hostile}));
  CHECK(csv.find(",'=cmd|' /C calc'!A0,") != std::string::npos);
  CHECK(csv.find(",\"'-post,\"\"x\"\"\",") != std::string::npos);
  CHECK(csv.find(",'+1,") != std::string::npos);
  for (const char* begin : {",=", ",+", ",-", ",@", "\n=", "\n+", "\n-", "\n@"}) {
    CHECK(csv.find(begin) == std::string::npos);
  }
}

TEST_CASE("the page is one file without scripts, and shows hostile text as text", "[figures]") {
  Monthly monthly = MakeMonthly({2026, 10}, {Of("crossing", "", 500), Of("crossing", "", 3, "0-11"),
                                             Of("crossing", "", 80, "0-11", "XXA"),
                                             Of("forged", "<script>alert(1)</script>", 9),
                                             Of("referral", "closed/help_accepted", 6, "0-17")});
  monthly.pending = 12;
  const std::string html = ToHtml(monthly);
  CHECK(html.find("Figures of October 2026") != std::string::npos);
  CHECK(html.find("<script") == std::string::npos);
  CHECK(html.find("&lt;script&gt;") != std::string::npos);
  CHECK(html.find("http://") == std::string::npos);
  CHECK(html.find("https://") == std::string::npos);
  CHECK(html.find("default-src 'none'") != std::string::npos);
  CHECK(html.find("12 rows of the posts") != std::string::npos);
  CHECK(html.find("&lt;5") != std::string::npos);
  CHECK(html.find("<svg") != std::string::npos);
}

}  // namespace
}  // namespace chowki::figures
