#include "identify/vocabulary.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "identify/scorecard.h"

namespace chowki::identify {
namespace {

std::vector<std::string> Texts(const Vocabulary& vocabulary, const std::vector<Variant>& variants) {
  std::vector<std::string> texts;
  for (const Variant& variant : variants) texts.push_back(vocabulary.Text(variant.word));
  return texts;
}

TEST_CASE("a word finds itself first and what it may be misspelt from", "[identify]") {
  Vocabulary vocabulary;
  for (const char* word : {"ERIKSSON", "ERIKSON", "HENRIKSSON", "STENBERG", "ERIKSSON"}) {
    vocabulary.Add(word);
  }
  vocabulary.Finish();
  CHECK(vocabulary.size() == 4);
  CHECK(vocabulary.Count(*vocabulary.Find("ERIKSSON")) == 2);
  const auto like = Texts(vocabulary, vocabulary.Like("ERIKSSON"));
  REQUIRE(like.size() >= 2);
  CHECK(like[0] == "ERIKSSON");
  CHECK(like[1] == "ERIKSON");
  CHECK(std::ranges::find(like, "STENBERG") == like.end());
  for (const char* wrong :
       {"EPIKSSON", "ERIKSSN", "ERIKSSOEN", "REIKSSON", "ERIXSSON", "IRIKSEN"}) {
    INFO(wrong);
    const auto found = Texts(vocabulary, vocabulary.Like(wrong));
    CHECK(std::ranges::find(found, "ERIKSSON") != found.end());
  }
  CHECK(vocabulary.Like("XYZ").empty());
  CHECK_FALSE(vocabulary.Find("XYZ").has_value());
}

TEST_CASE("a piece that was cut off finds the words that begin with it", "[identify]") {
  Vocabulary vocabulary;
  for (const char* word : {"ANNA", "ANNABELLE", "ANTON", "BEATRICE"}) vocabulary.Add(word);
  vocabulary.Finish();
  CHECK(vocabulary.BeginningWith("ANN").size() == 2);
  CHECK(vocabulary.BeginningWith("B").size() == 1);
  CHECK(vocabulary.BeginningWith("C").empty());
}

TEST_CASE("what one word may stand for is bounded", "[identify]") {
  Vocabulary vocabulary;
  for (char a = 'A'; a <= 'Z'; ++a) {
    for (char b = 'A'; b <= 'Z'; ++b) vocabulary.Add(std::string("KHALI") + a + b);
  }
  vocabulary.Finish();
  CHECK(vocabulary.Like("KHALIAA").size() == scorecard::kMostVariants);
  CHECK(vocabulary.BeginningWith("KHALI").size() == scorecard::kMostVariants);
}

}  // namespace
}  // namespace chowki::identify
