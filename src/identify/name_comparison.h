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
  std::uint8_t query = 0;
  std::uint8_t entry = 0;
  float points = 0;
};

// What two words give that are alike; below zero when they are hardly.
//
// similarity  from scorecard::kLeastSimilarity to 1.
// worth       of the word that is more common.
// letters     of the longer word.
[[nodiscard]] float PointsOf(float similarity, float worth, size_t letters);

// What two neighbours give that stand for one word of the other name.
[[nodiscard]] float JoinedPoints(float similarity, const NameWord& first, const NameWord& second,
                                 const NameWord& word);

// A comparison of two names, word by word in any order: the choice of links that gives the most
// points, less what the words cost that nobody answers.
//
// query, entry  one to scorecard::kMostWords words each.
// truncated     the last word of the query may be a beginning only, and words may be missing after
//               it.
class NameComparison {
 public:
  NameComparison(std::span<const NameWord> query, std::span<const NameWord> entry, bool truncated)
      : query_(query), entry_(entry), truncated_(truncated) {}

  // A link that is known already. Of two links of the same words the better one counts.
  void Add(const Link& link);

  // Compares all words that no link joins yet, and neighbours joined.
  void AddAll();

  // returns  points, at most scorecard::kMostName; below zero when more speaks against it.
  [[nodiscard]] float Best() const;

 private:
  static constexpr size_t kMostLinks = 64;
  void AddPairs();
  void AddJoins();

  std::span<const NameWord> query_;
  std::span<const NameWord> entry_;
  bool truncated_;
  std::array<Link, kMostLinks> links_;
  size_t count_ = 0;
};

// The comparison of two names from nothing.
[[nodiscard]] float CompareNames(std::span<const NameWord> query, std::span<const NameWord> entry,
                                 bool truncated);

}  // namespace chowki::identify
