#include <functional>

#include <catch2/catch.hpp>
#include <google/protobuf/descriptor.h>

#include "support/sample_screening.h"
#include "wire/advice.h"
#include "wire/record.h"
#include "wire/screening.h"
#include "wire/types.h"

namespace chowki::wire {
namespace {

using test::SampleScreening;

TEST_CASE("a screening comes back from the wire as it went", "[wire]") {
  const screen::Screening sent = SampleScreening();
  const auto came = FromProto(ToProto(sent));
  REQUIRE(came.ok());
  CHECK(came->id == sent.id);
  CHECK(came->time == sent.time);
  CHECK(came->checkpoint == sent.checkpoint);
  CHECK(came->lane == sent.lane);
  CHECK(came->capture == sent.capture);
  CHECK(came->corrects == sent.corrects);
  CHECK(came->images == sent.images);
  CHECK(came->transcript == sent.transcript);
  CHECK(came->record == sent.record);
  CHECK(came->identity == sent.identity);
  CHECK(came->findings == sent.findings);
  CHECK(came->matches == sent.matches);
  CHECK(came->verdict == sent.verdict);
  CHECK(came->provenance == sent.provenance);
  CHECK(came->timings == sent.timings);
}

TEST_CASE("a page without an MRZ stays one", "[wire]") {
  screen::Screening sent;
  sent.id = "a";
  sent.checkpoint = "c";
  const auto came = FromProto(ToProto(sent));
  REQUIRE(came.ok());
  CHECK_FALSE(came->record.has_value());
  CHECK_FALSE(came->identity.has_value());
  CHECK(came->transcript.mrz.status == read::MrzStatus::kAbsent);
  CHECK_FALSE(came->transcript.mrz.format.has_value());
}

TEST_CASE("a record carries decision, etag and sequence", "[wire]") {
  journal::Record sent;
  sent.screening = SampleScreening();
  sent.sequence = 7;
  sent.etag = "e1";
  sent.decision = journal::Decision{
      journal::Outcome::kRefuse,
      "officer-1",
      "officer-2",
      "a note",
      {{"uto-17", false, "other face", Time(std::chrono::seconds(1'790'000'000))}},
      Time(std::chrono::seconds(1'760'000'200))};
  const auto came = RecordFromProto(ToProto(sent));
  REQUIRE(came.ok());
  CHECK(came->decision == sent.decision);
  sent.decision->standing = journal::Standing::kSentBack;
  sent.decision->sent_back_by = "officer-3";
  sent.decision->sent_back_reason = "which date?";
  CHECK(RecordFromProto(ToProto(sent))->decision == sent.decision);
  CHECK(ToSummary(sent).decision() == screening::v1::DECISION_OUTCOME_UNSPECIFIED);
  CHECK(ToSummary(sent).decision_state() == screening::v1::DECISION_STATE_SENT_BACK);
  CHECK(came->etag == sent.etag);
  CHECK(came->sequence == sent.sequence);
}

TEST_CASE("every field of a screening's messages has its converter", "[wire]") {
  // The sample sets every member of our values; so every field of the contract must be set.
  journal::Record record;
  record.screening = SampleScreening();
  record.sequence = 1;
  record.etag = "e";
  record.decision = journal::Decision{journal::Outcome::kRefer,
                                      "a",
                                      "b",
                                      "c",
                                      {{"d", false, "e", Time(std::chrono::seconds(2))}},
                                      Time(std::chrono::seconds(1))};
  const auto message = ToProto(record);
  const std::function<void(const google::protobuf::Message&)> all_set =
      [&](const google::protobuf::Message& part) {
        const auto* descriptor = part.GetDescriptor();
        if (descriptor->file()->package() == "google.protobuf") return;
        const auto* reflection = part.GetReflection();
        for (int i = 0; i < descriptor->field_count(); ++i) {
          const auto* field = descriptor->field(i);
          INFO(field->full_name());
          if (field->is_repeated()) {
            CHECK(reflection->FieldSize(part, field) > 0);
            if (field->cpp_type() != field->CPPTYPE_MESSAGE || field->is_map()) continue;
            all_set(reflection->GetRepeatedMessage(part, field, 0));
          } else if (field->cpp_type() == field->CPPTYPE_MESSAGE) {
            CHECK(reflection->HasField(part, field));
            all_set(reflection->GetMessage(part, field));
          }
        }
      };
  all_set(message);
}

// Every enumerator of the contract but "unspecified" has a value of ours, and comes back.
template <typename Wire>
void CheckEnumerators(const google::protobuf::EnumDescriptor* descriptor, int first) {
  for (int i = first; i < descriptor->value_count(); ++i) {
    const auto wire = static_cast<Wire>(descriptor->value(i)->number());
    INFO(descriptor->value(i)->full_name());
    const auto ours = FromProto(wire);
    REQUIRE(ours.ok());
    CHECK(ToProto(*ours) == wire);
  }
  CHECK_FALSE(FromProto(static_cast<Wire>(99)).ok());
}

TEST_CASE("enumerators go both ways, unknown numbers are refused", "[wire]") {
  CheckEnumerators<type::v1::Light>(type::v1::Light_descriptor(), 1);
  CheckEnumerators<type::v1::Sex>(type::v1::Sex_descriptor(), 0);
  CheckEnumerators<screening::v1::Advice>(screening::v1::Advice_descriptor(), 1);
  CHECK_FALSE(FromProto(type::v1::LIGHT_UNSPECIFIED).ok());
  CHECK_FALSE(FromProto(screening::v1::ADVICE_UNSPECIFIED).ok());
}

TEST_CASE("text that is not UTF-8 never reaches a string field", "[wire]") {
  screen::Screening sent = SampleScreening();
  sent.transcript.visual["surname"].raw = "\xFF\xFE";
  const auto message = ToProto(sent);
  screening::v1::Screening parsed;
  CHECK(parsed.ParseFromString(message.SerializeAsString()));
}

TEST_CASE("a kiosk's answer has one size whatever was found", "[wire]") {
  screen::Screening hit = SampleScreening();
  screen::Screening clear = SampleScreening();
  clear.verdict = {decide::Advice::kClear, 0, {}};
  clear.matches.clear();
  clear.findings.clear();
  screen::Screening unread = clear;
  unread.transcript.mrz = {};
  unread.verdict.advice = decide::Advice::kAttention;
  const auto size = ToKioskAnswer(hit, false).ByteSizeLong();
  CHECK(ToKioskAnswer(clear, false).ByteSizeLong() == size);
  CHECK(ToKioskAnswer(clear, true).ByteSizeLong() == size);
  CHECK(ToKioskAnswer(unread, false).ByteSizeLong() == size);
  CHECK(ToKioskAnswer(hit, false).create_time().nanos() == 0);
}

TEST_CASE("a kiosk is sent to an officer or not, and nothing tells why", "[wire]") {
  screen::Screening screening = SampleScreening();
  const auto advice = [&](decide::Advice level, bool second_line) {
    screening.verdict = {level, 0, {}};
    if (level != decide::Advice::kClear) {
      screening.verdict.reasons.push_back({level, decide::ReasonKind::kMatch, 0, "watchlist"});
    }
    return ToKioskAnswer(screening, second_line).SerializeAsString();
  };
  const auto referred = advice(decide::Advice::kRefer, false);
  CHECK(advice(decide::Advice::kAttention, false) == referred);
  CHECK(advice(decide::Advice::kClear, true) == referred);
  CHECK(advice(decide::Advice::kRefer, true) == referred);
  CHECK(advice(decide::Advice::kClear, false) != referred);
  // A discreet hit is still unseen.
  screening.verdict = {decide::Advice::kRefer, 0, {}};
  screening.verdict.reasons.push_back(
      {decide::Advice::kRefer, decide::ReasonKind::kMatch, 0, "watchlist", true});
  CHECK(ToKioskAnswer(screening, false).SerializeAsString() ==
        advice(decide::Advice::kClear, false));
}

}  // namespace
}  // namespace chowki::wire
