#pragma once

#include "capture/raster.h"

namespace chowki::capture {

// A JPEG file (ITU-T T.81 with JFIF, EXIF or Adobe markers): baseline, extended or progressive;
// grey, YCbCr, RGB, CMYK or YCCK. options.apply_orientation is for the caller.
//
// errors  as Decode().
// thread  pure.
[[nodiscard]] Result<Raster> DecodeJpeg(Bytes bytes, const DecodeLimits& limits,
                                        const DecodeOptions& options);

}  // namespace chowki::capture
