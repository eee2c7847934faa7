#include "pki/enrolment_token.h"

#include <catch2/catch.hpp>

namespace chowki::pki {
namespace {

std::string ReasonOf(const std::string& text) {
  const auto token = ParseEnrolmentToken(text);
  if (token.ok()) return "OK";
  return Detail(token.status())->reason;
}

TEST_CASE("a token is read as it was written", "[pki]") {
  const EnrolmentToken token{"post-7", Sha256("authority"), *MakeEnrolmentSecret(), std::nullopt};
  CHECK(*ParseEnrolmentToken(ToText(token)) == token);
  EnrolmentToken with_root = token;
  with_root.root_sha256 = Sha256("root");
  CHECK(*ParseEnrolmentToken(ToText(with_root) + "\r\n") == with_root);
  CHECK(token.secret.size() == 32);
  CHECK(token.secret != *MakeEnrolmentSecret());
}

TEST_CASE("what is no token is refused", "[pki]") {
  const std::string hex(64, 'a');
  const std::string good = "chowki-enrolment-1 post-7 " + hex + " " + hex + " -";
  CHECK(ReasonOf(good) == "OK");
  for (size_t at = 0; at < good.size(); ++at) CHECK(ReasonOf(good.substr(0, at)) != "OK");
  CHECK(ReasonOf("chowki-enrolment-2" + good.substr(18)) == "ENROLMENT_TOKEN_MALFORMED");
  CHECK(ReasonOf(good + " -") == "ENROLMENT_TOKEN_MALFORMED");
  CHECK(ReasonOf("chowki-enrolment-1 ../post " + hex + " " + hex + " -") ==
        "ENROLMENT_TOKEN_MALFORMED");
  CHECK(ReasonOf("") == "ENROLMENT_TOKEN_MALFORMED");
}

}  // namespace
}  // namespace chowki::pki
