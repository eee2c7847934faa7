// Reads the drawn specimens and holds the figures against a table that only moves up: raising a
// number is a commit, lowering one needs a reason.

#include <algorithm>

#include <catch2/catch.hpp>
#include <opencv2/core.hpp>

#include "capture/decode.h"
#include "icao/mrz_check.h"
#include "read/mrz_reader.h"
#include "support/specimens.h"

namespace chowki::read {
namespace {

struct Ratchet {
  const char* set;
  double least_exact;       // share of the specimens with an MRZ
  double most_wrong_valid;  // share handed out with valid digits but a wrong character
};

constexpr Ratchet kTable[] = {
    {"clean", 1.0, 0.0},
    {"worn", 0.99, 0.0},
    {"camera", 0.95, 0.0},
};

bool DigitsHold(const MrzReading& reading) {
  const auto digits = icao::CheckDigits(*reading.format, reading.lines);
  return std::all_of(digits.begin(), digits.end(), [](const auto& d) { return d.valid; });
}

const MrzReader& Reader() {
  static const MrzReader reader = [] {
    cv::setNumThreads(1);
    auto loaded = MrzReader::Load(std::string(CHOWKI_SOURCE_DIR) + "/models");
    REQUIRE(loaded.ok());
    return std::move(loaded).value();
  }();
  return reader;
}

MrzResult ReadSpecimen(const test::Specimen& specimen) {
  const auto bytes = test::ReadBytes(specimen.image);
  const auto image = capture::Decode(bytes, capture::Light::kVisible);
  REQUIRE(image.ok());
  auto result = Reader().Read(*image);
  REQUIRE(result.ok());
  return std::move(result).value();
}

TEST_CASE("drawn specimens are read as well as before", "[read][specimens]") {
  for (const Ratchet& row : kTable) {
    int with_mrz = 0, exact = 0, wrong_valid = 0, invented = 0;
    for (const test::Specimen& specimen : test::LoadSpecimens(row.set)) {
      const MrzReading reading = ReadSpecimen(specimen).reading;
      const bool read = reading.status == MrzStatus::kRead;
      if (!specimen.has_mrz) {
        invented += read ? 1 : 0;
        continue;
      }
      ++with_mrz;
      if (read && reading.lines == specimen.mrz) {
        ++exact;
      } else {
        UNSCOPED_INFO(specimen.id << " not exact");
        if (read && DigitsHold(reading)) ++wrong_valid;
      }
    }
    INFO(row.set << ": " << exact << " of " << with_mrz << " exact, " << wrong_valid
                 << " wrong with valid digits, " << invented << " invented");
    REQUIRE(with_mrz > 0);
    CHECK(exact >= row.least_exact * with_mrz);
    CHECK(wrong_valid <= row.most_wrong_valid * with_mrz);
    CHECK(invented == 0);
  }
}

TEST_CASE("an altered digit is reported as printed, never repaired", "[read][specimens]") {
  int told = 0, total = 0;
  for (const test::Specimen& specimen : test::LoadSpecimens("altered")) {
    if (!specimen.has_mrz || specimen.check_digits_ok) continue;
    ++total;
    const MrzReading reading = ReadSpecimen(specimen).reading;
    INFO(specimen.id);
    if (reading.status != MrzStatus::kRead) continue;
    CHECK_FALSE(DigitsHold(reading));
    told += reading.lines == specimen.mrz ? 1 : 0;
  }
  REQUIRE(total > 0);
  CHECK(told >= 0.95 * total);
}

TEST_CASE("the page is found where it was drawn", "[read][specimens]") {
  const auto specimens = test::LoadSpecimens("clean");
  int checked = 0;
  for (const test::Specimen& specimen : specimens) {
    if (specimen.type != "TD3" || ++checked > 5) continue;
    const MrzResult result = ReadSpecimen(specimen);
    INFO(specimen.id);
    REQUIRE(result.page.has_value());
    CHECK(result.page->size == locate::PageSize::kId3);
    CHECK(result.page->residual_mm < 0.5);
    CHECK(result.page->ppi == Approx(result.reading.ppi).epsilon(0.02));
  }
  CHECK(checked > 0);
}

}  // namespace
}  // namespace chowki::read
