#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

namespace chowki::test {

// Image files for tests, written by libjpeg and libpng directly.

struct JpegStyle {
  int quality = 95;
  bool progressive = false;
  bool cmyk = false;         // writes Adobe's inverted CMYK
  int restart_rows = 0;      // restart marker every so many rows of blocks; 0: none
  int exif_orientation = 0;  // 0: no EXIF block
  int jfif_ppi = 0;          // 0: none stated
};

struct PngStyle {
  bool interlaced = false;
  bool deep = false;     // 16 bits a channel; the low byte differs from the high one
  bool palette = false;  // the pixels' first 256 colours; for pictures of few colours
  int ppi = 0;           // pHYs; 0: none
  int exif_orientation = 0;
  std::string text = {};  // in a compressed zTXt chunk when not empty
};

// pixels  8UC1 or 8UC3 (BGR).
[[nodiscard]] std::vector<std::uint8_t> ToJpeg(const cv::Mat& pixels, const JpegStyle& style = {});

// pixels  8UC1, 8UC3 (BGR) or 8UC4 (BGRA).
[[nodiscard]] std::vector<std::uint8_t> ToPng(const cv::Mat& pixels, const PngStyle& style = {});

// An EXIF block (from its byte order mark on) that states one orientation and a resolution.
[[nodiscard]] std::vector<std::uint8_t> ExifBlock(int orientation, bool little_endian = true,
                                                  std::uint32_t ppi = 0);

}  // namespace chowki::test
