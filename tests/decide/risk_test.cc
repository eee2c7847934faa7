#include "decide/risk.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "decide/rates.h"
#include "verify/outcome.h"

namespace chowki::decide {
namespace {

using verify::Contribution;
using verify::Finding;

Finding Of(std::string_view check, Finding finding) {
  finding.check = check;
  return finding;
}

Finding Suspicion(std::string_view check, double strength) {
  return Of(check, verify::Undetermined("not_measured", Contribution::kAttention, strength));
}

const Finding kIrPassed = Of("ir.mrz", verify::Successful());
const Finding kDigitWrong =
    Of("mrz.check_digits",
       verify::Failed("birth_date_digit_wrong", Contribution::kRefer, verify::kNearProof));
const Finding kUvBright =
    Of("uv.paper", verify::Undetermined("paper_bright", Contribution::kAttention, verify::kStrong));

TEST_CASE("without evidence a document has the odds that we start from", "[decide][risk]") {
  CHECK(RiskOf({}) == Approx(0.1));
}

TEST_CASE("what was not performed and lights that were not given are neutral", "[decide][risk]") {
  CHECK(RiskOf({Of("ir.mrz", verify::NotPerformed("no_infrared_image")),
                Of("uv.paper", verify::NotSupported("x"))}) == RiskOf({}));
  Finding mandatory = Of("mrz.check_digits", verify::NotPerformed("no_mrz"));
  mandatory.contributes = Contribution::kAttention;
  CHECK(RiskOf({mandatory}) == RiskOf({}));
  Finding silent = kDigitWrong;
  silent.silent = true;
  CHECK(RiskOf({silent, Of("doc.specimen",
                           verify::Undetermined("specimen_state", Contribution::kClear, 0))}) ==
        RiskOf({}));
}

TEST_CASE("a check that passed speaks for a document, one that alarmed against it",
          "[decide][risk]") {
  CHECK(RiskOf({kIrPassed}) < RiskOf({}));
  CHECK(RiskOf({kUvBright}) > RiskOf({}));
  CHECK(RiskOf({kDigitWrong}) > 0.5);
  CHECK(RiskOf({kDigitWrong, kUvBright}) > RiskOf({kDigitWrong}));
}

TEST_CASE("checks of one group count once, those of two groups twice", "[decide][risk]") {
  const Finding a = Suspicion("x.a", 0.5);
  const Finding b = Suspicion("x.b", 0.5);
  const Finding other = Suspicion("y.a", 0.5);
  CHECK(RiskOf({a, b}) == RiskOf({a}));
  CHECK(RiskOf({a, other}) > RiskOf({a}));
  CHECK(RiskOf({a, Suspicion("x.b", 0.8)}) == RiskOf({Suspicion("x.b", 0.8)}));
}

TEST_CASE("more suspicion never makes a document less suspicious", "[decide][risk]") {
  std::vector<Finding> findings = {kIrPassed, Of("uv.paper", verify::Successful()),
                                   Of("mrz.check_digits", verify::Successful())};
  double before = RiskOf(findings);
  for (const Finding& more : {Suspicion("x.a", 0.1), kUvBright, kDigitWrong, Suspicion("ir.b", 0.4),
                              Suspicion("x.a", 0.9), Suspicion("x.a", 1.0)}) {
    findings.push_back(more);
    const double after = RiskOf(findings);
    INFO(more.check);
    CHECK(after >= before);
    before = after;
  }
  CHECK(before < 1);
}

TEST_CASE("the order of findings does not matter", "[decide][risk]") {
  std::vector<Finding> findings = {kDigitWrong, kUvBright, kIrPassed};
  const double risk = RiskOf(findings);
  std::ranges::reverse(findings);
  CHECK(RiskOf(findings) == Approx(risk));
}

}  // namespace
}  // namespace chowki::decide
