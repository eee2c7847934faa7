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

}  // namespace chowki::associate
