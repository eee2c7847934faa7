#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "face/face.h"

namespace chowki::associate {

// What is remembered of a portrait: on which side of 512 random planes its embedding lies. The
// planes are those of a key, so that codes of two keys cannot be compared and without the key a
// code says nothing of the face.
using PortraitCode = std::array<std::uint64_t, 8>;

// Key of a projection: three times 512 signs.
using ProjectionSigns = std::array<std::array<std::uint64_t, 8>, 3>;

// The embedding turned by the key's orthogonal matrix (signs and Hadamard transform, three times),
// then its signs.
//
// thread  pure.
// source  Andoni et al. 2015, "Practical and optimal LSH for angular distance"; Charikar 2002 for
//         what the signs tell of the angle.
[[nodiscard]] PortraitCode ToPortraitCode(const face::Embedding& embedding,
                                          const ProjectionSigns& signs);

// Bits in which two codes of one key differ: expected 512 times the angle over pi, with a standard
// deviation of 11 at most.
[[nodiscard]] int BitsApart(const PortraitCode& a, const PortraitCode& b);

// Above this cosine two portraits are one person. models/README.md: one person 0.64 and more,
// median 0.88; 99 % of others below 0.46, none of 3,800 above 0.65. Memory compares with many
// thousands, hence stricter; what it does among so many is not measured.
inline constexpr double kSamePortrait = 0.75;
inline constexpr int kSamePortraitBits = 118;  // 512 * acos(kSamePortrait) / pi

// Whether two codes of one key are one person's. Asked of 100,000 at each screening: where the
// processor counts bits by itself, it does.
[[nodiscard]] bool SamePortrait(const PortraitCode& a, const PortraitCode& b);

}  // namespace chowki::associate
