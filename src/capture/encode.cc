#include "capture/encode.h"

#include <csetjmp>
#include <cstdio>
#include <cstdlib>

#include <jpeglib.h>

namespace chowki::capture {
namespace {

// libjpeg's errors leave by longjmp, which runs no destructors: plain values only.
struct Encoder {
  jpeg_compress_struct codec{};
  jpeg_error_mgr errors{};
  std::jmp_buf exit{};
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
};

bool Write(Encoder& encoder, const cv::Mat& pixels, int quality) {
  jpeg_compress_struct& codec = encoder.codec;
  codec.err = jpeg_std_error(&encoder.errors);
  codec.client_data = &encoder;
  encoder.errors.error_exit = [](j_common_ptr library) {
    std::longjmp(static_cast<Encoder*>(library->client_data)->exit, 1);
  };
  encoder.errors.output_message = [](j_common_ptr) {};
  if (setjmp(encoder.exit) != 0) return false;
  jpeg_create_compress(&codec);
  jpeg_mem_dest(&codec, &encoder.bytes, &encoder.size);
  codec.image_width = static_cast<JDIMENSION>(pixels.cols);
  codec.image_height = static_cast<JDIMENSION>(pixels.rows);
  codec.input_components = pixels.channels();
  codec.in_color_space = pixels.channels() == 1 ? JCS_GRAYSCALE : JCS_EXT_BGR;
  jpeg_set_defaults(&codec);
  jpeg_set_quality(&codec, quality, TRUE);
  jpeg_start_compress(&codec, TRUE);
  while (codec.next_scanline < codec.image_height) {
    JSAMPROW row = const_cast<JSAMPROW>(pixels.ptr(static_cast<int>(codec.next_scanline)));
    jpeg_write_scanlines(&codec, &row, 1);
  }
  jpeg_finish_compress(&codec);
  return true;
}

}  // namespace

Result<std::vector<std::uint8_t>> EncodeJpeg(const cv::Mat& pixels, int quality) {
  CHOWKI_CHECK(pixels.type() == CV_8UC1 || pixels.type() == CV_8UC3);
  Encoder encoder;
  const bool written = Write(encoder, pixels, quality);
  std::vector<std::uint8_t> bytes;
  if (written) bytes.assign(encoder.bytes, encoder.bytes + encoder.size);
  jpeg_destroy_compress(&encoder.codec);
  std::free(encoder.bytes);
  if (!written)
    return ResourceExhausted("a picture of {}x{} cannot be encoded", pixels.cols, pixels.rows);
  return bytes;
}

}  // namespace chowki::capture
