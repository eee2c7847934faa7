// The page that an MRZ's geometry gives, on drawn passports.

#include <filesystem>

#include <catch2/catch.hpp>
#include <opencv2/core.hpp>

#include "capture/decode.h"
#include "read/mrz_reader.h"
#include "support/specimens.h"

namespace chowki::read {
namespace {

constexpr int kPassports = 5;

TEST_CASE("the page is found where it was drawn", "[read][specimens]") {
  cv::setNumThreads(1);
  const auto reader = MrzReader::Load(std::filesystem::path(CHOWKI_SOURCE_DIR) / "models");
  REQUIRE(reader.ok());
  int checked = 0;
  for (const test::Specimen& specimen : test::LoadSpecimens("clean")) {
    if (specimen.type != "TD3" || ++checked > kPassports) continue;
    const auto bytes = test::ReadBytes(specimen.image);
    const auto image = capture::Decode(bytes, capture::Light::kVisible);
    REQUIRE(image.ok());
    const auto result = reader->Read(*image);
    INFO(specimen.id);
    REQUIRE(result.ok());
    REQUIRE(result->page.has_value());
    CHECK(result->page->size == locate::PageSize::kId3);
    CHECK(result->page->residual_mm < 0.5);
    CHECK(result->page->ppi == Approx(result->reading.ppi).epsilon(0.02));
  }
  CHECK(checked > kPassports);
}

}  // namespace
}  // namespace chowki::read
