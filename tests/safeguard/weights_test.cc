#include <cmath>

#include <catch2/catch.hpp>

#include "safeguard/budget.h"
#include "safeguard/feedback.h"
#include "safeguard/guidance.h"
#include "safeguard/proposals.h"
#include "safeguard/rates.h"

namespace chowki::safeguard {
namespace {

using associate::FindRule;
using associate::kReferralPoints;
using test::ProposalOf;

TEST_CASE("the limit stays while three quarters of the budget are free, then rises to none",
          "[safeguard]") {
  const Budget one{1.0};
  CHECK(ReferralLimit(one, {0, 0}) == kReferralPoints);
  CHECK(ReferralLimit(one, {20'000, 15}) == kReferralPoints);
  CHECK(ReferralLimit(one, {20'000, 16}) == Approx(kReferralPoints * std::exp2(0.4)));
  CHECK(ReferralLimit(one, {20'000, 19}) == Approx(kReferralPoints * std::exp2(1.6)));
  CHECK(ReferralLimit(one, {20'000, 20}) == kNoPoints);
  CHECK(ReferralLimit(one, {20'000, 500}) == kNoPoints);
}

TEST_CASE("a quiet post may refer its first ones", "[safeguard]") {
  CHECK(ReferralLimit({1.0}, {12, 3}) == kReferralPoints);
  CHECK(ReferralLimit({1.0}, {12, 5}) == kNoPoints);
}

TEST_CASE("over the budget strong signs about children and people's own are still admitted",
          "[safeguard]") {
  const Proposal strong = ProposalOf("s1", {"repeat_escort", "coached_answers"});
  const Proposal plain = ProposalOf("s1", {"documents_held_by_other", "adult_many_minors",
                                           "shared_contact", "sequential_numbers"});
  REQUIRE(ProposesReferral(plain.concern));
  CHECK(IsAdmitted(plain, kReferralPoints));
  CHECK_FALSE(IsAdmitted(plain, kNoPoints));
  CHECK(IsAdmitted(strong, kNoPoints));
  Proposal adult = strong;
  adult.subject.age = associate::Age::kAdult;
  CHECK_FALSE(IsAdmitted(adult, kNoPoints));
  adult.cause = Cause::kOfficer;
  CHECK(IsAdmitted(adult, kNoPoints));
  // What is not enough by itself is not enough for a child either.
  CHECK_FALSE(IsAdmitted(ProposalOf("s1", {"minor_alone"}), kReferralPoints));
}

TEST_CASE("verdicts move a rule by the documented formula", "[safeguard]") {
  const auto& rule = *FindRule("documents_held_by_other");
  REQUIRE(rule.points > kMostShift);
  REQUIRE(rule.points + kMostShift < kMostPoints);
  CHECK(TunedPoints(rule, {}) == rule.points);
  CHECK(TunedPoints(rule, {25, 75}) == Approx(rule.points));  // as expected: one in four
  // docs/people.md: log2(9 / 21) - log2(1 / 3).
  CHECK(TunedPoints(rule, {4, 6}) == Approx(rule.points + std::log2(9.0 / 21) + std::log2(3.0)));
  CHECK(TunedPoints(rule, {1, 0}) - rule.points < 0.27);
  CHECK(rule.points - TunedPoints(rule, {0, 1}) < 0.27);
  CHECK(TunedPoints(rule, {0, 40}) < TunedPoints(rule, {0, 20}));
  CHECK(TunedPoints(rule, {0, 1'000'000}) == rule.points - kMostShift);
  CHECK(TunedPoints(rule, {1'000'000, 0}) == rule.points + kMostShift);
}

TEST_CASE("notes stay notes, what says nothing stays so, and ten points are the most",
          "[safeguard]") {
  CHECK(TunedPoints(*FindRule("adult_child_pair"), {1000, 0}) == 0.3);
  CHECK(TunedPoints(*FindRule("adult_child_pair"), {0, 1000}) == 0);
  CHECK(TunedPoints(*FindRule("fear_or_silence"), {1000, 0}) == 0);
  CHECK(TunedPoints(*FindRule("companion_listed"), {1000, 0}) == kMostPoints);
}

TEST_CASE("rates have Wilson's bounds", "[safeguard]") {
  // Agresti and Coull 1998 and any table: 10 of 100.
  const Bounded rate = RateOf({10, 100});
  CHECK(rate.value == 0.1);
  CHECK(rate.low == Approx(0.0552).margin(0.0001));
  CHECK(rate.high == Approx(0.1744).margin(0.0001));
  CHECK(RateOf({0, 0}).high == 1);
  CHECK(RateOf({0, 100}).low == 0);
  CHECK(RateOf({3, 2}).high <= 1);  // counts of which a part was lost
}

TEST_CASE("a ratio is of one group to everybody else, and few cases say nothing", "[safeguard]") {
  const Bounded same = RatioOf({10, 10'000}, {100, 100'000});
  CHECK(same.value == Approx(1.045).margin(0.01));
  CHECK(same.low < 1);
  CHECK(same.high > 1);
  const Bounded more = RatioOf({30, 10'000}, {10, 90'000});
  CHECK(more.low > 2);
  CHECK(IsOutOfBounds({30, 10'000}, more));
  CHECK_FALSE(IsOutOfBounds({9, 10}, RatioOf({9, 10}, {0, 100'000})));
  const Bounded none = RatioOf({0, 0}, {0, 0});
  CHECK(none.value == 1);
  CHECK_FALSE(IsOutOfBounds({0, 0}, none));
}

TEST_CASE("age is not held against rules that are about children, and those are rules",
          "[safeguard]") {
  int about = 0;
  for (const auto& rule : associate::Rules()) about += IsAboutChildren(rule.id) ? 1 : 0;
  CHECK(about == 9);
  CHECK_FALSE(IsAboutChildren("shared_contact"));
}

TEST_CASE("guidance is whole in every language, and English where none is known", "[safeguard]") {
  const Guidance english = GuidanceIn("en");
  CHECK(english.steps.size() >= 15);
  for (const char* language : {"ur", "fa", "ar"}) {
    const Guidance guidance = GuidanceIn(language);
    CHECK(guidance.language == language);
    REQUIRE(guidance.steps.size() == english.steps.size());
    for (size_t i = 0; i < english.steps.size(); ++i) {
      INFO(language << ' ' << english.steps[i].id);
      CHECK(guidance.steps[i].id == english.steps[i].id);
      CHECK_FALSE(guidance.steps[i].title.empty());
      CHECK(guidance.steps[i].text != english.steps[i].text);
      // Arabic script, not Latin words left over.
      CHECK(guidance.steps[i].text.find_first_of("abcdefghijklmnopqrstuvwxyz") ==
            std::string_view::npos);
    }
  }
  CHECK(GuidanceIn("fr").language == "en");
  CHECK(GuidanceIn("").language == "en");
}

}  // namespace
}  // namespace chowki::safeguard
