#include "capture/png.h"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstring>
#include <vector>

#include <opencv2/imgproc.hpp>
#include <png.h>

#include "capture/exif.h"

namespace chowki::capture {
namespace {

constexpr double kInchesPerMetre = 0.0254;

// Ancillary chunks that say nothing about pixels. Unread they cannot unfold into anything.
constexpr png_byte kSkippedChunks[] = "tEXt\0zTXt\0iTXt\0iCCP\0sPLT\0hIST\0tIME\0pCAL\0sCAL\0oFFs";
constexpr int kSkippedChunkCount = sizeof kSkippedChunks / 5;
constexpr png_alloc_size_t kChunkBytes = 4U << 20U;  // of any other chunk; IDAT has its own limit
constexpr png_uint_32 kCachedChunks = 16;

// Whether every chunk up to the end mark lies inside the file. libpng asks for as much memory as a
// chunk's length claims before it looks whether the bytes are there.
bool ChunksFit(Bytes bytes) {
  constexpr std::size_t kSignatureBytes = 8;
  constexpr std::size_t kFrameBytes = 12;  // length, type and checksum of a chunk
  Bytes rest = bytes.subspan(std::min(kSignatureBytes, bytes.size()));
  while (rest.size() >= kFrameBytes) {
    const std::size_t length = png_get_uint_32(rest.data());
    if (length > rest.size() - kFrameBytes) return false;
    if (std::memcmp(rest.data() + 4, "IEND", 4) == 0) return true;
    rest = rest.subspan(kFrameBytes + length);
  }
  return false;
}

// libpng's state. Its errors leave by longjmp, which runs no destructors: the steps below hold
// nothing but plain values between their setjmp and the library.
class PngDecoder {
 public:
  explicit PngDecoder(Bytes bytes) : rest_(bytes) {
    library_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, OnError, OnWarning);
    if (library_ == nullptr) return;
    info_ = png_create_info_struct(library_);
    if (info_ == nullptr || setjmp(png_jmpbuf(library_)) != 0) return;
    // Sides are refused by us, with both numbers in the error; the library need not.
    png_set_user_limits(library_, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_chunk_malloc_max(library_, kChunkBytes);
    png_set_chunk_cache_max(library_, kCachedChunks);
    png_set_keep_unknown_chunks(library_, PNG_HANDLE_CHUNK_NEVER, kSkippedChunks,
                                kSkippedChunkCount);
    png_set_read_fn(library_, this, OnRead);
  }
  ~PngDecoder() { png_destroy_read_struct(&library_, &info_, nullptr); }
  PngDecoder(const PngDecoder&) = delete;
  PngDecoder& operator=(const PngDecoder&) = delete;

  [[nodiscard]] bool ReadHeader() {
    if (info_ == nullptr || setjmp(png_jmpbuf(library_)) != 0) return false;
    png_read_info(library_, info_);
    return true;
  }

  // Asks for 8-bit grey or BGR without alpha and tells the channels.
  [[nodiscard]] bool Start(int& channels) {
    if (setjmp(png_jmpbuf(library_)) != 0) return false;
    png_set_expand(library_);
    png_set_scale_16(library_);
    LayOverWhite();
    png_set_bgr(library_);
    png_set_interlace_handling(library_);
    png_read_update_info(library_, info_);
    channels = png_get_channels(library_, info_);
    return true;
  }

  [[nodiscard]] bool ReadPixels(png_bytepp rows) {
    if (setjmp(png_jmpbuf(library_)) != 0) return false;
    png_read_image(library_, rows);
    png_read_end(library_, nullptr);
    return true;
  }

  [[nodiscard]] std::int64_t width() const { return png_get_image_width(library_, info_); }
  [[nodiscard]] std::int64_t height() const { return png_get_image_height(library_, info_); }
  [[nodiscard]] std::size_t row_bytes() const { return png_get_rowbytes(library_, info_); }
  [[nodiscard]] std::optional<double> ppi() const {
    const double per_metre = png_get_pixels_per_meter(library_, info_);  // 0: none, or unequal
    return PlausiblePpi(per_metre * kInchesPerMetre);
  }
  [[nodiscard]] Exif exif() const {
    png_uint_32 size = 0;
    png_bytep data = nullptr;
    if (png_get_eXIf_1(library_, info_, &size, &data) == 0) return {};
    return ParseExif({data, size});
  }
  [[nodiscard]] std::string cause() const { return cause_.data(); }

 private:
  void LayOverWhite() {
    const bool has_alpha = (png_get_color_type(library_, info_) & PNG_COLOR_MASK_ALPHA) != 0;
    if (!has_alpha && png_get_valid(library_, info_, PNG_INFO_tRNS) == 0) return;
    // Eight bits also for deep files: the library widens it, as it scales down after composing.
    const png_color_16 background = {0, 255, 255, 255, 255};
    png_set_background_fixed(library_, &background, PNG_BACKGROUND_GAMMA_SCREEN, 0, PNG_FP_1);
  }

  [[noreturn]] static void OnError(png_structp library, png_const_charp message) {
    auto* decoder = static_cast<PngDecoder*>(png_get_error_ptr(library));
    std::strncpy(decoder->cause_.data(), message, decoder->cause_.size() - 1);
    png_longjmp(library, 1);
  }

  static void OnWarning(png_structp, png_const_charp) {}  // damage to pixels is always an error

  static void OnRead(png_structp library, png_bytep to, std::size_t count) {
    auto* decoder = static_cast<PngDecoder*>(png_get_io_ptr(library));
    if (decoder->rest_.size() < count) png_error(library, "the file ends early");
    std::memcpy(to, decoder->rest_.data(), count);
    decoder->rest_ = decoder->rest_.subspan(count);
  }

  png_structp library_ = nullptr;
  png_infop info_ = nullptr;
  Bytes rest_;
  std::array<char, 200> cause_{"libpng does not start"};
};

}  // namespace

Result<Raster> DecodePng(Bytes bytes, const DecodeLimits& limits) {
  if (!ChunksFit(bytes)) return Undecodable("a chunk leaves the file");
  PngDecoder decoder(bytes);
  if (!decoder.ReadHeader()) return Undecodable(decoder.cause());
  CHOWKI_RETURN_IF_ERROR(CheckSize(decoder.width(), decoder.height(), limits));

  Raster raster;
  const Exif exif = decoder.exif();
  raster.orientation = exif.orientation;
  raster.ppi = exif.ppi ? exif.ppi : decoder.ppi();

  int channels = 0;
  if (!decoder.Start(channels)) return Undecodable(decoder.cause());
  if (channels != 1 && channels != 3) return Undecodable("unexpected number of channels");
  raster.pixels.create(static_cast<int>(decoder.height()), static_cast<int>(decoder.width()),
                       CV_8UC(channels));
  CHOWKI_CHECK(decoder.row_bytes() == raster.pixels.step[0]);
  std::vector<png_bytep> rows(static_cast<std::size_t>(raster.pixels.rows));
  for (int y = 0; y < raster.pixels.rows; ++y) {
    rows[static_cast<std::size_t>(y)] = raster.pixels.ptr(y);
  }
  if (!decoder.ReadPixels(rows.data())) return Undecodable(decoder.cause());
  return raster;
}

}  // namespace chowki::capture
