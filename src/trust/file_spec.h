#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/digest.h"

namespace chowki::trust {

// Files are checked in pieces of this size, so that a broken transfer goes on where it stopped.
inline constexpr size_t kChunkBytes = 64 << 10;

// A file as a manifest promises it: one zstd frame of records.
struct FileSpec {
  Digest sha256{};                 // of the whole file; its name everywhere
  std::int64_t bytes = 0;          // exact
  std::int64_t content_bytes = 0;  // exact, uncompressed
  std::vector<Digest> chunks;      // of each kChunkBytes, the last one shorter
  bool operator==(const FileSpec&) const = default;
};

}  // namespace chowki::trust
