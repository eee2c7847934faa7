#include <cstdint>

#include <catch2/catch.hpp>

#include "wire/screening_service.h"
#include "wire/statistics.h"

namespace chowki::wire {
namespace {

namespace pb = chowki::screening::v1;

constexpr char kUuid[] = "0193c5a4-7a10-7c3e-8f00-0123456789ab";

pb::ScreenDocumentRequest GoodRequest() {
  pb::ScreenDocumentRequest request;
  request.set_request_id(kUuid);
  request.set_lane("arrivals-3");
  auto* image = request.add_images();
  image->set_light(type::v1::LIGHT_VISIBLE);
  image->set_content("bytes");
  return request;
}

// Field and reason of the error; empty when there is none.
template <typename Message>
std::string Objection(const Message& message) {
  const auto result = FromProto(message);
  if (result.ok()) return "";
  CHECK(result.status().code() == StatusCode::kInvalidArgument);
  const auto detail = Detail(result.status());
  return detail ? detail->reason + " " + detail->metadata.at("field") : "no detail";
}

TEST_CASE("a good request gives its inputs", "[wire]") {
  const auto message = GoodRequest();
  const auto request = FromProto(message);
  REQUIRE(request.ok());
  CHECK(request->request_id == kUuid);
  CHECK(request->lane == "arrivals-3");
  REQUIRE(request->inputs.size() == 1);
  CHECK(request->inputs[0].bytes.size() == 5);
}

TEST_CASE("a repeat with another document of the traveller is no repeat", "[wire]") {
  auto message = GoodRequest();
  const Digest alone = FromProto(message)->content;
  message.add_same_traveller("checkpoints/a/screenings/1");
  const auto request = FromProto(message);
  REQUIRE(request.ok());
  CHECK(request->content != alone);
  CHECK(request->same_traveller == std::vector<ScreeningName>{{"a", "1"}});
}

TEST_CASE("an image that was handed in before is the same request as one that comes along",
          "[wire]") {
  const auto along = GoodRequest();
  auto message = GoodRequest();
  const Digest digest = Sha256("bytes");
  message.mutable_images(0)->clear_content();
  message.mutable_images(0)->set_uploaded(digest.data(), digest.size());
  const auto request = FromProto(message);
  REQUIRE(request.ok());
  REQUIRE(request->uploaded.size() == 1);
  CHECK(request->uploaded[0].input == 0);
  CHECK(request->uploaded[0].digest == digest);
  CHECK(request->content == FromProto(along)->content);

  message.mutable_images(0)->set_content("bytes");
  CHECK(Objection(message) == "FIELD_INVALID images[0].uploaded");
  message.mutable_images(0)->clear_content();
  message.mutable_images(0)->set_uploaded("short");
  CHECK(Objection(message) == "FIELD_INVALID images[0].uploaded");
}

TEST_CASE("each wrong field of a piece of an image is named", "[wire]") {
  pb::AppendUploadRequest message;
  message.set_sha256(std::string(32, 'a'));
  message.set_size(10);
  message.set_offset(6);
  message.set_content("four");
  const auto piece = FromProto(message);
  REQUIRE(piece.ok());
  CHECK(piece->size == 10);
  CHECK(piece->offset == 6);
  CHECK(piece->content.size() == 4);

  SECTION("digest") {
    message.set_sha256("a");
    CHECK(Objection(message) == "FIELD_INVALID sha256");
  }
  SECTION("size") {
    message.set_size(0);
    CHECK(Objection(message) == "IMAGE_EMPTY size");
    message.set_size(-1);
    CHECK(Objection(message) == "IMAGE_EMPTY size");
    message.set_size(kMaxImageBytes + 1);
    CHECK(Objection(message) == "IMAGE_BYTES_EXCEEDED size");
  }
  SECTION("offset") {
    for (const std::int64_t offset : {std::int64_t{-1}, std::int64_t{7}, INT64_MIN, INT64_MAX}) {
      message.set_offset(offset);
      CHECK(Objection(message) == "FIELD_INVALID offset");
    }
    message.set_offset(0);
    message.set_size(3);
    CHECK(Objection(message) == "FIELD_INVALID offset");
  }
  SECTION("content") {
    message.clear_content();
    CHECK(Objection(message) == "FIELD_INVALID content");
    message.set_size(kMaxImageBytes);
    message.set_content(std::string(kMaxPieceBytes + 1, 'x'));
    CHECK(Objection(message) == "FIELD_INVALID content");
  }
}

TEST_CASE("each wrong field of a screening request is named", "[wire]") {
  auto request = GoodRequest();
  SECTION("request id") {
    request.set_request_id("1");
    CHECK(Objection(request) == "FIELD_INVALID request_id");
  }
  SECTION("lane") {
    request.set_lane("a b");
    CHECK(Objection(request) == "FIELD_INVALID lane");
  }
  SECTION("another document") {
    request.add_same_traveller("checkpoints/a/screenings/1");
    CHECK(Objection(request).empty());
    request.add_same_traveller("1");
    CHECK(Objection(request) == "FIELD_INVALID same_traveller[1]");
  }
  SECTION("too many other documents") {
    for (int i = 0; i <= kMaxSameTraveller; ++i) {
      request.add_same_traveller("checkpoints/a/screenings/1");
    }
    CHECK(Objection(request) == "FIELD_INVALID same_traveller");
  }
  SECTION("no image") {
    request.clear_images();
    CHECK(Objection(request) == "FIELD_INVALID images");
  }
  SECTION("too many images") {
    for (int i = 0; i < kMaxImages; ++i) *request.add_images() = request.images(0);
    CHECK(Objection(request) == "FIELD_INVALID images");
  }
  SECTION("light") {
    request.mutable_images(0)->clear_light();
    CHECK(Objection(request) == "FIELD_INVALID images[0].light");
  }
  SECTION("empty image") {
    request.mutable_images(0)->clear_content();
    CHECK(Objection(request) == "IMAGE_EMPTY images[0].content");
  }
  SECTION("image over the limit") {
    request.mutable_images(0)->set_content(std::string(kMaxImageBytes + 1, 'x'));
    CHECK(Objection(request) == "IMAGE_BYTES_EXCEEDED images[0].content");
  }
  SECTION("no visible light") {
    request.mutable_images(0)->set_light(type::v1::LIGHT_INFRARED);
    CHECK(Objection(request) == "FIELD_INVALID images");
  }
}

TEST_CASE("what an officer typed comes with the screening that it corrects", "[wire]") {
  auto message = GoodRequest();
  message.set_corrects("checkpoints/tor-1/screenings/a");
  CHECK(Objection(message) == "FIELD_INVALID corrects");
  message.add_typed_mrz("P<UTO");
  message.set_capture(pb::CAPTURE_CAMERA);
  const auto request = FromProto(message);
  REQUIRE(request.ok());
  CHECK(request->typed_mrz == std::vector<std::string>{"P<UTO"});
  CHECK(request->corrects == "a");
  CHECK(request->capture == screen::Capture::kCamera);
  CHECK(request->content != FromProto(GoodRequest())->content);
  for (int i = 0; i < 3; ++i) message.add_typed_mrz("P<UTO");
  CHECK(Objection(message) == "FIELD_INVALID typed_mrz");
  message.clear_typed_mrz();
  message.add_typed_mrz(std::string(45, 'A'));
  CHECK(Objection(message) == "FIELD_INVALID typed_mrz");
  message.set_typed_mrz(0, "P<UTO");
  message.set_corrects("elsewhere");
  CHECK(Objection(message) == "FIELD_INVALID corrects");
}

TEST_CASE("what a repeat must have in common is all but its id", "[wire]") {
  const auto base = GoodRequest();
  const auto content = [](const pb::ScreenDocumentRequest& message) {
    return FromProto(message)->content;
  };
  CHECK(content(base) == content(GoodRequest()));
  auto other = base;
  other.mutable_images(0)->set_content("other");
  CHECK(content(other) != content(base));
  other = base;
  other.set_lane("arrivals-4");
  CHECK(content(other) != content(base));
  other = base;
  other.set_request_id("0193c5a4-7a10-7c3e-8f00-0123456789ac");
  CHECK(content(other) == content(base));
  other = base;
  other.set_capture(pb::CAPTURE_SCANNER);
  CHECK(content(other) == content(base));
  other.set_capture(pb::CAPTURE_FILE);
  CHECK(content(other) != content(base));
  other = base;
  other.add_typed_mrz("P<UTO");
  auto corrects = other;
  corrects.set_corrects("checkpoints/tor-1/screenings/a");
  CHECK(content(corrects) != content(other));
}

TEST_CASE("an identity needs a name or a number", "[wire]") {
  pb::CheckIdentityRequest request;
  CHECK(Objection(request) == "FIELD_INVALID names");
  request.add_names("  ");
  CHECK(Objection(request) == "FIELD_INVALID names");
  request.add_names("ANNA ERIKSSON");
  CHECK(Objection(request).empty());
  request.mutable_birth_date()->set_month(13);
  CHECK(Objection(request) == "FIELD_INVALID birth_date.month");
  request.mutable_birth_date()->set_month(2);
  request.mutable_birth_date()->set_year(1974);
  request.mutable_birth_date()->set_day(30);
  CHECK(Objection(request) == "FIELD_INVALID birth_date.day");
  request.clear_birth_date();
  request.set_document_check_digit("12");
  CHECK(Objection(request) == "FIELD_INVALID document_check_digit");
  request.set_document_check_digit("6");
  CHECK(FromProto(request)->query.document_check_digit == '6');
  request.set_limit(101);
  CHECK(Objection(request) == "FIELD_INVALID limit");
}

TEST_CASE("a list names a checkpoint or all of them", "[wire]") {
  pb::ListScreeningsRequest request;
  CHECK(Objection(request) == "FIELD_INVALID parent");
  request.set_parent("checkpoints/-");
  CHECK(FromProto(request)->filter.checkpoint.empty());
  request.set_parent("checkpoints/tor-1");
  CHECK(FromProto(request)->filter.checkpoint == "tor-1");
  request.set_page_size(-1);
  CHECK(Objection(request) == "FIELD_INVALID page_size");
  request.set_page_size(0);
  request.set_decision_state(static_cast<pb::DecisionState>(99));
  CHECK(Objection(request) == "FIELD_INVALID decision_state");
  request.set_decision_state(pb::DECISION_STATE_AWAITS_SIGNATURE);
  CHECK(FromProto(request)->filter.state == journal::DecisionState::kAwaitsSignature);
  request.set_band(static_cast<pb::Band>(99));
  CHECK(Objection(request) == "FIELD_INVALID band");
  request.set_band(pb::BAND_STRONG);
  request.set_reason(std::string(257, 'x'));
  CHECK(Objection(request) == "FIELD_INVALID reason");
  request.set_reason("doc.expired");
  request.set_officer(std::string(257, 'x'));
  CHECK(Objection(request) == "FIELD_INVALID officer");
}

TEST_CASE("statistics name a span, not too long, and count hours in a short one", "[wire]") {
  pb::GetStatisticsRequest request;
  CHECK(Objection(request) == "FIELD_INVALID parent");
  request.set_parent("checkpoints/-");
  CHECK(Objection(request) == "FIELD_INVALID from_time");
  request.mutable_from_time()->set_seconds(1'780'000'000);
  CHECK(Objection(request) == "FIELD_INVALID to_time");
  request.mutable_to_time()->set_seconds(1'780'000'000);
  CHECK(Objection(request) == "FIELD_INVALID to_time");
  request.mutable_to_time()->set_seconds(1'780'000'000 + 401 * 86'400);
  CHECK(Objection(request) == "FIELD_INVALID to_time");
  request.mutable_to_time()->set_seconds(1'780'000'000 + 400 * 86'400);
  CHECK(FromProto(request)->period == std::chrono::hours(24));
  request.mutable_to_time()->set_seconds(1'780'000'000 + 2 * 86'400);
  CHECK(FromProto(request)->period == std::chrono::hours(1));
  request.set_utc_offset_min(841);
  CHECK(Objection(request) == "FIELD_INVALID utc_offset_min");
  request.set_utc_offset_min(300);
  request.set_lane("a b");
  CHECK(Objection(request) == "FIELD_INVALID lane");
}

TEST_CASE("a signature names what was read, and who signs is not in it", "[wire]") {
  pb::SignDecisionRequest request;
  request.set_name("checkpoints/tor-1/screenings/x");
  request.set_request_id(kUuid);
  CHECK(Objection(request) == "FIELD_INVALID etag");
  request.set_etag("e");
  REQUIRE(FromProto(request).ok());
  CHECK(FromProto(request)->signature.officer.empty());
  request.set_send_back_reason(std::string(journal::Decision::kMaxReason + 1, 'x'));
  CHECK(Objection(request) == "FIELD_INVALID send_back_reason");
  request.clear_send_back_reason();
  request.set_request_id("1");
  CHECK(Objection(request) == "FIELD_INVALID request_id");
}

TEST_CASE("a decision says neither who decided nor when", "[wire]") {
  pb::RecordDecisionRequest request;
  request.set_name("checkpoints/tor-1/screenings/x");
  request.set_request_id(kUuid);
  CHECK(Objection(request) == "FIELD_INVALID decision.outcome");
  request.mutable_decision()->set_outcome(pb::DECISION_OUTCOME_PROCEED);
  request.mutable_decision()->set_officer("somebody else");
  request.mutable_decision()->mutable_time()->set_seconds(5);
  request.mutable_decision()->set_sent_back_by("somebody else");
  const auto decision = FromProto(request);
  REQUIRE(decision.ok());
  CHECK(decision->decision.standing == journal::Standing::kInForce);
  CHECK(decision->decision.officer.empty());
  CHECK(decision->decision.time == Time{});
  request.mutable_decision()->set_note(std::string(journal::Decision::kMaxNote + 1, 'x'));
  CHECK(Objection(request) == "FIELD_INVALID decision.note");
  request.set_name("tor-1/x");
  CHECK(Objection(request) == "FIELD_INVALID name");
}

TEST_CASE("names of resources come back, others are refused", "[wire]") {
  const ScreeningName name{"tor-1", "0193c5a4"};
  CHECK(ParseScreeningName(ToText(name)).value() == name);
  for (const char* bad : {"", "checkpoints/a/screenings/", "checkpoints//screenings/a",
                          "checkpoints/a/screenings/b/c", "checkpoints/a b/screenings/c"}) {
    INFO(bad);
    CHECK_FALSE(ParseScreeningName(bad).ok());
  }
}

}  // namespace
}  // namespace chowki::wire
