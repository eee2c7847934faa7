#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "identify/name_comparison.h"
#include "identify/name_index.h"
#include "identify/word_table.h"

namespace chowki::identify {

// What names are looked up by: a word of the query, two neighbours written as one, or a word read
// as two.
struct NameUnit {
  struct Source {
    std::span<const NameId> names;
    float gain = 0;  // what a name gets that has it, beyond leaving the words out
  };
  std::uint8_t query = 0;  // the words of the query, as bits
  size_t postings = 0;     // names of all sources together
  std::vector<Source> sources;
};

// The units of one query, and what each word of the list may stand for in it.
//
// thread  one at a time in a thread: what words stand for lies in a table of the thread.
class NameUnits {
 public:
  // words  not empty; outlives this, like the index. Their worth is put right: a misspelt word is
  //        not rare for being misspelt.
  NameUnits(const NameIndex& index, std::span<NameWord> words, bool truncated);

  [[nodiscard]] const std::vector<NameUnit>& units() const { return units_; }

  // The most that a name can get for words of the query, which are given as bits.
  [[nodiscard]] float MostGain(unsigned query) const;

  // What words give at the most that are no units, since they stand in the query before.
  [[nodiscard]] float MostOfRepeated() const { return MostGain(repeated_); }

  // Adds to a comparison the links that a name's words have by what they may stand for.
  void AddLinks(std::span<const WordId> name, NameComparison& comparison) const;

 private:
  // What a word of the list may stand for; several make a chain.
  struct Meaning {
    std::uint8_t query = 0;
    std::uint8_t half = 0;  // 0: by itself; else 1 + twice the split, and 1 more for its right half
    std::uint16_t next = 0;
    float points = 0;
  };

  void AddWord(size_t i);
  void AddJoin(size_t i);
  void AddSplits(size_t i);
  void AddBeginnings(size_t i);
  void AddVariants(unsigned query, std::span<const Variant> variants,
                   float (NameUnits::*points)(size_t, const Variant&) const);
  void AdoptClass(NameWord& word, std::vector<Variant>& like) const;
  void LowerWorth(NameWord& word, std::span<const Variant> like) const;
  void Mean(WordId word, const Meaning& meaning);
  [[nodiscard]] float WordPoints(size_t i, const Variant& variant) const;
  [[nodiscard]] float JoinPoints(size_t i, const Variant& variant) const;
  [[nodiscard]] float BeginningPoints(size_t i, const Variant& variant) const;

  const NameIndex& index_;
  std::span<NameWord> words_;
  std::array<float, scorecard::kMostWords> missing_cost_{};  // of a word that nobody answers
  unsigned repeated_ = 0;  // words that stand in the query before, as bits
  std::vector<NameUnit> units_;
  std::deque<std::vector<NameId>> with_both_;  // names with both halves of a split
  std::vector<float> split_points_;
  std::vector<Meaning> meanings_{1};
  WordTable first_meaning_;
};

}  // namespace chowki::identify
