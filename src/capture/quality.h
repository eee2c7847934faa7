#pragma once

#include "capture/image.h"

namespace chowki::capture {

// How well an image can be read, measured at low resolution. Quality never accuses a document: it
// decides which checks can be performed.
struct Quality {
  double sharpness =
      0;  // variance of the Laplacian over the grey image at 1024 px, grey levels squared
  double mean_brightness = 0;      // 0..1
  double contrast = 0;             // 0..1: 5th to 95th percentile of grey levels
  double dark_share = 0;           // share of pixels below 8
  double saturated_share = 0;      // share of pixels above 250
  double largest_glare_share = 0;  // largest connected saturated blob, share of the image
  bool operator==(const Quality&) const = default;
};

// errors  none: every decoded image has a quality.
// thread  pure.
[[nodiscard]] Quality MeasureQuality(const Image& image);

}  // namespace chowki::capture
