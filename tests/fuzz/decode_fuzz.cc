#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "capture/decode.h"
#include "capture/quality.h"

// Any bytes: an image within the limits, or an error that names its reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chowki::capture;
  // The first byte picks the options; small limits keep each run short.
  const unsigned choice = size == 0 ? 0U : data[0];
  const chowki::Bytes bytes = chowki::Bytes(data, size).subspan(size == 0 ? 0 : 1);
  const DecodeLimits limits{.pixels = 1'000'000, .side_px = 4096, .work_bytes = 32U << 20U};
  const DecodeOptions options{.colour = (choice & 1U) != 0 ? Colour::kGrey : Colour::kAsStored,
                              .reduce = 1 << (choice >> 1U & 3U),
                              .apply_orientation = (choice & 8U) == 0};
  const auto image = Decode(bytes, Light::kVisible, limits, options);
  if (!image.ok()) {
    if (!chowki::Detail(image.status()).has_value()) std::abort();
    return 0;
  }
  if (image->size_px().width * image->size_px().height > 1'000'000) std::abort();
  static_cast<void>(MeasureQuality(*image));
  return 0;
}
