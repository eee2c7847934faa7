#include "decide/decide.h"

#include <catch2/catch.hpp>

#include "decide/risk.h"

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
  CHECK(verdict.risk < 0.1);
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
  CHECK(verdict.risk ==
        RiskOf({Make("b", Outcome::kFailed, Contribution::kRefer, 0.5),
                Make("a", Outcome::kUndetermined, Contribution::kAttention, 0.5), kGood}));
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
  CHECK(verdict.risk == RiskOf({kGood}));
}

TEST_CASE("who is on a list does not make a document suspicious", "[decide]") {
  CHECK(
      Decide(kPolicy, {kGood}, {MakeMatch(identify::Band::kExactDocument, true, 0.99)}, {}).risk ==
      RiskOf({kGood}));
}

identify::Match MakeHit(identify::MatchKind kind, const std::string& action) {
  identify::Match match = MakeMatch(identify::Band::kStrong, true, 0.99);
  match.kind = kind;
  match.action = action;
  return match;
}

TEST_CASE("each kind of match is a reason of its own", "[decide]") {
  using identify::MatchKind;
  const Verdict verdict = Decide(
      kPolicy, {kGood},
      {MakeHit(MatchKind::kSuspect, "arrest"), MakeHit(MatchKind::kMissing, "protect_missing"),
       MakeHit(MatchKind::kAtRisk, "prevent_travel_child"),
       MakeHit(MatchKind::kDocument, "seize_document"),
       MakeHit(MatchKind::kDocumentOfAnother, "arrest")},
      {});
  std::vector<std::string> codes;
  for (const Reason& reason : verdict.reasons) codes.push_back(reason.code);
  CHECK(codes == std::vector<std::string>{"watchlist.suspect.strong", "watchlist.missing.strong",
                                          "watchlist.at_risk.strong", "watchlist.document.strong",
                                          "watchlist.document_of_another.strong"});
}

TEST_CASE("a discreet check is told to officers and changes nothing at the kiosk", "[decide]") {
  const auto hit = MakeHit(identify::MatchKind::kSuspect, "discreet_check");
  const Verdict alone = Decide(kPolicy, {kGood}, {hit}, {});
  CHECK(alone.advice == Advice::kRefer);
  REQUIRE(alone.reasons.size() == 1);
  CHECK(alone.reasons[0].officers_only);
  CHECK(KioskAdvice(alone) == Advice::kClear);

  const Verdict stale = Decide(kPolicy, {kGood}, {hit}, {Condition::kWatchlistStale});
  CHECK(KioskAdvice(stale) == Advice::kAttention);
  // What would be attention without the hit is attention with it.
  CHECK(KioskAdvice(Decide({}, {}, {hit}, {})) == KioskAdvice(Decide({}, {}, {}, {})));
  CHECK(KioskAdvice(Decide({}, {}, {hit}, {})) == Advice::kAttention);

  const Verdict wanted =
      Decide(kPolicy, {kGood}, {MakeHit(identify::MatchKind::kSuspect, "arrest")}, {});
  CHECK(KioskAdvice(wanted) == Advice::kRefer);
}

TEST_CASE("an entry that asks for nothing gives no reason", "[decide]") {
  const Verdict verdict =
      Decide(kPolicy, {kGood}, {MakeHit(identify::MatchKind::kSuspect, "none")}, {});
  CHECK(verdict.advice == Advice::kClear);
  CHECK(verdict.reasons.empty());
}

TEST_CASE("names that cannot be searched yet are never no hit", "[decide]") {
  const Verdict verdict = Decide(kPolicy, {kGood}, {}, {Condition::kWatchlistNamesNotReady});
  CHECK(verdict.advice == Advice::kAttention);
  CHECK(verdict.reasons.at(0).code == "watchlist.names_not_ready");
}

}  // namespace
}  // namespace chowki::decide
