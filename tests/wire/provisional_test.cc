#include "wire/provisional.h"

#include <catch2/catch.hpp>

#include "wire/match.h"

namespace chowki::wire {
namespace {

namespace pb = chowki::screening::v1;

constexpr char kUuid[] = "0193c5a4-7a10-7c3e-8f00-0123456789ab";

journal::ProvisionalEntry Sample() {
  journal::ProvisionalEntry entry;
  entry.entry.id = "prov-1";
  entry.entry.names.push_back({"TESTOVA IMA", "TESTOVA", "IMA", "Latn"});
  entry.entry.category = "wanted";
  entry.entry.action = "arrest";
  entry.state = journal::ProvisionalState::kWithdrawn;
  entry.checkpoint = "tor-1";
  entry.reason = "call from the capital";
  entry.proposed_by = "asif";
  entry.proposed = Time(std::chrono::seconds(1'780'000'000));
  entry.until = Time(std::chrono::seconds(1'781'000'000));
  entry.confirmed_by = "bano";
  entry.confirmed = Time(std::chrono::milliseconds(1'780'000'001'500));
  entry.ended_by = "chand";
  entry.end_reason = "another person";
  entry.ended = Time(std::chrono::seconds(1'780'500'000));
  return entry;
}

template <typename Message>
std::string Objection(const Message& message) {
  const auto result = FromProto(message);
  if (result.ok()) return "";
  const auto detail = Detail(result.status());
  return detail ? detail->metadata.at("field") : "no detail";
}

TEST_CASE("a provisional entry comes back from the wire as it went", "[wire]") {
  const auto sent = Sample();
  const auto message = ToProto(sent);
  const auto* descriptor = message.GetDescriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    INFO(descriptor->field(i)->name());
    CHECK(message.GetReflection()->HasField(message, descriptor->field(i)));
  }
  const auto came = FromProto(message);
  REQUIRE(came.ok());
  CHECK(*came == sent);

  journal::ProvisionalEntry open = sent;
  open.confirmed.reset();
  open.ended.reset();
  for (int state = 1; state < pb::ProvisionalState_ARRAYSIZE; ++state) {
    auto other = ToProto(open);
    other.set_state(static_cast<pb::ProvisionalState>(state));
    const auto read = FromProto(other);
    REQUIRE(read.ok());
    CHECK(ToProto(*read).SerializeAsString() == other.SerializeAsString());
  }
}

TEST_CASE("a provisional entry that cannot be is refused", "[wire]") {
  auto message = ToProto(Sample());
  message.set_state(pb::PROVISIONAL_STATE_UNSPECIFIED);
  CHECK_FALSE(FromProto(message).ok());
  message = ToProto(Sample());
  message.set_entry("nonsense");
  CHECK(Objection(message) == "entry");
  message = ToProto(Sample());
  message.set_id("prov-2");
  CHECK(Objection(message) == "id");
}

TEST_CASE("each wrong field of a request about the provisional list is named", "[wire]") {
  pb::ProposeProvisionalEntryRequest propose;
  CHECK(Objection(propose) == "request_id");
  propose.set_request_id(kUuid);
  CHECK(Objection(propose) == "columns");
  (*propose.mutable_columns())["name"] = "TESTOVA IMA";
  (*propose.mutable_columns())["category"] = "wanted";
  propose.set_days(31);
  CHECK(Objection(propose) == "days");
  propose.set_days(3);
  (*propose.mutable_columns())["birth_dates"] = "soon";
  CHECK(Objection(propose) == "columns.birth_dates");
  (*propose.mutable_columns())["birth_dates"] = "1980";
  const auto asked = FromProto(propose);
  REQUIRE(asked.ok());
  CHECK(asked->step.life == std::chrono::days(3));
  CHECK(asked->step.entry->names.front().full == "TESTOVA IMA");
  CHECK(asked->step.officer.empty());

  pb::ConfirmProvisionalEntryRequest confirm;
  confirm.set_request_id(kUuid);
  CHECK(Objection(confirm) == "id");
  confirm.set_id(std::string(65, 'x'));
  CHECK(Objection(confirm) == "id");
  pb::WithdrawProvisionalEntryRequest withdraw;
  withdraw.set_request_id(kUuid);
  withdraw.set_id("prov-1");
  withdraw.set_reason(std::string(501, 'x'));
  CHECK(Objection(withdraw) == "reason");
  CHECK(Objection(pb::ListProvisionalEntriesRequest()) == "parent");
}

TEST_CASE("a match of the post's own list says that nobody at the centre approved it", "[wire]") {
  identify::Match match;
  CHECK_FALSE(ToProto(match).provisional());
  match.list = watchlist::kProvisionalList;
  CHECK(ToProto(match).provisional());
}

}  // namespace
}  // namespace chowki::wire
