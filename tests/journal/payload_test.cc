#include "journal/payload.h"

#include <catch2/catch.hpp>

#include "support/sample_screening.h"

namespace chowki::journal {
namespace {

TEST_CASE("a screening comes back from its payload member by member", "[journal]") {
  const screen::Screening before = test::SampleScreening();
  const auto after = ScreeningFromPayload(ToPayload(before));
  INFO(Message(after.status()));
  REQUIRE(after.ok());
  CHECK(after->id == before.id);
  CHECK(after->time == before.time);
  CHECK(after->checkpoint == before.checkpoint);
  CHECK(after->lane == before.lane);
  CHECK(after->images == before.images);
  CHECK(after->transcript == before.transcript);
  CHECK(after->record == before.record);
  CHECK(after->identity == before.identity);
  CHECK(after->findings == before.findings);
  CHECK(after->matches == before.matches);
  CHECK(after->verdict == before.verdict);
  CHECK(after->provenance == before.provenance);
  CHECK(after->timings == before.timings);
  CHECK(ToPayload(*after) == ToPayload(before));
}

TEST_CASE("an empty screening has a payload too", "[journal]") {
  const auto after = ScreeningFromPayload(ToPayload(screen::Screening{}));
  REQUIRE(after.ok());
  CHECK_FALSE(after->record.has_value());
}

TEST_CASE("a decision comes back from its payload", "[journal]") {
  DecisionPayload before{"s", {}};
  before.decision.outcome = Outcome::kRefuse;
  before.decision.officer = "o-1";
  before.decision.second_officer = "o-2";
  before.decision.note = "\"ß\"\n";
  before.decision.hit_dispositions = {{"e-1", true, "confirmed"}};
  before.decision.time = Time(std::chrono::microseconds(123456789));
  const auto after = DecisionFromPayload(ToPayload(before));
  REQUIRE(after.ok());
  CHECK(after->screening == "s");
  CHECK(after->decision == before.decision);
}

TEST_CASE("bytes that are no payload are told as lost data", "[journal]") {
  const std::string whole = ToPayload(test::SampleScreening());
  for (const std::string& wrong : {std::string(), std::string("{}"), std::string("[]"),
                                   std::string("\"x\""), whole.substr(0, whole.size() / 2)}) {
    CHECK(ScreeningFromPayload(wrong).status().code() == StatusCode::kDataLoss);
    CHECK(DecisionFromPayload(wrong).status().code() == StatusCode::kDataLoss);
  }
  std::string other = whole;
  other.replace(other.find("\"refer\""), 7, "\"enter\"");
  CHECK(ScreeningFromPayload(other).status().code() == StatusCode::kDataLoss);
}

}  // namespace
}  // namespace chowki::journal
