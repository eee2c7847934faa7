#pragma once

#include <optional>

#include "base/digest.h"

namespace chowki::capture {

// What we ask an EXIF block.
struct Exif {
  int orientation = 1;        // 1..8; 1 also when it says nothing that makes sense
  std::optional<double> ppi;  // plausible only
};

// tiff    the block from its byte order mark ("II*\0" or "MM\0*") on; foreign bytes.
// returns defaults for whatever is missing or malformed: the block is only a hint.
// thread  pure.
// source  TIFF 6.0, sections 2 and 8.
[[nodiscard]] Exif ParseExif(Bytes tiff);

}  // namespace chowki::capture
