#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "trust/file_spec.h"

namespace chowki::sync {

// How long the next piece of a streamed file is. Of a piece that is cut off when the line breaks
// nothing arrives, while what frames one costs 17 bytes, 39 with TLS. So a call begins with short
// ones, at most 2 % of what a line carries that is reset every 20 KB, and they grow as it goes on:
// beyond the first, what is lost is at most a hundredth of what came.
//
// carried  bytes of the file that the call brought before it.
// returns  kShortestPiece to trust::kChunkBytes.
constexpr size_t kShortestPiece = 384;
[[nodiscard]] constexpr size_t PieceBytes(std::int64_t carried) {
  return std::clamp(static_cast<size_t>(carried / 100), kShortestPiece, trust::kChunkBytes);
}

}  // namespace chowki::sync
