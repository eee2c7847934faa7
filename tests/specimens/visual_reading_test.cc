// The ratchet of the visual zone: how many of the drawn values must be read, and how few may be
// wrong. Raising a number is a commit; lowering one needs a reason in it.

#include <filesystem>
#include <ostream>
#include <utility>

#include <catch2/catch.hpp>
#include <opencv2/core.hpp>

#include "app/layout_files.h"
#include "base/text.h"
#include "capture/decode.h"
#include "read/latin.h"
#include "read/mrz_reader.h"
#include "read/visual_reader.h"
#include "support/specimens.h"

namespace chowki {
namespace {

constexpr std::size_t kPictures = 24;  // of each set
constexpr double kConfident = 0.9;

struct Row {
  const char* set;
  int least_right;
  int most_wrong;
  int most_confidently_wrong;
};

std::ostream& operator<<(std::ostream& out, const Row& row) { return out << row.set; }

constexpr Row kRows[] = {
    {"clean", 152, 2, 0},
    {"worn", 152, 2, 0},
};

std::string Letters(const std::string& text) {
  return Join(read::Words(read::FoldLatin(text)), "");
}

TEST_CASE("visual zones of specimens are read as often as they were before",
          "[specimens][ratchet]") {
  cv::setNumThreads(1);
  const std::filesystem::path models = std::filesystem::path(CHOWKI_SOURCE_DIR) / "models";
  const auto mrz = read::MrzReader::Load(models);
  auto layouts = app::LoadLayouts(models);
  REQUIRE(mrz.ok());
  REQUIRE(layouts.ok());
  const auto reader = read::VisualReader::Load(models, "eng", *std::move(layouts));
  REQUIRE(reader.ok());
  const Row row = GENERATE(from_range(std::begin(kRows), std::end(kRows)));
  CAPTURE(row);

  int right = 0;
  int wrong = 0;
  int confidently_wrong = 0;
  auto specimens = test::LoadSpecimens(row.set);
  REQUIRE(specimens.size() >= kPictures);
  specimens.resize(kPictures);
  for (const test::Specimen& specimen : specimens) {
    const auto image = capture::Decode(test::ReadBytes(specimen.image), capture::Light::kVisible);
    REQUIRE(image.ok());
    const auto result = mrz->Read(*image);
    REQUIRE(result.ok());
    const auto zone = reader->Read(*image, result->page ? &*result->page : nullptr, result->reading,
                                   Date{2026, 6, 1});
    REQUIRE(zone.ok());
    for (const auto& [field, reading] : zone->fields) {
      const auto truth = specimen.visual.find(field);
      if (truth == specimen.visual.end() || Letters(truth->second).empty()) continue;
      if (Letters(reading.value) == Letters(truth->second)) {
        ++right;
        continue;
      }
      UNSCOPED_INFO(specimen.id << ' ' << field << ": " << reading.value);
      ++wrong;
      confidently_wrong += reading.confidence >= kConfident ? 1 : 0;
    }
  }
  CAPTURE(right, wrong, confidently_wrong);
  CHECK(right >= row.least_right);
  CHECK(wrong <= row.most_wrong);
  CHECK(confidently_wrong <= row.most_confidently_wrong);
}

}  // namespace
}  // namespace chowki
