#pragma once

#include <optional>
#include <string_view>

#include <opencv2/core.hpp>

#include "base/digest.h"
#include "base/geometry.h"

namespace chowki::capture {

// The light in which a page was taken: 400-700 nm, 850-950 nm, 365 nm (Doc 9303-2, appendix B).
enum class Light { kVisible, kInfrared, kUltraviolet };

[[nodiscard]] std::string_view Name(Light light);  // "visible", "infrared", "ultraviolet"

// A decoded image that nobody changes any more. Copies share the pixels.
//
// thread  safe: all members are const after construction.
class Image {
 public:
  // pixels            8UC3 (BGR) or 8UC1, upright after EXIF orientation; not empty. Kept, not
  //                   copied.
  // source            SHA-256 of the bytes that it was decoded from.
  // ppi               resolution claimed by the file, if it claims one that is plausible.
  // exif_orientation  1..8 as the file states it (1: upright, or nothing stated).
  Image(cv::Mat pixels, Light light, const Digest& source, std::optional<double> ppi,
        int exif_orientation = 1);

  [[nodiscard]] const cv::Mat& pixels() const { return pixels_; }
  [[nodiscard]] const cv::Mat& grey() const { return grey_; }  // 8UC1, same size; shared when grey
  [[nodiscard]] Light light() const { return light_; }
  [[nodiscard]] const Digest& source() const { return source_; }
  [[nodiscard]] std::optional<double> ppi() const { return ppi_; }
  [[nodiscard]] int exif_orientation() const { return exif_orientation_; }
  [[nodiscard]] Size size_px() const;

 private:
  cv::Mat pixels_;
  cv::Mat grey_;
  Light light_;
  Digest source_;
  std::optional<double> ppi_;
  int exif_orientation_;
};

}  // namespace chowki::capture
