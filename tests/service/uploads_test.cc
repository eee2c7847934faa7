#include "service/uploads.h"

#include <catch2/catch.hpp>

namespace chowki::service {
namespace {

using namespace std::chrono_literals;

const std::string kImage = "the bytes of an image";

wire::UploadPiece Piece(std::string_view whole, std::size_t offset, std::size_t length) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(whole.data());
  return {Sha256(whole), whole.size(), offset, Bytes(data + offset, length)};
}

wire::UploadPiece Whole(std::string_view image) { return Piece(image, 0, image.size()); }

template <typename T>
std::string ReasonOf(const Result<T>& result) {
  if (result.ok()) return "OK";
  const auto detail = Detail(result.status());
  return detail ? detail->reason : "none";
}

TEST_CASE("pieces in their order become the image, a repeated piece changes nothing", "[service]") {
  Uploads uploads({});
  CHECK(uploads.Append("kiosk", Piece(kImage, 0, 8))->held == 8);
  CHECK(uploads.Append("kiosk", Piece(kImage, 0, 8))->held == 8);
  CHECK(uploads.Append("kiosk", Piece(kImage, 2, 10))->held == 12);
  CHECK(ReasonOf(uploads.Find("kiosk", Sha256(kImage))) == "IMAGE_NOT_HELD");
  CHECK(uploads.Get("kiosk", Sha256(kImage))->held == 12);
  CHECK(uploads.Append("kiosk", Piece(kImage, 12, kImage.size() - 12))->held == kImage.size());
  CHECK(uploads.Append("kiosk", Whole(kImage))->held == kImage.size());
  CHECK(*uploads.Find("kiosk", Sha256(kImage)).value() == kImage);
  uploads.Drop("kiosk", Sha256(kImage));
  CHECK(uploads.bytes() == 0);
}

TEST_CASE("a gap is told with what is held", "[service]") {
  Uploads uploads({});
  const auto early = uploads.Append("kiosk", Piece(kImage, 4, 4));
  CHECK(ReasonOf(early) == "UPLOAD_GAP");
  CHECK(Detail(early.status())->metadata.at("held") == "0");
  CHECK(uploads.bytes() == 0);
  REQUIRE(uploads.Append("kiosk", Piece(kImage, 0, 4)).ok());
  const auto gap = uploads.Append("kiosk", Piece(kImage, 5, 4));
  CHECK(ReasonOf(gap) == "UPLOAD_GAP");
  CHECK(Detail(gap.status())->metadata.at("held") == "4");
}

TEST_CASE("bytes that are not those of the digest are thrown away", "[service]") {
  Uploads uploads({});
  const std::string other(kImage.size(), 'x');
  auto piece = Whole(other);
  piece.digest = Sha256(kImage);
  CHECK(ReasonOf(uploads.Append("kiosk", piece)) == "UPLOAD_DIGEST_MISMATCH");
  CHECK(uploads.bytes() == 0);
  CHECK(uploads.Append("kiosk", Whole(kImage)).ok());
}

TEST_CASE("an image keeps the size it was begun with", "[service]") {
  Uploads uploads({});
  REQUIRE(uploads.Append("kiosk", Piece(kImage, 0, 4)).ok());
  auto piece = Piece(kImage, 4, 4);
  piece.size += 1;
  CHECK(ReasonOf(uploads.Append("kiosk", piece)) == "FIELD_INVALID");
}

TEST_CASE("nobody sees what another hands in", "[service]") {
  Uploads uploads({});
  REQUIRE(uploads.Append("kiosk-1", Whole(kImage)).ok());
  CHECK(ReasonOf(uploads.Get("kiosk-2", Sha256(kImage))) == "IMAGE_NOT_HELD");
  CHECK(ReasonOf(uploads.Find("kiosk-2", Sha256(kImage))) == "IMAGE_NOT_HELD");
  uploads.Drop("kiosk-2", Sha256(kImage));
  CHECK(uploads.Find("kiosk-1", Sha256(kImage)).ok());
}

TEST_CASE("images, bytes of one caller and bytes of all have their limits", "[service]") {
  const std::string a(10, 'a'), b(10, 'b'), c(10, 'c');
  SECTION("images of one caller") {
    Uploads uploads({.of_caller = 2});
    REQUIRE(uploads.Append("kiosk-1", Piece(a, 0, 1)).ok());
    REQUIRE(uploads.Append("kiosk-1", Piece(b, 0, 1)).ok());
    CHECK(ReasonOf(uploads.Append("kiosk-1", Piece(c, 0, 1))) == "UPLOADS_FULL");
    CHECK(uploads.Append("kiosk-2", Piece(c, 0, 1)).ok());
    CHECK(uploads.Append("kiosk-1", Whole(a)).ok());  // what was begun can be ended
  }
  SECTION("bytes of one caller") {
    Uploads uploads({.bytes_of_caller = 15});
    REQUIRE(uploads.Append("kiosk-1", Piece(a, 0, 1)).ok());
    CHECK(ReasonOf(uploads.Append("kiosk-1", Piece(b, 0, 1))) == "UPLOADS_FULL");
    CHECK(uploads.Append("kiosk-2", Piece(b, 0, 1)).ok());
  }
  SECTION("bytes of all") {
    Uploads uploads({.bytes = 25});
    REQUIRE(uploads.Append("kiosk-1", Piece(a, 0, 1)).ok());
    REQUIRE(uploads.Append("kiosk-2", Piece(a, 0, 1)).ok());
    CHECK(ReasonOf(uploads.Append("kiosk-3", Piece(a, 0, 1))) == "UPLOADS_FULL");
    uploads.Drop("kiosk-1", Sha256(a));
    CHECK(uploads.Append("kiosk-3", Piece(a, 0, 1)).ok());
  }
}

TEST_CASE("what is left lying is forgotten", "[service]") {
  Uploads uploads({.keep = 0s});
  REQUIRE(uploads.Append("kiosk", Whole(kImage)).ok());
  CHECK(ReasonOf(uploads.Find("kiosk", Sha256(kImage))) == "IMAGE_NOT_HELD");
  CHECK(uploads.bytes() == 0);
}

}  // namespace
}  // namespace chowki::service
