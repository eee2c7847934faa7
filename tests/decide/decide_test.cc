#include "decide/decide.h"

#include <catch2/catch.hpp>

namespace chowki::decide {
namespace {

using verify::Contribution;
using verify::Finding;
using verify::Outcome;

Finding Make(const std::string& check, Outcome outcome, Contribution contributes,
             double strength = 0) {
  Finding finding;
  finding.check = check;
  finding.outcome = outcome;
  finding.contributes = contributes;
  finding.strength = strength;
  finding.reason.assign(1, 'r');
  return finding;
}

const Finding kGood = Make("mrz.found", Outcome::kSuccessful, Contribution::kClear);
const Policy kPolicy{"test", {"mrz.found"}};

identify::Match MakeMatch(identify::Band band, bool alert, double score) {
  identify::Match match;
  match.band = band;
  match.alert = alert;
  match.score = score;
  return match;
}

TEST_CASE("nothing at all is attention, not clear", "[decide]") {
  CHECK(Decide({}, {}, {}, {}).advice == Advice::kAttention);
  CHECK(Decide({}, {Make("x", Outcome::kNotPerformed, Contribution::kClear)}, {}, {}).advice ==
        Advice::kAttention);
}

TEST_CASE("evidence lowers the advice to clear", "[decide]") {
  const Verdict verdict = Decide(kPolicy, {kGood}, {}, {});
  CHECK(verdict.advice == Advice::kClear);
  CHECK(verdict.reasons.empty());
  CHECK(verdict.risk == 0);
}

TEST_CASE("a mandatory check that did not run keeps the advice from clear", "[decide]") {
  for (const Outcome outcome :
       {Outcome::kNotPerformed, Outcome::kAborted, Outcome::kNotSupported}) {
    const Verdict verdict = Decide(kPolicy,
                                   {Make("mrz.found", outcome, Contribution::kClear),
                                    Make("other", Outcome::kSuccessful, Contribution::kClear)},
                                   {}, {});
    CHECK(verdict.advice == Advice::kAttention);
    REQUIRE(verdict.reasons.size() == 1);
    CHECK(verdict.reasons[0].code == "mrz.found.mandatory_not_performed");
  }
  CHECK(Decide(kPolicy, {}, {}, {}).advice == Advice::kAttention);
}

TEST_CASE("a mandatory check that tells itself why it did not run is told once", "[decide]") {
  const Verdict verdict = Decide(
      kPolicy, {Make("mrz.found", Outcome::kNotPerformed, Contribution::kAttention)}, {}, {});
  CHECK(verdict.advice == Advice::kAttention);
  REQUIRE(verdict.reasons.size() == 1);
  CHECK(verdict.reasons[0].code == "mrz.found.r");
  Finding silent = kGood;
  silent.silent = true;
  CHECK(Decide(kPolicy, {silent}, {}, {}).advice == Advice::kAttention);
}

TEST_CASE("any condition of the list keeps the advice from clear", "[decide]") {
  for (const Condition condition :
       {Condition::kWatchlistAbsent, Condition::kWatchlistStale, Condition::kWatchlistClockSuspect,
        Condition::kWatchlistNotSearched}) {
    CHECK(Decide(kPolicy, {kGood}, {}, {condition}).advice == Advice::kAttention);
  }
}

TEST_CASE("the most serious reason comes first and decides", "[decide]") {
  const Verdict verdict =
      Decide(kPolicy,
             {kGood, Make("a", Outcome::kUndetermined, Contribution::kAttention, 0.5),
              Make("b", Outcome::kFailed, Contribution::kRefer, 0.5)},
             {MakeMatch(identify::Band::kPossible, true, 0.5)}, {Condition::kWatchlistStale});
  CHECK(verdict.advice == Advice::kRefer);
  REQUIRE(verdict.reasons.size() == 4);
  CHECK(verdict.reasons[0].code == "b.r");
  CHECK(verdict.reasons[0].index == 2);
  CHECK(verdict.risk == Approx(0.875));
}

TEST_CASE("matches count only when the policy shows them", "[decide]") {
  CHECK(Decide(kPolicy, {kGood}, {MakeMatch(identify::Band::kStrong, false, 0.4)}, {}).advice ==
        Advice::kClear);
  CHECK(Decide(kPolicy, {kGood}, {MakeMatch(identify::Band::kStrong, true, 0.9)}, {}).advice ==
        Advice::kRefer);
  CHECK(
      Decide(kPolicy, {kGood}, {MakeMatch(identify::Band::kExactDocument, true, 0.9)}, {}).advice ==
      Advice::kRefer);
}

TEST_CASE("a silent finding is recorded but says nothing", "[decide]") {
  Finding silent = Make("new", Outcome::kFailed, Contribution::kRefer, 1);
  silent.silent = true;
  const Verdict verdict = Decide(kPolicy, {kGood, silent}, {}, {});
  CHECK(verdict.advice == Advice::kClear);
  CHECK(verdict.risk == 0);
}

}  // namespace
}  // namespace chowki::decide
