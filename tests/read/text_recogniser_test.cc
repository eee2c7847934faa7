#include "read/text_recogniser.h"

#include <algorithm>
#include <filesystem>
#include <string>

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

#include "read/text_support.h"

namespace chowki::read {
namespace {

using Step = std::array<float, TextPosteriors::kClasses>;

std::size_t ClassOf(std::string_view sign) {
  const auto signs = TextSigns();
  return static_cast<std::size_t>(std::find(signs.begin(), signs.end(), sign) - signs.begin()) + 1;
}

// Steps that each show one sign, "_" for a blank, with such a probability; the rest goes to
// another.
std::vector<Step> Seen(std::string_view path, float probability = 0.9F,
                       std::string_view else_ = "x") {
  std::vector<Step> steps;
  for (const char sign : path) {
    Step step{};
    const std::size_t shown =
        sign == '_' ? TextPosteriors::kBlank : ClassOf(std::string_view(&sign, 1));
    step[shown] += probability;
    step[ClassOf(else_)] += 1 - probability;
    steps.push_back(step);
  }
  return steps;
}

TEST_CASE("steps become signs: repetitions are one, a blank parts two", "[read]") {
  CHECK(DecodeText(Seen("AA_A__BB")).Text() == "AAB");
  CHECK(DecodeText(Seen("___")).words.empty());
  CHECK(DecodeText({}).words.empty());
  CHECK(DecodeText(Seen("_A_I_b_")).Text() == "Alb");
  CHECK(DecodeText(Seen("_A_I_B_")).Text() == "AIB");
}

TEST_CASE("a letter seen in both cases beside each other is one", "[read]") {
  CHECK(DecodeText(Seen("_QUu_E_")).Text() == "QUE");
  CHECK(DecodeText(Seen("_Q_u_U_E_")).Text() == "QuUE");
  std::vector<Step> steps = Seen("_U_L_A_", 0.8F);
  Step marked{};
  marked[ClassOf("Ł")] = 1;
  steps.insert(steps.begin() + 3, marked);  // right before the L
  CHECK(DecodeText(steps).Text() == "UŁA");
}

TEST_CASE("a space ends a word; words tell where they stand and how sure they are", "[read]") {
  std::vector<Step> steps = Seen("_12_ _");
  const std::vector<Step> month = Seen("_AU_G_", 0.6F);
  steps.insert(steps.end(), month.begin(), month.end());
  const TextLine line = DecodeText(steps);
  REQUIRE(line.words.size() == 2);
  CHECK(line.words[0].text == "12");
  CHECK(line.words[0].confidence == Approx(0.9));
  CHECK(line.words[1].text == "AUG");
  CHECK(line.words[1].confidence == Approx(0.6));
  CHECK(line.words[0].box.br().x < line.words[1].box.br().x);
  CHECK(line.words[1].box.contains({16, 10}));
}

TEST_CASE("an alphabet leaves out what cannot be there", "[read]") {
  const std::vector<Step> steps = Seen("_O_", 0.7F, "0");
  CHECK(DecodeText(steps).Text() == "O");
  const TextLine digits = DecodeText(steps, "0123456789");
  CHECK(digits.Text() == "0");
  CHECK(digits.Confidence() == Approx(1));
}

TEST_CASE("what was seen bears out a second reading, not another word", "[read]") {
  std::vector<Step> steps = Seen("_A_N_N_");
  const std::vector<Step> doubtful = Seen("_e_", 0.5F, "A");
  steps.insert(steps.end(), doubtful.begin(), doubtful.end());
  CHECK(Support(steps, "ANNE") > -0.05);
  CHECK(Support(steps, "ANNA") > -1);
  CHECK(Support(steps, "ANNI") < -4);
  CHECK(Support(steps, "ANN") < -4);
  CHECK(Support(steps, "ANNEANNEANNE") < -4);
}

TEST_CASE("two letters that render one are borne out by that one", "[read]") {
  CHECK(Support(Seen("_M_O_L_L_"), "MOELL") > -0.05);
  CHECK(Support(Seen("_M_O_E_L_L_"), "MOELL") > -0.05);
  CHECK(Support(Seen("_M_O_"), "MOE") > -0.05);
  CHECK(Support(Seen("_T_U_R_"), "THUR") > -0.05);
  CHECK(Support(Seen("_M_L_L_"), "MOELL") < -4);
  CHECK(Support(Seen("_M_O_L_L_"), "MOILL") < -4);
}

TEST_CASE("the network reads a printed line", "[read]") {
  const auto network = TextRecogniser::Load(std::filesystem::path(CHOWKI_SOURCE_DIR) / "models");
  REQUIRE(network.ok());
  cv::Mat strip(TextRecogniser::kStripRows, 221, CV_8UC1, cv::Scalar(230));
  cv::putText(strip, "ERIKSSON 1974", {8, 25}, cv::FONT_HERSHEY_SIMPLEX, 0.8, cv::Scalar(20), 2,
              cv::LINE_AA);
  const auto seen = network->Look(strip);
  REQUIRE(seen.ok());
  CHECK(seen->steps.size() == 112);  // the width filled up to a multiple of four
  CHECK(DecodeText(seen->steps).Text() == "ERIKSSON 1974");
  const cv::Mat blank(TextRecogniser::kStripRows, 64, CV_8UC1, cv::Scalar(230));
  CHECK(DecodeText(network->Look(blank)->steps).words.empty());
}

TEST_CASE("a folder without the network is told", "[read]") {
  CHECK(TextRecogniser::Load("/nowhere").status().code() == StatusCode::kNotFound);
}

}  // namespace
}  // namespace chowki::read
