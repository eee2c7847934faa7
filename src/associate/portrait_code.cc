#include "associate/portrait_code.h"

#include <bit>

namespace chowki::associate {
namespace {

constexpr size_t kSize = std::tuple_size_v<face::Embedding>;
static_assert(kSize == 8 * 64);

// The Hadamard transform, not scaled: signs are what counts.
void Hadamard(face::Embedding& values) {
  for (size_t half = 1; half < kSize; half *= 2) {
    for (size_t block = 0; block < kSize; block += 2 * half) {
      for (size_t i = block; i < block + half; ++i) {
        const float sum = values[i] + values[i + half];
        values[i + half] = values[i] - values[i + half];
        values[i] = sum;
      }
    }
  }
}

// Most pairs are told by the first quarter, in which the same face differs in 30 bits and others in
// 64, deviation 5.6. A macro, since the same lines are built for two processors.
#define IS_SAME(a, b)                                                               \
  constexpr int kQuarterLimit = 48;                                                 \
  int bits = __builtin_popcountll(a[0] ^ b[0]) + __builtin_popcountll(a[1] ^ b[1]); \
  if (bits > kQuarterLimit) return false;                                           \
  for (size_t i = 2; i < a.size(); ++i) bits += __builtin_popcountll(a[i] ^ b[i]);  \
  return bits <= kSamePortraitBits

bool IsSameAnywhere(const PortraitCode& a, const PortraitCode& b) { IS_SAME(a, b); }

#if defined(__x86_64__)
[[gnu::target("popcnt")]] bool IsSameByInstruction(const PortraitCode& a, const PortraitCode& b) {
  IS_SAME(a, b);
}
#endif

#undef IS_SAME

auto Fastest() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("popcnt")) return &IsSameByInstruction;
#endif
  return &IsSameAnywhere;
}

}  // namespace

PortraitCode ToPortraitCode(const face::Embedding& embedding, const ProjectionSigns& signs) {
  face::Embedding values = embedding;
  for (const auto& round : signs) {
    for (size_t i = 0; i < kSize; ++i) {
      if (round[i / 64] >> (i % 64) & 1) values[i] = -values[i];
    }
    Hadamard(values);
  }
  PortraitCode code{};
  for (size_t i = 0; i < kSize; ++i) {
    if (values[i] > 0) code[i / 64] |= std::uint64_t{1} << (i % 64);
  }
  return code;
}

int BitsApart(const PortraitCode& a, const PortraitCode& b) {
  int bits = 0;
  for (size_t i = 0; i < a.size(); ++i) bits += std::popcount(a[i] ^ b[i]);
  return bits;
}

bool SamePortrait(const PortraitCode& a, const PortraitCode& b) {
  static const auto kIsSame = Fastest();
  return kIsSame(a, b);
}

}  // namespace chowki::associate
