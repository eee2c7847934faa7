#include "identify/ranking.h"

#include <catch2/catch.hpp>

namespace chowki::identify {
namespace {

Match Of(const std::string& list, const std::string& entry, double points,
         MatchKind kind = MatchKind::kSuspect, bool alert = true) {
  Match match;
  match.list = list;
  match.entry = entry;
  match.kind = kind;
  match.alert = alert;
  match.signals = {{"name", EffectOf(points), points, "", ""}};
  return match;
}

std::vector<std::string> Order(const std::vector<Match>& matches) {
  std::vector<std::string> order;
  for (const Match& match : matches) order.push_back(match.list + "/" + match.entry);
  return order;
}

TEST_CASE("of several lists the alerts come first, then whom most speaks for", "[identify]") {
  CHECK(Order(BestOf({Of("national", "b", 3), Of("interpol", "c", 9, MatchKind::kSuspect, false),
                      Of("interpol", "a", 4)},
                     10)) == std::vector<std::string>{"interpol/a", "national/b", "interpol/c"});
}

TEST_CASE("one id in two lists is two matches, always in the same order", "[identify]") {
  const std::vector<std::string> order = {"interpol/a", "national/a"};
  CHECK(Order(BestOf({Of("national", "a", 5), Of("interpol", "a", 5)}, 10)) == order);
  CHECK(Order(BestOf({Of("interpol", "a", 5), Of("national", "a", 5)}, 10)) == order);
}

TEST_CASE("namesakes in one list do not hide a missing child in another", "[identify]") {
  std::vector<Match> matches;
  for (int i = 0; i < 20; ++i) matches.push_back(Of("national", "s" + std::to_string(i), 9));
  matches.push_back(Of("missing", "child", 2, MatchKind::kMissing));
  const auto best = BestOf(matches, 10);
  REQUIRE(best.size() == 10);
  CHECK(best.back().entry == "child");
}

}  // namespace
}  // namespace chowki::identify
