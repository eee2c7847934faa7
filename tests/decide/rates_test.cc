#include "decide/rates.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "base/status.h"
#include "verify/catalogue.h"
#include "verify/outcome.h"

namespace chowki::decide {
namespace {

using verify::Contribution;

// A check whose alarms on genuine documents may be more frequent than this runs silently.
constexpr double kMostReferrals = 0.02;  // upper bound of the rate
constexpr double kMostAttention = 0.03;

TEST_CASE("the table speaks of checks and reasons that exist", "[decide][rates]") {
  REQUIRE(Rates().size() > 20);
  for (const Rate& rate : Rates()) {
    INFO(rate.check << "." << rate.reason);
    const verify::CatalogueEntry* entry = verify::FindCheck(rate.check);
    REQUIRE(entry != nullptr);
    const auto reasons = entry->check->reasons;
    CHECK((rate.reason.empty() || rate.reason == kAnyReason ||
           std::ranges::count(reasons, rate.reason) == 1));
    CHECK(rate.reason.empty() == (rate.level == Contribution::kClear));
    for (const Count& count : {rate.genuine, rate.forged}) {
      CHECK(count.with >= 0);
      CHECK(count.with <= count.of);
    }
  }
}

TEST_CASE("a check that alarms too often on genuine documents is silent", "[decide][rates]") {
  for (const Rate& rate : Rates()) {
    if (rate.level == Contribution::kClear || verify::FindCheck(rate.check)->silent) continue;
    INFO(rate.check << "." << rate.reason << ": " << rate.genuine.with << " of "
                    << rate.genuine.of);
    CHECK(UpperBound(rate.genuine) <=
          (rate.level == Contribution::kRefer ? kMostReferrals : kMostAttention));
  }
}

TEST_CASE("the page of the checks tells the same counts", "[decide][docs]") {
  std::ifstream in(CHOWKI_SOURCE_DIR "/docs/checks.md");
  std::ostringstream page;
  page << in.rdbuf();
  for (const Rate& rate : Rates()) {
    if (rate.reason.empty() || rate.reason == kAnyReason) continue;
    const std::string row =
        fmt::format("| `{}.{}` | {} | {} of {} |", rate.check, rate.reason,
                    verify::Name(rate.level), rate.genuine.with, rate.genuine.of);
    INFO(row);
    CHECK(page.str().find(row) != std::string::npos);
  }
}

TEST_CASE("bounds of a rate", "[decide][rates]") {
  CHECK(UpperBound({0, 0}) == 1);
  CHECK(UpperBound({0, 2}) == 1);
  CHECK(UpperBound({0, 3000}) == Approx(0.001));
  CHECK(UpperBound({5, 1000}) == Approx(0.01164).epsilon(0.001));  // Wilson's, by hand
  CHECK(UpperBound({10, 10}) == Approx(1));
}

TEST_CASE("a likelihood ratio is that of two rates, and never infinite", "[decide][rates]") {
  const auto ratio = [](Contribution level, Count genuine, Count forged) {
    return LikelihoodRatio({"c", "r", level, genuine, forged});
  };
  CHECK(ratio(Contribution::kRefer, {0, 999}, {49, 99}) == Approx(0.495 / 0.0005));
  CHECK(ratio(Contribution::kRefer, {50, 100}, {10, 100}) == 1);
  CHECK(ratio(Contribution::kClear, {99, 100}, {49, 100}) == Approx(50.0 / 100));
  CHECK(ratio(Contribution::kClear, {49, 100}, {99, 100}) == 1);
  CHECK(ratio(Contribution::kClear, {60, 60}, {0, 0}) == 1);  // none measured: says nothing
}

TEST_CASE("rates are found by check, reason and level", "[decide][rates]") {
  const Rate* passed = FindRate("mrz.check_digits", "", Contribution::kClear);
  const Rate* alarmed = FindRate("mrz.check_digits", kAnyReason, Contribution::kRefer);
  REQUIRE(passed != nullptr);
  REQUIRE(alarmed != nullptr);
  CHECK(LikelihoodRatio(*passed) <= 1);
  CHECK(LikelihoodRatio(*alarmed) > 10);
  CHECK(FindRate("mrz.check_digits", "never_heard_of", Contribution::kRefer) == nullptr);
  CHECK(FindRate("never.heard_of", "", Contribution::kClear) == nullptr);
}

}  // namespace
}  // namespace chowki::decide
