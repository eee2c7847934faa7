#include "associate/portrait_code.h"

#include <catch2/catch.hpp>

#include "associate/period_key.h"
#include "people.h"

namespace chowki::associate {
namespace {

TEST_CASE("codes of one key keep the angle between faces", "[associate]") {
  const PeriodKey key = PeriodKey::Make();
  int same = 0;
  int others = 0;
  constexpr unsigned kFaces = 20;
  for (unsigned i = 0; i < kFaces; ++i) {
    const auto face = RandomFace(i);
    const auto code = ToPortraitCode(face, key.projection());
    same += BitsApart(code, ToPortraitCode(OtherPicture(face, 1000 + i), key.projection()));
    others += BitsApart(code, ToPortraitCode(RandomFace(2000 + i), key.projection()));
  }
  // A cosine of 0.9 is 73 of 512 bits, 0 is 256; 20 means deviate by 3.
  CHECK(same / 20.0 == Approx(73).margin(12));
  CHECK(others / 20.0 == Approx(256).margin(12));
}

TEST_CASE("another picture of a face is the same, another face is not", "[associate]") {
  const PeriodKey key = PeriodKey::Make();
  for (unsigned i = 0; i < 20; ++i) {
    const auto face = RandomFace(i);
    const auto code = ToPortraitCode(face, key.projection());
    CHECK(SamePortrait(code, code));
    CHECK(SamePortrait(code, ToPortraitCode(OtherPicture(face, 1000 + i), key.projection())));
    CHECK_FALSE(SamePortrait(code, ToPortraitCode(RandomFace(2000 + i), key.projection())));
    // At the limit and beyond it, spread over the whole code.
    PortraitCode far = code;
    for (int bit = 0; bit < kSamePortraitBits; ++bit) {
      far[static_cast<size_t>(bit) % 8] ^= std::uint64_t{1} << (bit / 8);
    }
    CHECK(BitsApart(code, far) == kSamePortraitBits);
    CHECK(SamePortrait(code, far));
    far[7] ^= std::uint64_t{1} << 63;
    CHECK_FALSE(SamePortrait(code, far));
  }
}

TEST_CASE("codes of two keys say nothing of one face", "[associate]") {
  const auto face = RandomFace(1);
  const auto code = ToPortraitCode(face, PeriodKey::Make().projection());
  const auto other = ToPortraitCode(face, PeriodKey::Make().projection());
  CHECK(BitsApart(code, other) == Approx(256).margin(70));  // six deviations
}

TEST_CASE("the limit in bits is the limit of the cosine", "[associate]") {
  CHECK(kSamePortraitBits == static_cast<int>(512 * std::acos(kSamePortrait) / M_PI + 0.5));
}

}  // namespace
}  // namespace chowki::associate
