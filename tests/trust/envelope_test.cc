#include "trust/envelope.h"

#include <catch2/catch.hpp>

#include "trust/deployment.h"
#include "trust/refusal.h"

namespace chowki::trust::test {
namespace {

TEST_CASE("the pre-authentication encoding is that of DSSE", "[trust][spec]") {
  // The test vector of its protocol page.
  CHECK(PreAuthEncoding("http://example.com/HelloWorld", "hello world") ==
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  CHECK(PreAuthEncoding("", "") == "DSSEv1 0  0 ");
}

TEST_CASE("no two pairs of type and payload have one encoding", "[trust]") {
  CHECK(PreAuthEncoding("a", "b 1 c") != PreAuthEncoding("a 1 b", "c"));
  CHECK(PreAuthEncoding("ab", "c") != PreAuthEncoding("a", "bc"));
}

TEST_CASE("an envelope comes back from its bytes", "[trust]") {
  const Envelope envelope = SignedBy("type", std::string("pay\0load", 8), {"amina", "bilal"});
  CHECK(ParseEnvelope(ToBytes(envelope), 1000).value() == envelope);
}

TEST_CASE("an envelope is refused over its limit and at every length it is cut to", "[trust]") {
  const std::string bytes = ToBytes(SignedBy("type", "payload", {"amina"}));
  CHECK(RefusalOf(ParseEnvelope(bytes, bytes.size() - 1).status()) == Refusal::kEnvelopeMalformed);
  for (size_t size = 0; size < bytes.size(); ++size) {
    const auto cut = ParseEnvelope(std::string_view(bytes).substr(0, size), 1000);
    // Cut between fields it is an envelope still, with nothing to show for itself.
    if (cut.ok()) {
      CHECK(cut->signatures.empty());
    } else {
      CHECK(RefusalOf(cut.status()) == Refusal::kEnvelopeMalformed);
    }
  }
}

}  // namespace
}  // namespace chowki::trust::test
