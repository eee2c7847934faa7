#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "identify/name_key.h"
#include "identify/scorecard.h"
#include "identify/word_class.h"

namespace chowki::identify {

// A word of a name as it is compared.
struct NameWord {
  std::string_view text;  // A-Z, not empty
  float worth = 0;        // points when it agrees
  WordClass word_class = kNoClass;
  WordKind kind = WordKind::kName;
  float class_similarity = 1;  // to the spellings of the class, for a word that is only like one
};

// Words of one name that may stand for words of the other, as bit sets, and what that gives.
struct Link {
  std::uint8_t query;
  std::uint8_t entry;
  float points;
};

using scorecard::NameWeights;

// What it costs that two words are only alike.
//
// similarity  from scorecard::kLeastSimilarity to 1.
// letters     of the longer word.
[[nodiscard]] float UnlikeCost(float similarity, size_t letters,
                               const NameWeights& weights = scorecard::kNameWeights);

// What two words give that are alike; below zero when they are hardly.
[[nodiscard]] float LinkPoints(float similarity, const NameWord& query, const NameWord& entry,
                               const NameWeights& weights = scorecard::kNameWeights);

// What two neighbours give that stand for one word of the other name.
[[nodiscard]] float JoinedPoints(float similarity, const NameWord& first, const NameWord& second,
                                 const NameWord& word,
                                 const NameWeights& weights = scorecard::kNameWeights);

// What a word of the query costs that nobody answers.
[[nodiscard]] float QueryMissingCost(const NameWord& word,
                                     const NameWeights& weights = scorecard::kNameWeights);

// Comparisons of one name with others, word by word in any order: the choice of links that gives
// the most points, less what the words cost that nobody answers.
class NameComparison {
 public:
  // query      one to scorecard::kMostWords words; outlives this.
  // truncated  the last word of the query may be a beginning only, and words may be missing after
  //            it.
  // weights    outlive this.
  NameComparison(std::span<const NameWord> query, bool truncated,
                 const NameWeights& weights = scorecard::kNameWeights);

  // Begins with the next name, without links.
  //
  // entry  one to scorecard::kMostWords words; outlives the comparison with it.
  void Begin(std::span<const NameWord> entry);

  // A link that is known already. Of two links of the same words the better one counts.
  void Add(const Link& link);

  // Compares all words that no link joins yet, and neighbours joined.
  void AddAll();

  // returns  points, at most scorecard::kMostName; below zero when more speaks against it.
  [[nodiscard]] float Best() const;

 private:
  class Search;
  static constexpr size_t kMostLinks = 64;
  static constexpr size_t kMostWords = scorecard::kMostWords;
  void AddPairs();
  void AddJoins();
  [[nodiscard]] float Rest(unsigned query_done, unsigned entry_done) const;

  std::span<const NameWord> query_;
  std::span<const NameWord> entry_;
  bool truncated_;
  const NameWeights& weights_;
  std::array<float, kMostWords> query_cost_{};  // of a word that nobody answers
  std::array<Link, kMostLinks> links_;          // the first count_ of them
  size_t count_ = 0;
};

// The comparison of two names from nothing.
[[nodiscard]] float CompareNames(std::span<const NameWord> query, std::span<const NameWord> entry,
                                 bool truncated,
                                 const NameWeights& weights = scorecard::kNameWeights);

}  // namespace chowki::identify
