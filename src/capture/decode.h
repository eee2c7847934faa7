#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/digest.h"
#include "base/status.h"
#include "capture/image.h"

namespace chowki::capture {

// What a foreign image may cost before it is refused.
struct DecodeLimits {
  std::size_t bytes = 12U << 20U;        // of the file
  std::int64_t pixels = 40'000'000;      // width times height as the header claims
  int side_px = 16'384;                  // longer side as the header claims
  int scans = 64;                        // of a progressive JPEG; encoders write about ten
  std::size_t work_bytes = 400U << 20U;  // of the JPEG decoder's own arrays
};

enum class Colour {
  kAsStored,  // BGR, or grey when the file is grey
  kGrey,      // always grey: spares a JPEG most of the colour work
};

struct DecodeOptions {
  Colour colour = Colour::kAsStored;
  int reduce = 1;                 // 1, 2, 4 or 8: so many times smaller on each side, rounded up
  bool apply_orientation = true;  // false: pixels as stored, whatever EXIF says
};

// The image in a JPEG, PNG or uncompressed BMP file. The format is known by its first bytes and the
// size by its header before any pixel memory is asked for; alpha is laid over white.
//
// bytes   foreign; nothing about them is trusted.
// returns the whole image: a file whose pixel data is damaged or cut short is an error. Harmless
//         oddities (bytes after the end, a missing end marker after complete data) are not.
// errors  kInvalidArgument with the reason IMAGE_EMPTY, IMAGE_BYTES_EXCEEDED {bytes, limit},
//         IMAGE_FORMAT_UNSUPPORTED {detected}, IMAGE_PIXELS_EXCEEDED {width, height, limit} or
//         IMAGE_UNDECODABLE {cause}; kResourceExhausted when memory runs out.
// thread  pure.
[[nodiscard]] Result<Image> Decode(Bytes bytes, Light light, const DecodeLimits& limits = {},
                                   const DecodeOptions& options = {});

// "image/jpeg", "image/png" or "image/bmp" by the first bytes; "" for anything else.
[[nodiscard]] std::string_view MediaType(Bytes bytes);

}  // namespace chowki::capture
