#include "base/status.h"

#include <catch2/catch.hpp>

namespace chowki {
namespace {

TEST_CASE("an error keeps its reason and metadata, whatever bytes they hold", "[base]") {
  const ErrorDetail detail{"IMAGE_UNDECODABLE", {{"a:b", "12:x"}, {"empty", ""}}};
  const Status status = WithDetail(InvalidInput("bad {}", 7), detail);
  CHECK(Message(status) == "bad 7");
  CHECK(Detail(status) == detail);
  const Status annotated = Annotate(status, "passport.jpg");
  CHECK(Message(annotated) == "passport.jpg: bad 7");
  CHECK(annotated.code() == StatusCode::kInvalidArgument);
  CHECK(Detail(annotated) == detail);
}

TEST_CASE("an error without a reason has no detail", "[base]") {
  CHECK_FALSE(Detail(Internal("x")).has_value());
  CHECK(WithDetail(Ok(), {"X", {}}).ok());
}

Result<int> Half(int n) {
  if (n % 2 != 0) return InvalidInput("{} is odd", n);
  return n / 2;
}

Result<int> Quarters(int a, int b) {
  CHOWKI_ASSIGN_OR_RETURN(int x, Half(a));
  CHOWKI_ASSIGN_OR_RETURN(int y, Half(b));
  return x + y;
}

TEST_CASE("early return works twice on one line", "[base]") {
  CHECK(Quarters(4, 6).value() == 5);
  CHECK(Message(Quarters(4, 5).status()) == "5 is odd");
}

}  // namespace
}  // namespace chowki
