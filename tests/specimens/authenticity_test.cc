// The ratchet of authenticity: what forged specimens are told by, and that genuine ones pass.
// Raising a number is a commit; lowering one needs a reason in it.

#include <algorithm>
#include <filesystem>
#include <ostream>

#include <catch2/catch.hpp>
#include <opencv2/core.hpp>

#include "app/layout_files.h"
#include "read/mrz_reader.h"
#include "read/visual_reader.h"
#include "screen/screener.h"
#include "support/specimens.h"

namespace chowki {
namespace {

const Time kNow = std::chrono::sys_days{std::chrono::year{2026} / 6 / 1} + std::chrono::hours(9);

// Readers are loaded once for all tests of this program.
class Inspector {
 public:
  static const Inspector& Get() {
    static const Inspector inspector;
    return inspector;
  }

  [[nodiscard]] screen::Screening Inspect(const test::Specimen& specimen,
                                          bool by_visible_light_alone = false) const {
    std::vector<std::vector<unsigned char>> files = {test::ReadBytes(specimen.image)};
    std::vector<capture::Light> lights = {capture::Light::kVisible};
    for (const auto& [light, file] : specimen.lights) {
      if (by_visible_light_alone) break;
      files.push_back(test::ReadBytes(file));
      lights.push_back(light == "infrared" ? capture::Light::kInfrared
                                           : capture::Light::kUltraviolet);
    }
    std::vector<screen::Input> inputs;
    for (size_t i = 0; i < files.size(); ++i) inputs.push_back({lights[i], files[i]});
    const FixedClock clock{kNow};
    screen::Screener::Parts parts;
    parts.mrz_reader = &*mrz_;
    parts.visual_reader = &*visual_;
    parts.clock = &clock;
    auto screening = screen::Screener(parts).Screen(inputs, {}, Deadline());
    INFO(Message(screening.status()));
    REQUIRE(screening.ok());
    return *std::move(screening);
  }

 private:
  Inspector() {
    cv::setNumThreads(1);
    REQUIRE(mrz_.ok());
    REQUIRE(visual_.ok());
  }

  std::filesystem::path models_ = std::filesystem::path(CHOWKI_SOURCE_DIR) / "models";
  Result<read::MrzReader> mrz_ = read::MrzReader::Load(models_);
  Result<read::VisualReader> visual_ =
      read::VisualReader::Load(models_, "eng", app::LoadLayouts(models_).value());
};

std::string Reasons(const screen::Screening& screening) {
  std::string reasons;
  for (const decide::Reason& reason : screening.verdict.reasons) reasons += reason.code + ' ';
  return reasons;
}

TEST_CASE("genuine specimens pass in all lights, worn and lying beside one another",
          "[specimens][ratchet]") {
  const std::string set = GENERATE("lit_genuine", "lit_misregistered");
  for (const test::Specimen& specimen : test::LoadSpecimens(set)) {
    REQUIRE(specimen.lights.size() == 2);
    const screen::Screening screening = Inspector::Get().Inspect(specimen);
    INFO(specimen.id << ": " << Reasons(screening));
    CHECK(screening.verdict.advice == decide::Advice::kClear);
  }
}

struct Forgery {
  const char* variant;
  std::vector<std::string> told_by;  // one of these checks
  int least_told;
};

std::ostream& operator<<(std::ostream& out, const Forgery& forgery) {
  return out << forgery.variant;
}

bool IsTold(const screen::Screening& screening, const std::vector<std::string>& checks) {
  return std::any_of(screening.findings.begin(), screening.findings.end(),
                     [&](const verify::Finding& finding) {
                       return std::count(checks.begin(), checks.end(), finding.check) > 0 &&
                              finding.contributes != verify::Contribution::kClear;
                     });
}

TEST_CASE("forged specimens are told, by a check that looks where the forger was",
          "[specimens][ratchet]") {
  const Forgery forgery = GENERATE(values<Forgery>(
      {{"mrz_altered_fixed", {"mrz.visual", "ir.mrz", "uv.mrz"}, 3},
       {"visual_altered", {"mrz.visual"}, 2},  // an expiry in 2085 is taken for no expiry at all
       {"both_altered", {"ir.mrz", "ir.page", "uv.mrz"}, 3},
       {"infrared_text_differs", {"ir.mrz"}, 3},
       {"dye_mrz", {"ir.mrz"}, 3},
       {"all_toner", {"ir.page"}, 3},
       {"mrz_digit_pasted", {"mrz.pasted"}, 3},
       {"mrz_font_wrong", {"mrz.print"}, 3},
       {"mrz_pitch_wrong", {"mrz.print"}, 3},
       {"bright_paper", {"uv.paper"}, 3},
       {"glowing_strip", {"uv.mrz"}, 3},
       {"portrait_glued", {"uv.photo"}, 3}}));
  CAPTURE(forgery);
  int told = 0;
  std::string advice;
  for (const test::Specimen& specimen :
       test::LoadSpecimens(std::string("lit_") + forgery.variant)) {
    CHECK(specimen.variant == forgery.variant);
    const screen::Screening screening = Inspector::Get().Inspect(specimen);
    advice += specimen.id + ": " + Reasons(screening) + '\n';
    if (IsTold(screening, forgery.told_by)) ++told;
  }
  INFO(advice);
  CHECK(told >= forgery.least_told);
}

TEST_CASE(
    "a portrait that was put into the file is told where the scan was compressed more strongly",
    "[specimens][ratchet]") {
  int told = 0;
  for (const test::Specimen& specimen : test::LoadSpecimens("edited")) {
    CHECK(specimen.variant == "portrait_pasted");
    if (IsTold(Inspector::Get().Inspect(specimen), {"img.edited"})) ++told;
  }
  CHECK(told >= 5);
}

TEST_CASE("copies, displays and faces printed over are told by visible light alone",
          "[specimens][ratchet]") {
  // A grey copy whose picture has no noise may be a grey file: nothing is said of it.
  const auto [variant, least_told] = GENERATE(table<std::string, int>({{"grey_copy", 2},
                                                                       {"colour_copy", 3},
                                                                       {"inkjet_copy", 3},
                                                                       {"recapture", 3},
                                                                       {"portrait_printed", 2}}));
  CAPTURE(variant);
  int told = 0;
  for (const test::Specimen& specimen : test::LoadSpecimens("lit_" + variant)) {
    CHECK(specimen.variant == variant);
    if (IsTold(Inspector::Get().Inspect(specimen, true), {"vis.print", "vis.portrait"})) ++told;
  }
  CHECK(told >= least_told);
}

}  // namespace
}  // namespace chowki
