#include "base/digest.h"

#include <catch2/catch.hpp>

namespace chowki {
namespace {

TEST_CASE("SHA-256 gives the published value for \"abc\"", "[base][spec]") {  // FIPS 180-4 example
  CHECK(ToHex(Sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a digest is read back from hexadecimal text only", "[base]") {
  const Digest digest = Sha256("x");
  CHECK(DigestFromHex(ToHex(digest)).value() == digest);
  CHECK_FALSE(DigestFromHex("ab").ok());
  CHECK_FALSE(DigestFromHex(std::string(64, 'g')).ok());
}

}  // namespace
}  // namespace chowki
