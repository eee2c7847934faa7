#include "capture/jpeg.h"

#include <csetjmp>
#include <cstdio>
#include <cstring>

#include <jerror.h>
#include <jpeglib.h>
#include <opencv2/imgproc.hpp>

#include "capture/exif.h"

namespace chowki::capture {
namespace {

constexpr char kExifHeader[] = "Exif\0";  // with its closing zero: six bytes

// libjpeg's state. Its errors leave by longjmp, which runs no destructors: the four steps below
// hold nothing but plain values between their setjmp and the library.
class JpegDecoder {
 public:
  explicit JpegDecoder(const DecodeLimits& limits) : scan_limit_(limits.scans) {
    codec_.err = jpeg_std_error(&errors_.manager);
    errors_.manager.error_exit = OnError;
    errors_.manager.emit_message = OnMessage;
    errors_.manager.output_message = [](j_common_ptr) {};
    progress_.manager.progress_monitor = OnProgress;
    progress_.owner = this;
    if (setjmp(errors_.exit) != 0) return;
    jpeg_create_decompress(&codec_);
    codec_.progress = &progress_.manager;
    codec_.mem->max_memory_to_use = static_cast<long>(limits.work_bytes);
  }
  ~JpegDecoder() { jpeg_destroy_decompress(&codec_); }
  JpegDecoder(const JpegDecoder&) = delete;
  JpegDecoder& operator=(const JpegDecoder&) = delete;

  [[nodiscard]] bool ReadHeader(Bytes bytes) {
    if (errors_.failed || setjmp(errors_.exit) != 0) return false;
    jpeg_mem_src(&codec_, bytes.data(), bytes.size());
    jpeg_save_markers(&codec_, JPEG_APP0 + 1, 0xFFFF);
    return jpeg_read_header(&codec_, TRUE) == JPEG_HEADER_OK;
  }

  [[nodiscard]] bool Start(J_COLOR_SPACE colours, int reduce) {
    if (setjmp(errors_.exit) != 0) return false;
    codec_.out_color_space = colours;
    codec_.scale_num = 1;
    codec_.scale_denom = static_cast<unsigned>(reduce);
    has_several_scans_ = jpeg_has_multiple_scans(&codec_) == TRUE;
    return jpeg_start_decompress(&codec_) == TRUE;
  }

  // pixels  output_height x output_width, output_components bytes each.
  [[nodiscard]] bool ReadRows(cv::Mat& pixels) {
    if (setjmp(errors_.exit) != 0) return false;
    while (codec_.output_scanline < codec_.output_height) {
      JSAMPROW row = pixels.ptr(static_cast<int>(codec_.output_scanline));
      jpeg_read_scanlines(&codec_, &row, 1);
    }
    return true;
  }

  // Reads what follows the pixels up to the end marker.
  [[nodiscard]] bool Finish() {
    if (setjmp(errors_.exit) != 0) return false;
    jpeg_finish_decompress(&codec_);
    return true;
  }

  // The file ended before its end marker. With one scan the entropy decoder tells whether pixels
  // are missing; with several, whole scans could be.
  [[nodiscard]] bool MayLackScans() const { return errors_.ended_early && has_several_scans_; }

  [[nodiscard]] const jpeg_decompress_struct& codec() const { return codec_; }
  [[nodiscard]] std::string cause() const { return errors_.cause; }

 private:
  struct Errors {
    jpeg_error_mgr manager{};  // first: the library hands out its address
    std::jmp_buf exit{};
    bool failed = false;
    bool ended_early = false;
    char cause[JMSG_LENGTH_MAX] = "";
  };
  struct Progress {
    jpeg_progress_mgr manager{};  // first
    JpegDecoder* owner = nullptr;
  };

  [[noreturn]] static void OnError(j_common_ptr library) {
    auto* errors = reinterpret_cast<Errors*>(library->err);
    errors->failed = true;
    errors->manager.format_message(library, errors->cause);
    std::longjmp(errors->exit, 1);
  }

  static void OnMessage(j_common_ptr library, int level) {
    if (level >= 0) return;  // a trace
    auto* errors = reinterpret_cast<Errors*>(library->err);
    switch (errors->manager.msg_code) {
      case JWRN_JPEG_EOF:
        errors->ended_early = true;
        return;
      case JWRN_HIT_MARKER:  // the entropy data ended before the pixels
      case JWRN_HUFF_BAD_CODE:
      case JWRN_MUST_RESYNC:
      case JWRN_BOGUS_PROGRESSION:
        OnError(library);
      default:
        return;  // pixels are not touched
    }
  }

  static void OnProgress(j_common_ptr library) {
    const auto* progress = reinterpret_cast<Progress*>(library->progress);
    JpegDecoder& owner = *progress->owner;
    if (owner.codec_.input_scan_number <= owner.scan_limit_) return;
    owner.errors_.failed = true;
    std::strncpy(owner.errors_.cause, "too many scans", sizeof owner.errors_.cause - 1);
    std::longjmp(owner.errors_.exit, 1);
  }

  jpeg_decompress_struct codec_{};
  Errors errors_;
  Progress progress_;
  int scan_limit_;
  bool has_several_scans_ = false;
};

bool IsInkSpace(J_COLOR_SPACE space) { return space == JCS_CMYK || space == JCS_YCCK; }

// Ink to light. Adobe writes its CMYK inverted: 255 is no ink.
cv::Mat CmykToBgr(const cv::Mat& cmyk, bool inverted) {
  cv::Mat bgr(cmyk.size(), CV_8UC3);
  const auto light = [inverted](int value) { return inverted ? value : 255 - value; };
  for (int y = 0; y < cmyk.rows; ++y) {
    const auto* from = cmyk.ptr<cv::Vec4b>(y);
    auto* to = bgr.ptr<cv::Vec3b>(y);
    for (int x = 0; x < cmyk.cols; ++x) {
      const int white = light(from[x][3]);
      for (int channel = 0; channel < 3; ++channel) {
        to[x][channel] =
            static_cast<std::uint8_t>((light(from[x][2 - channel]) * white + 127) / 255);
      }
    }
  }
  return bgr;
}

// The first EXIF block among the saved APP1 markers.
Exif FindExif(const jpeg_decompress_struct& library) {
  for (const auto* marker = library.marker_list; marker != nullptr; marker = marker->next) {
    if (marker->marker != JPEG_APP0 + 1 || marker->data_length < sizeof kExifHeader) continue;
    if (std::memcmp(marker->data, kExifHeader, sizeof kExifHeader) != 0) continue;
    return ParseExif(Bytes(marker->data, marker->data_length).subspan(sizeof kExifHeader));
  }
  return {};
}

std::optional<double> JfifPpi(const jpeg_decompress_struct& library) {
  if (library.saw_JFIF_marker == FALSE || library.X_density != library.Y_density) return {};
  if (library.density_unit == 1) return PlausiblePpi(library.X_density);
  if (library.density_unit == 2) return PlausiblePpi(library.X_density * 2.54);
  return {};
}

J_COLOR_SPACE OutputSpace(const jpeg_decompress_struct& library, Colour colour) {
  if (IsInkSpace(library.jpeg_color_space)) return JCS_CMYK;
  if (colour == Colour::kGrey || library.jpeg_color_space == JCS_GRAYSCALE) return JCS_GRAYSCALE;
  return JCS_EXT_BGR;
}

}  // namespace

Result<Raster> DecodeJpeg(Bytes bytes, const DecodeLimits& limits, const DecodeOptions& options) {
  JpegDecoder decoder(limits);
  if (!decoder.ReadHeader(bytes)) return Undecodable(decoder.cause());
  const jpeg_decompress_struct& library = decoder.codec();
  CHOWKI_RETURN_IF_ERROR(CheckSize(library.image_width, library.image_height, limits));

  if (library.arith_code != FALSE) return Undecodable("arithmetic coding, which nobody writes");

  Raster raster;
  const Exif exif = FindExif(library);
  raster.orientation = exif.orientation;
  raster.ppi = exif.ppi ? exif.ppi : JfifPpi(library);

  if (!decoder.Start(OutputSpace(library, options.colour), options.reduce)) {
    return Undecodable(decoder.cause());
  }
  raster.pixels.create(static_cast<int>(library.output_height),
                       static_cast<int>(library.output_width), CV_8UC(library.output_components));
  if (!decoder.ReadRows(raster.pixels) || !decoder.Finish()) return Undecodable(decoder.cause());
  if (decoder.MayLackScans()) return Undecodable("the file ends before its last scan");

  if (library.out_color_space == JCS_CMYK) {
    raster.pixels = CmykToBgr(raster.pixels, library.saw_Adobe_marker != FALSE);
  }
  return raster;
}

}  // namespace chowki::capture
