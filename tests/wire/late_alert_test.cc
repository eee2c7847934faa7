#include "wire/late_alert.h"

#include <catch2/catch.hpp>

#include "support/sample_screening.h"

namespace chowki::wire {
namespace {

namespace pb = chowki::screening::v1;

constexpr char kUuid[] = "0193c5a4-7a10-7c3e-8f00-0123456789ab";
constexpr char kName[] = "checkpoints/tor-1/lateAlerts/a-1";

journal::LateAlert Sample() {
  journal::LateAlert alert;
  alert.id = "a-1";
  alert.screening = "s-1";
  alert.checkpoint = "tor-1";
  alert.lane = "arrivals-3";
  alert.crossed = Time(std::chrono::seconds(1'780'000'000));
  alert.match = test::SampleScreening().matches.front();
  alert.match.kind = identify::MatchKind::kMissing;
  alert.raised = Time(std::chrono::milliseconds(1'780'000'001'500));
  alert.acknowledged = {journal::LateOutcome::kForwarded, "to the hotline", "asif", alert.raised};
  alert.etag = "0123456789abcdef";
  return alert;
}

template <typename Message>
std::string Objection(const Message& message) {
  const auto result = FromProto(message);
  if (result.ok()) return "";
  const auto detail = Detail(result.status());
  return detail ? detail->metadata.at("field") : "no detail";
}

pb::AcknowledgeLateAlertRequest Answer() {
  pb::AcknowledgeLateAlertRequest message;
  message.set_name(kName);
  message.set_etag("0123456789abcdef");
  message.set_request_id(kUuid);
  message.set_outcome(pb::LATE_ALERT_OUTCOME_SAME_PERSON);
  message.set_note("at the hotel");
  return message;
}

TEST_CASE("a late alert comes back from the wire as it went, and says what is to be done",
          "[wire]") {
  const auto sent = Sample();
  const auto message = ToProto(sent);
  const auto* descriptor = message.GetDescriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    INFO(descriptor->field(i)->name());
    CHECK(message.GetReflection()->HasField(message, descriptor->field(i)));
  }
  CHECK(message.name() == kName);
  CHECK(message.screening() == "checkpoints/tor-1/screenings/s-1");
  CHECK(message.victim());
  CHECK(FromProto(message).value() == sent);
  journal::LateAlert open = sent;
  open.acknowledged.reset();
  CHECK(FromProto(ToProto(open)).value() == open);
  for (int outcome = 1; outcome < pb::LateAlertOutcome_ARRAYSIZE; ++outcome) {
    auto other = message;
    other.mutable_acknowledgement()->set_outcome(static_cast<pb::LateAlertOutcome>(outcome));
    CHECK(ToProto(FromProto(other).value()).acknowledgement().outcome() == outcome);
  }
}

TEST_CASE("an answer to a late alert is checked field by field", "[wire]") {
  REQUIRE(FromProto(Answer()).ok());
  auto wrong = Answer();
  wrong.set_name("checkpoints/tor-1/screenings/a-1");
  CHECK(Objection(wrong) == "name");
  wrong = Answer();
  wrong.set_name("checkpoints/tor-1/lateAlerts/../x");
  CHECK(Objection(wrong) == "name");
  wrong = Answer();
  wrong.clear_etag();
  CHECK(Objection(wrong) == "etag");
  wrong = Answer();
  wrong.set_request_id("1");
  CHECK(Objection(wrong) == "request_id");
  wrong = Answer();
  wrong.clear_outcome();
  CHECK(Objection(wrong) == "outcome");
  wrong = Answer();
  wrong.set_outcome(static_cast<pb::LateAlertOutcome>(77));
  CHECK(Objection(wrong) == "outcome");
  wrong = Answer();
  wrong.set_note(std::string(501, 'x'));
  CHECK(Objection(wrong) == "note");
}

TEST_CASE("a list of late alerts is asked for by post and page", "[wire]") {
  pb::ListLateAlertsRequest message;
  message.set_parent("checkpoints/-");
  message.set_only_open(true);
  CHECK(FromProto(message)->only_open);
  CHECK(FromProto(message)->checkpoint.empty());
  message.set_parent("posts/tor-1");
  CHECK(Objection(message) == "parent");
  message.set_parent("checkpoints/tor-1");
  message.set_page_size(501);
  CHECK(Objection(message) == "page_size");
  message.set_page_size(0);
  message.set_page_token(std::string(513, '1'));
  CHECK(Objection(message) == "page_token");
}

}  // namespace
}  // namespace chowki::wire
