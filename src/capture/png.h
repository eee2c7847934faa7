#pragma once

#include "capture/raster.h"

namespace chowki::capture {

// A PNG file (ISO/IEC 15948): every colour type and depth, interlaced or not; alpha over white.
// Reduction and orientation are for the caller.
//
// errors  as Decode().
// thread  pure.
[[nodiscard]] Result<Raster> DecodePng(Bytes bytes, const DecodeLimits& limits);

}  // namespace chowki::capture
