#include "support/image_encoder.h"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <stdexcept>

#include <jpeglib.h>
#include <png.h>

namespace chowki::test {
namespace {

using Rgb = std::array<std::uint8_t, 3>;

// The bytes of one row, channels in the order that the file wants them.
std::vector<std::uint8_t> RowOf(const cv::Mat& pixels, int y, bool cmyk) {
  const int channels = pixels.channels();
  std::vector<std::uint8_t> row;
  for (int x = 0; x < pixels.cols; ++x) {
    const std::uint8_t* at = pixels.ptr(y) + x * channels;
    if (channels == 1) {
      row.push_back(at[0]);
      continue;
    }
    row.insert(row.end(), {at[2], at[1], at[0]});
    if (channels == 4) row.push_back(at[3]);
    if (cmyk) row.push_back(255);  // inverted: no black
  }
  return row;
}

}  // namespace

std::vector<std::uint8_t> ExifBlock(int orientation, bool little_endian, std::uint32_t ppi) {
  std::vector<std::uint8_t> block;
  const auto put = [&](std::uint32_t value, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) {
      const std::size_t place = little_endian ? i : bytes - 1 - i;
      block.push_back(static_cast<std::uint8_t>(value >> (8 * place)));
    }
  };
  const auto put_short_entry = [&](std::uint32_t tag, std::uint32_t value) {
    put(tag, 2), put(3, 2), put(1, 4), put(value, 2), put(0, 2);
  };
  put(little_endian ? 0x4949 : 0x4D4D, 2), put(42, 2), put(8, 4);
  put(ppi == 0 ? 1 : 3, 2);
  put_short_entry(0x0112, static_cast<std::uint32_t>(orientation));
  if (ppi != 0) {
    const std::uint32_t value_at = 8 + 2 + 3 * 12 + 4;
    put(0x011A, 2), put(5, 2), put(1, 4), put(value_at, 4);
    put_short_entry(0x0128, 2);
  }
  put(0, 4);
  if (ppi != 0) put(ppi * 10, 4), put(10, 4);
  return block;
}

std::vector<std::uint8_t> ToJpeg(const cv::Mat& pixels, const JpegStyle& style) {
  jpeg_compress_struct library{};
  jpeg_error_mgr errors{};
  library.err = jpeg_std_error(&errors);
  jpeg_create_compress(&library);
  unsigned char* data = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&library, &data, &size);

  library.image_width = static_cast<JDIMENSION>(pixels.cols);
  library.image_height = static_cast<JDIMENSION>(pixels.rows);
  library.input_components = style.cmyk ? 4 : pixels.channels();
  library.in_color_space =
      style.cmyk ? JCS_CMYK : (pixels.channels() == 1 ? JCS_GRAYSCALE : JCS_RGB);
  jpeg_set_defaults(&library);
  jpeg_set_quality(&library, style.quality, TRUE);
  if (style.progressive) jpeg_simple_progression(&library);
  library.restart_in_rows = style.restart_rows;
  if (style.jfif_ppi != 0) {
    library.density_unit = 1;
    library.X_density = library.Y_density = static_cast<UINT16>(style.jfif_ppi);
  }
  jpeg_start_compress(&library, TRUE);
  if (style.exif_orientation != 0) {
    std::vector<std::uint8_t> block = {'E', 'x', 'i', 'f', 0, 0};
    const auto exif = ExifBlock(style.exif_orientation);
    block.insert(block.end(), exif.begin(), exif.end());
    jpeg_write_marker(&library, JPEG_APP0 + 1, block.data(), static_cast<unsigned>(block.size()));
  }
  for (int y = 0; y < pixels.rows; ++y) {
    std::vector<std::uint8_t> row = RowOf(pixels, y, style.cmyk);
    JSAMPROW pointer = row.data();
    jpeg_write_scanlines(&library, &pointer, 1);
  }
  jpeg_finish_compress(&library);
  std::vector<std::uint8_t> file(data, data + size);
  jpeg_destroy_compress(&library);
  std::free(data);
  return file;
}

std::vector<std::uint8_t> ToPng(const cv::Mat& pixels, const PngStyle& style) {
  std::vector<std::uint8_t> file;
  png_structp library = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(library);
  png_set_write_fn(
      library, &file,
      [](png_structp png, png_bytep data, std::size_t count) {
        auto* out = static_cast<std::vector<std::uint8_t>*>(png_get_io_ptr(png));
        out->insert(out->end(), data, data + count);
      },
      [](png_structp) {});

  const int colour_types[] = {0, PNG_COLOR_TYPE_GRAY, 0, PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGBA};
  const int colour_type = style.palette ? PNG_COLOR_TYPE_PALETTE : colour_types[pixels.channels()];
  png_set_IHDR(library, info, static_cast<png_uint_32>(pixels.cols),
               static_cast<png_uint_32>(pixels.rows), style.deep ? 16 : 8, colour_type,
               style.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, 0, 0);

  std::vector<std::vector<std::uint8_t>> rows;
  for (int y = 0; y < pixels.rows; ++y) rows.push_back(RowOf(pixels, y, false));
  if (style.palette) {
    std::vector<png_color> colours;
    std::map<Rgb, std::uint8_t> places;
    for (auto& row : rows) {
      std::vector<std::uint8_t> indexed;
      for (std::size_t i = 0; i + 2 < row.size(); i += 3) {
        const Rgb colour = {row[i], row[i + 1], row[i + 2]};
        const auto [at, added] = places.emplace(colour, static_cast<std::uint8_t>(colours.size()));
        if (added) colours.push_back({colour[0], colour[1], colour[2]});
        if (colours.size() > 256) throw std::invalid_argument("too many colours for a palette");
        indexed.push_back(at->second);
      }
      row = indexed;
    }
    png_set_PLTE(library, info, colours.data(), static_cast<int>(colours.size()));
  }
  if (style.deep) {
    for (auto& row : rows) {
      std::vector<std::uint8_t> wide;
      for (const std::uint8_t value : row) wide.insert(wide.end(), {value, value});
      row = wide;
    }
  }
  if (style.ppi != 0) {
    const auto per_metre = static_cast<png_uint_32>(style.ppi / 0.0254 + 0.5);
    png_set_pHYs(library, info, per_metre, per_metre, PNG_RESOLUTION_METER);
  }
  std::vector<std::uint8_t> exif;
  if (style.exif_orientation != 0) {
    exif = ExifBlock(style.exif_orientation, false);
    png_set_eXIf_1(library, info, static_cast<png_uint_32>(exif.size()), exif.data());
  }
  std::string text = style.text;
  std::string key = "Comment";
  png_text entry{};
  if (!text.empty()) {
    entry.compression = PNG_TEXT_COMPRESSION_zTXt;
    entry.key = key.data();
    entry.text = text.data();
    entry.text_length = text.size();
    png_set_text(library, info, &entry, 1);
  }
  std::vector<png_bytep> pointers;
  for (auto& row : rows) pointers.push_back(row.data());
  png_write_info(library, info);
  png_write_image(library, pointers.data());
  png_write_end(library, info);
  png_destroy_write_struct(&library, &info);
  return file;
}

}  // namespace chowki::test
