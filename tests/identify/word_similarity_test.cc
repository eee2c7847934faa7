#include "identify/word_similarity.h"

#include <random>
#include <string>

#include <catch2/catch.hpp>

#include "identify/scorecard.h"

namespace chowki::identify {
namespace {

TEST_CASE("likely spellings are nearer than other words", "[identify]") {
  CHECK(WordSimilarity("ERIKSSON", "ERIKSSON") == 1);
  CHECK(WordSimilarity("ERIKSSON", "ERIKSON") > 0.95);  // doubled letter
  CHECK(WordSimilarity("QADIR", "KADIR") > 0.9);        // romanisation
  CHECK(WordSimilarity("NOOR", "NUR") > WordSimilarity("NOOR", "NIR"));
  CHECK(WordSimilarity("MARTIN", "NARTIN") > WordSimilarity("MARTIN", "LARTIN"));  // OCR
  CHECK(WordSimilarity("JON", "JOHN") > 0.85);
  CHECK(WordSimilarity("MHMD", "MUHAMMAD") >= scorecard::kLeastSimilarity);  // without vowels
}

TEST_CASE("one letter wrong in any word of four is still like it, another word is not",
          "[identify]") {
  CHECK(WordSimilarity("KHAN", "KHAX") >= scorecard::kLeastSimilarity);
  CHECK(WordSimilarity("KHAN", "SHAH") < scorecard::kLeastSimilarity);
  CHECK(WordSimilarity("ERIKSSON", "STENBERG") < scorecard::kLeastSimilarity);
}

TEST_CASE("similarity is symmetric, between 0 and 1, and 1 only for equals",
          "[identify][property]") {
  std::mt19937 random(7);
  const auto word = [&random] {
    std::string made;
    for (size_t n = 1 + random() % 40; n > 0; --n) made += static_cast<char>('A' + random() % 5);
    return made;
  };
  for (int i = 0; i < 5000; ++i) {
    const std::string a = word();
    const std::string b = word();
    const float similarity = WordSimilarity(a, b);
    CHECK(similarity == WordSimilarity(b, a));
    CHECK(similarity >= 0);
    CHECK(similarity <= 1);
    if (a.size() < 32 && b.size() < 32 && a != b) CHECK(similarity < 1);
    // Giving up early never changes what is alike enough; no sum of costs meets this limit.
    constexpr float kLimit = 0.6137F;
    const float early = WordSimilarity(a, b, kLimit);
    CHECK(early == (similarity >= kLimit ? similarity : 0));
  }
}

TEST_CASE("a sound key is the same for most spellings of a word", "[identify]") {
  CHECK(SoundKey("YOUSSEF") == SoundKey("YUSIF"));
  CHECK(SoundKey("PHILIP") == SoundKey("FILLIP"));
  CHECK(SoundKey("KHALED") == SoundKey("QALID"));
  CHECK(Consonants(SoundKey("MOHAMMED")) == "MHMD");
}

TEST_CASE("two letters for one sound are as good as the one", "[identify]") {
  CHECK(WordSimilarity("PEZHMAN", "PEJMAN") > 0.95F);
  CHECK(WordSimilarity("CHO", "JO") > 0.85F);
  CHECK(WordSimilarity("GHAFUR", "GAFOOR") > 0.9F);
  CHECK(WordSimilarity("PEJMAN", "PEZHMAN") == WordSimilarity("PEZHMAN", "PEJMAN"));
  CHECK(WordSimilarity("CHO", "HO") < WordSimilarity("CHO", "JO"));
}

TEST_CASE("rough sounds and shapes are those that writers and machines confuse", "[identify]") {
  CHECK(RoughSoundKey(SoundKey("QOLAM")) == RoughSoundKey(SoundKey("GHOLAM")));
  CHECK(RoughSoundKey(SoundKey("TALAL")) != RoughSoundKey(SoundKey("JALAL")));
  CHECK(ShapeKey("REHMAN") == ShapeKey("KEHMAM"));
  CHECK(ShapeKey("REHMAN") != ShapeKey("REHMAT"));
}

}  // namespace
}  // namespace chowki::identify
