#include "identify/vocabulary.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "identify/scorecard.h"

namespace chowki::identify {
namespace {

// A vocabulary of words, each borne by so many names as often as it stands there.
class Sample {
 public:
  explicit Sample(std::vector<std::string> words) {
    std::ranges::sort(words);
    std::vector<std::string_view> different;
    std::vector<std::uint32_t> counts;
    for (const std::string& word : words) {
      if (different.empty() || different.back() != word) {
        different.emplace_back(word);
        counts.push_back(0);
      }
      ++counts.back();
    }
    columns_ =
        Vocabulary::Build(different, counts, [](std::string_view, std::uint32_t) { return 10.0F; });
    vocabulary_ = Vocabulary(ViewOf(columns_));
  }
  [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }
  [[nodiscard]] std::vector<std::string> Like(std::string_view word) const {
    std::vector<std::string> texts;
    for (const Variant& variant : vocabulary_.Like(word)) {
      texts.emplace_back(vocabulary_.Text(variant.word));
    }
    return texts;
  }

 private:
  VocabularyColumns<Owned> columns_;
  Vocabulary vocabulary_;
};

TEST_CASE("a word finds itself first and what it may be misspelt from", "[identify]") {
  const Sample sample({"ERIKSSON", "ERIKSON", "HENRIKSSON", "STENBERG", "ERIKSSON"});
  const Vocabulary& vocabulary = sample.vocabulary();
  CHECK(vocabulary.size() == 4);
  CHECK(vocabulary.Row(*vocabulary.Find("ERIKSSON")).names == 2);
  const auto like = sample.Like("ERIKSSON");
  REQUIRE(like.size() >= 2);
  CHECK(like[0] == "ERIKSSON");
  CHECK(like[1] == "ERIKSON");
  CHECK(std::ranges::find(like, "STENBERG") == like.end());
  for (const char* wrong :
       {"EPIKSSON", "ERIKSSN", "ERIKSSOEN", "REIKSSON", "ERIXSSON", "IRIKSEN"}) {
    INFO(wrong);
    const auto found = sample.Like(wrong);
    CHECK(std::ranges::find(found, "ERIKSSON") != found.end());
  }
  CHECK(sample.Like("XYZ").empty());
  CHECK_FALSE(vocabulary.Find("XYZ").has_value());
  CHECK(Sample({}).Like("ERIKSSON").empty());
}

TEST_CASE("the variants of a frequent word are those that a search finds", "[identify]") {
  std::vector<std::string> words(1000, "ERIKSSON");
  words.insert(words.end(), {"ERIKSON", "HENRIKSSON", "IRIKSSON"});
  const Sample sample(words);
  CHECK(sample.vocabulary().Row(*sample.vocabulary().Find("ERIKSSON")).frequent == 1);
  CHECK(sample.Like("ERIKSSON") ==
        Sample({"ERIKSSON", "ERIKSON", "HENRIKSSON", "IRIKSSON"}).Like("ERIKSSON"));
}

TEST_CASE("another spelling of a common name is found however unlike", "[identify]") {
  const auto like = Sample({"MD", "MUHAMMAD", "OLAF"}).Like("MOHAMMED");
  CHECK(std::ranges::find(like, "MD") != like.end());
  CHECK(std::ranges::find(like, "OLAF") == like.end());
}

TEST_CASE("a piece that was cut off finds the words that begin with it", "[identify]") {
  const Sample sample({"ANNA", "ANNABELLE", "ANTON", "BEATRICE"});
  CHECK(sample.vocabulary().BeginningWith("ANN").size() == 2);
  CHECK(sample.vocabulary().BeginningWith("B").size() == 1);
  CHECK(sample.vocabulary().BeginningWith("C").empty());
}

TEST_CASE("what one word may stand for is bounded", "[identify]") {
  std::vector<std::string> words;
  for (char a = 'A'; a <= 'Z'; ++a) {
    for (char b = 'A'; b <= 'Z'; ++b) words.push_back(std::string("KHALI") + a + b);
  }
  const Sample sample(words);
  CHECK(sample.Like("KHALIAA").size() == scorecard::kMostVariants);
  CHECK(sample.vocabulary().BeginningWith("KHALI").size() == scorecard::kMostVariants);
}

}  // namespace
}  // namespace chowki::identify
