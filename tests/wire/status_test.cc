#include "wire/status.h"

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include <catch2/catch.hpp>

#include "chowki/error/v1/error_reason.pb.h"

namespace chowki::wire {
namespace {

std::string ReadAll(const std::filesystem::path& file) {
  std::ifstream in(file);
  return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
}

template <typename T>
int CountDetails(const google::rpc::Status& message) {
  int count = 0;
  for (const auto& any : message.details()) count += any.Is<T>() ? 1 : 0;
  return count;
}

TEST_CASE("every error carries exactly one ErrorInfo of our domain", "[wire]") {
  for (int code = 1; code <= 16; ++code) {
    INFO(code);
    const auto message = ToProto(MakeStatus(static_cast<StatusCode>(code), "text"));
    CHECK(message.code() == code);
    REQUIRE(CountDetails<google::rpc::ErrorInfo>(message) == 1);
    google::rpc::ErrorInfo info;
    message.details(0).UnpackTo(&info);
    CHECK(info.domain() == kErrorDomain);
    error::v1::ErrorReason reason = error::v1::ERROR_REASON_UNSPECIFIED;
    CHECK(error::v1::ErrorReason_Parse("ERROR_REASON_" + info.reason(), &reason));
  }
  CHECK(ToProto(Ok()).details().empty());
}

TEST_CASE("reason and metadata come back on the caller's side", "[wire]") {
  const ErrorDetail detail{"QUEUE_FULL", {{"depth", "16"}, {kRetryAfterMs, "250"}}};
  const auto message = ToProto(WithDetail(ResourceExhausted("full"), detail));
  CHECK(CountDetails<google::rpc::RetryInfo>(message) == 1);
  const Status back = FromProto(message);
  CHECK(back.code() == StatusCode::kResourceExhausted);
  CHECK(Message(back) == "full");
  CHECK(Detail(back) == detail);
}

TEST_CASE("a wrong field becomes a field violation", "[wire]") {
  const auto message =
      ToProto(WithDetail(InvalidInput("lane: too long"), {"FIELD_INVALID", {{"field", "lane"}}}));
  REQUIRE(CountDetails<google::rpc::BadRequest>(message) == 1);
  google::rpc::BadRequest request;
  message.details(1).UnpackTo(&request);
  CHECK(request.field_violations(0).field() == "lane");
  CHECK(CountDetails<google::rpc::RetryInfo>(message) == 0);
}

TEST_CASE("trying again makes sense when there was no room, and is said so", "[wire]") {
  CHECK(CountDetails<google::rpc::RetryInfo>(ToProto(ResourceExhausted("x"))) == 1);
  CHECK(CountDetails<google::rpc::RetryInfo>(ToProto(Unavailable("x"))) == 1);
  CHECK(CountDetails<google::rpc::RetryInfo>(ToProto(NotFound("x"))) == 0);
}

TEST_CASE("what went wrong inside is not told outside", "[wire]") {
  const auto message = ToProto(Internal("cannot open /secret/path"));
  CHECK(message.message() == "internal error");
  CHECK(message.SerializeAsString().find("secret") == std::string::npos);
}

TEST_CASE("every reason is documented with its status code", "[wire]") {
  const std::string proto = ReadAll(std::filesystem::path(CHOWKI_SOURCE_DIR) /
                                    "proto/chowki/error/v1/error_reason.proto");
  const auto* descriptor = error::v1::ErrorReason_descriptor();
  for (int i = 1; i < descriptor->value_count(); ++i) {
    const std::string name = descriptor->value(i)->name();
    INFO(name);
    const std::regex documented(
        "  // (INVALID_ARGUMENT|NOT_FOUND|ABORTED|ALREADY_EXISTS|FAILED_PRECONDITION|"
        "RESOURCE_EXHAUSTED|DEADLINE_EXCEEDED|CANCELLED|UNAVAILABLE|DATA_LOSS|INTERNAL|"
        "UNAUTHENTICATED|PERMISSION_DENIED|OUT_OF_RANGE|UNIMPLEMENTED)[^\n]*\n(  //[^\n]*\n)*  " +
        name + " = ");
    CHECK(std::regex_search(proto, documented));
  }
}

TEST_CASE("every reason that the sources give is in the contract", "[wire]") {
  const std::regex given(R"re(\{\s*"([A-Z]{2,}(?:_[A-Z]+)+)"\s*,)re");
  std::set<std::string> seen;
  const std::filesystem::path src = std::filesystem::path(CHOWKI_SOURCE_DIR) / "src";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(src)) {
    const auto extension = entry.path().extension();
    if (extension != ".cc" && extension != ".h") continue;
    const std::string text = ReadAll(entry.path());
    if (text.find("WithDetail") == std::string::npos) continue;
    for (std::sregex_iterator it(text.begin(), text.end(), given), end; it != end; ++it) {
      seen.insert((*it)[1].str());
    }
  }
  CHECK(seen.contains("DEADLINE_PASSED"));
  for (const std::string& reason : seen) {
    INFO(reason);
    error::v1::ErrorReason value = error::v1::ERROR_REASON_UNSPECIFIED;
    CHECK(error::v1::ErrorReason_Parse("ERROR_REASON_" + reason, &value));
  }
}

}  // namespace
}  // namespace chowki::wire
