#include "associate/judge.h"

#include <cmath>
#include <set>

#include <catch2/catch.hpp>

#include "associate/rule.h"
#include "people.h"

namespace chowki::associate {
namespace {

Sign Of(std::string_view id) {
  Sign sign = MakeSign(std::string(id), {});
  const SignRule& rule = *FindRule(id);
  sign.family = rule.family;
  sign.level = LevelOf(rule);
  sign.points = rule.points;
  return sign;
}

TEST_CASE("every rule names its weight, its harmless reasons and its source once", "[associate]") {
  std::set<std::string_view> ids;
  for (const SignRule& rule : Rules()) {
    INFO(rule.id);
    CHECK(ids.insert(rule.id).second);
    CHECK_FALSE(rule.benign.empty());
    CHECK_FALSE(rule.source.empty());
    CHECK(rule.weight >= 0);
    CHECK(rule.weight < 1);
    CHECK(rule.points <= 10);
    if (rule.weight == 0) CHECK(rule.points == 0);
    if (LevelOf(rule) == Level::kNote) CHECK(rule.points <= 0.3);
  }
  CHECK(FindRule("different_surnames") == nullptr);
}

TEST_CASE("of one family only the strongest sign counts", "[associate]") {
  const std::vector<Sign> signs = {Of("minor_alone"), Of("adult_many_minors")};
  CHECK(Weigh(signs).points == FindRule("adult_many_minors")->points);
  CHECK(Weigh(signs).families == 1);
  CHECK_FALSE(Weigh(signs).may_refer);
}

TEST_CASE("two families or one strong sign may ask for a referral, a note never helps",
          "[associate]") {
  CHECK(Weigh(std::vector{Of("minor_alone"), Of("shared_contact")}).may_refer);
  CHECK(Weigh(std::vector{Of("forged_and_minor")}).may_refer);
  CHECK_FALSE(Weigh(std::vector{Of("adult_child_pair"), Of("shared_contact")}).may_refer);
  CHECK_FALSE(Weigh(std::vector{Of("fear_or_silence"), Of("shared_contact")}).may_refer);
  CHECK_FALSE(Weigh({}).may_refer);
  CHECK(Weigh({}).points == 0);
}

TEST_CASE("one traveller's signs are not another's", "[associate]") {
  Sign one = Of("coached_answers");
  Sign other = Of("shared_contact");
  one.people = {"a", "b"};
  other.people = {"b"};
  const std::vector<Sign> signs = {one, other};
  CHECK(Concerning(signs, "a").size() == 1);
  CHECK_FALSE(Weigh(Concerning(signs, "a")).may_refer);
  CHECK(Weigh(Concerning(signs, "b")).may_refer);
  CHECK(Concerning(signs, "c").empty());
}

TEST_CASE("nobody in a party is nobody to judge", "[associate]") {
  const Party party;
  const Recollection past;
  const Setting setting;
  CHECK(Judge({party, past, setting}).empty());
}

TEST_CASE("a rule weighs what outcomes taught, and a held one asks for nothing", "[associate]") {
  Traveller child = Person("AFRIDI", "SABA", 2014, "A1");
  child.forged = true;
  const Party party{{child}, true};
  const auto weigh = [&](double points) {
    Setting setting;
    setting.points["forged_and_minor"] = points;
    return Weigh(Concerning(Judge({party, {}, setting}), child.screening));
  };
  CHECK(weigh(9).points == weigh(8).points + 1);
  CHECK(weigh(9).may_refer);
  CHECK_FALSE(weigh(0).may_refer);
}

TEST_CASE("a sign says what else it may be, and who says that it is one", "[associate]") {
  Post post;
  const auto signs = post.See({{Person("AFRIDI", "SABA", 2014, "A1")}, true});
  REQUIRE(signs.size() == 1);
  CHECK(signs[0].benign.find("boarding school") != std::string_view::npos);
  CHECK(signs[0].source.find("VEGA") != std::string_view::npos);
  CHECK(signs[0].level == Level::kSign);
  CHECK(Name(signs[0].level) == "sign");
  CHECK(Name(signs[0].family) == "group");
}

}  // namespace
}  // namespace chowki::associate
