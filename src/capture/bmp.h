#pragma once

#include "capture/raster.h"

namespace chowki::capture {

// An uncompressed Windows bitmap of 8 (palette), 24 or 32 bits a pixel, as document readers deliver
// it (Doc 9303-2, appendix B, names BMP beside JPEG and PNG). No library: a header and rows.
//
// errors  as Decode(); a compressed or older kind of bitmap is IMAGE_UNDECODABLE.
// thread  pure.
[[nodiscard]] Result<Raster> DecodeBmp(Bytes bytes, const DecodeLimits& limits);

}  // namespace chowki::capture
