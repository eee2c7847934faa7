#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace chowki::identify {

using WordId = std::uint32_t;

// A word of the list that a word of the query may stand for.
struct Variant {
  WordId word = 0;
  double similarity = 0;  // (0,1]
  bool operator==(const Variant&) const = default;
};

// All different words of the names of a list, with what is needed to find those that a misspelt,
// misread or differently romanised word may stand for.
//
// Each word is filed under keys: its sound, its sound less one letter, its consonants and its
// consonants less one (the deletion neighbourhood of Symmetric Delete, W. Garbe 2012: two words
// that differ by one letter share a key). The number of keys grows with the length of a word, not
// with the list.
//
// thread  safe after Finish().
class Vocabulary {
 public:
  // The id of a word, a new one if needed. Counts one name that has it.
  WordId Add(std::string_view word);

  // Sorts the keys; nothing is added after it.
  void Finish();

  [[nodiscard]] size_t size() const { return words_.size(); }
  [[nodiscard]] const std::string& Text(WordId word) const { return words_[word]; }
  [[nodiscard]] std::uint32_t Count(WordId word) const { return counts_[word]; }
  [[nodiscard]] std::optional<WordId> Find(std::string_view word) const;

  // The words that are like one, itself among them, most similar first and then most rare; at most
  // scorecard::kMostVariants.
  [[nodiscard]] std::vector<Variant> Like(std::string_view word) const;

  // The words that begin with a piece that was cut off, each as similar as it is long enough to say
  // something; at most scorecard::kMostVariants, the most rare.
  [[nodiscard]] std::vector<Variant> BeginningWith(std::string_view piece) const;

 private:
  std::vector<std::string> words_;
  std::vector<std::uint32_t> counts_;
  std::unordered_map<std::string, WordId> ids_;
  std::vector<WordId> by_text_;                         // sorted by text, for beginnings
  std::vector<std::pair<std::uint32_t, WordId>> keys_;  // sorted: hash of a key, word
};

}  // namespace chowki::identify
