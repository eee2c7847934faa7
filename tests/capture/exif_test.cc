#include "capture/exif.h"

#include <vector>

#include <catch2/catch.hpp>

#include "support/image_encoder.h"

namespace chowki::capture {
namespace {

TEST_CASE("both byte orders are read", "[capture][spec]") {  // TIFF 6.0, section 2
  for (const bool little_endian : {true, false}) {
    const auto block = test::ExifBlock(6, little_endian, 300);
    const Exif exif = ParseExif(block);
    CHECK(exif.orientation == 6);
    CHECK(exif.ppi == 300);
  }
}

TEST_CASE("an orientation out of range counts as upright", "[capture]") {
  CHECK(ParseExif(test::ExifBlock(0)).orientation == 1);
  CHECK(ParseExif(test::ExifBlock(9)).orientation == 1);
  CHECK(ParseExif(test::ExifBlock(65535)).orientation == 1);
}

TEST_CASE("a block cut short anywhere is only a missing hint", "[capture]") {
  const auto block = test::ExifBlock(6, true, 300);
  for (std::size_t size = 0; size < block.size(); ++size) {
    const Exif exif = ParseExif(Bytes(block).first(size));
    CHECK((exif.orientation == 1 || exif.orientation == 6));
    CHECK_FALSE(exif.ppi.has_value());
  }
}

TEST_CASE("a directory that lies outside the block is not followed", "[capture]") {
  auto block = test::ExifBlock(6);
  for (const int high : {0x00, 0x7F, 0xFF}) {
    block[4] = 0xFF, block[5] = 0xFF, block[6] = 0xFF, block[7] = static_cast<std::uint8_t>(high);
    CHECK(ParseExif(block).orientation == 1);
  }
}

}  // namespace
}  // namespace chowki::capture
