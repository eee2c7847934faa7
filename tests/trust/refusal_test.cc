#include "trust/refusal.h"

#include <set>

#include <catch2/catch.hpp>

namespace chowki::trust {
namespace {

TEST_CASE("every refusal has a name of its own and is found again by it", "[trust]") {
  std::set<std::string_view> names;
  for (int i = 0; i < kRefusalCount; ++i) {
    const auto refusal = static_cast<Refusal>(i);
    CHECK(names.insert(Name(refusal)).second);
    CHECK(RefusalOf(Refuse(refusal)) == refusal);
  }
}

TEST_CASE("a refusal tells its facts to people and to programs", "[trust]") {
  const Status status = Refuse(Refusal::kSignatureThreshold, {{"have", 1}, {"need", 2}});
  CHECK(status.code() == StatusCode::kPermissionDenied);
  CHECK(Message(status).find("(have 1, need 2)") != std::string::npos);
  CHECK(Detail(status) == ErrorDetail{"SIGNATURE_THRESHOLD", {{"have", "1"}, {"need", "2"}}});
  CHECK_FALSE(RefusalOf(Ok()));
  CHECK_FALSE(RefusalOf(Internal("a fault of ours")));
}

}  // namespace
}  // namespace chowki::trust
