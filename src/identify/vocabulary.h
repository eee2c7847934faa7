#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "identify/columns.h"
#include "identify/word_class.h"

namespace chowki::identify {

using WordId = std::uint32_t;  // words are numbered in the order of their letters

// A word of the list that a word of the query may stand for.
struct Variant {
  WordId word = 0;
  float similarity = 0;  // (0,1]
  bool operator==(const Variant&) const = default;
};

// What is known of a word.
struct WordRow {
  std::uint32_t letters_end = 0;  // in the columns' letters
  std::uint32_t signature = 0;    // the set of its letters, A is bit 0
  std::uint32_t names = 0;        // of the list that have it
  float worth = 0;                // points when it agrees: scorecard.h
  WordClass word_class = kNoClass;
  WordKind kind = WordKind::kName;
  std::uint8_t frequent = 0;  // 1: its variants are worked out beforehand
  bool operator==(const WordRow&) const = default;
};

template <template <typename> class Column>
struct VocabularyColumns {
  Column<char> letters;
  Column<WordRow> words;
  Column<std::uint32_t> bucket_ends;  // of the keys, by hash
  Column<WordId> bucket_words;
  Column<WordId> frequent;  // ascending
  Column<std::uint32_t> frequent_ends;
  Column<Variant> frequent_variants;

  auto Tied() {
    return std::tie(letters, words, bucket_ends, bucket_words, frequent, frequent_ends,
                    frequent_variants);
  }
};

// All different words of the names of a list, with what is needed to find those that a misspelt,
// misread or differently romanised word may stand for.
//
// Each word is filed under keys: itself, its rough sound and its consonants, each also less one
// letter, and its shape to a reading machine (the deletion neighbourhood of Symmetric Delete, W.
// Garbe 2012: two words that differ by one letter share a key). The number of keys grows with the
// length of a word, not with the list. For the words that many names have, the answer is worked out
// beforehand.
//
// thread  safe: immutable; the columns outlive it.
class Vocabulary {
 public:
  using Columns = VocabularyColumns<Mapped>;

  Vocabulary() = default;
  explicit Vocabulary(const Columns& columns) : columns_(columns) {}

  // words  ascending, all different; parallel to `names`.
  // names  how many names have each word.
  // worth  of a word, by the number of names that have it or another of its class.
  [[nodiscard]] static VocabularyColumns<Owned> Build(
      std::span<const std::string_view> words, std::span<const std::uint32_t> names,
      const std::function<float(std::string_view word, std::uint32_t names)>& worth);

  [[nodiscard]] size_t size() const { return columns_.words.size(); }
  [[nodiscard]] const WordRow& Row(WordId word) const { return columns_.words[word]; }
  [[nodiscard]] std::string_view Text(WordId word) const {
    const std::uint32_t begin = word == 0 ? 0 : columns_.words[word - 1].letters_end;
    return {columns_.letters.data() + begin, columns_.words[word].letters_end - begin};
  }
  [[nodiscard]] std::optional<WordId> Find(std::string_view word) const;

  // The words that are like one, itself among them, most similar first and then most rare; at most
  // scorecard::kMostVariants.
  [[nodiscard]] std::vector<Variant> Like(std::string_view word) const;

  // The words that are nearly the same as one, at least scorecard::kLeastJoined alike: for words
  // that may not be words at all.
  [[nodiscard]] std::vector<Variant> VeryLike(std::string_view word) const;

  // The words that begin with a piece that was cut off; at most scorecard::kMostVariants, the most
  // rare.
  [[nodiscard]] std::vector<Variant> BeginningWith(std::string_view piece) const;

 private:
  enum class Reach { kAll, kNear };
  [[nodiscard]] std::vector<Variant> WorkOut(std::string_view word, Reach reach) const;
  [[nodiscard]] std::span<const WordId> Bucket(std::uint32_t key) const;

  Columns columns_;
};

}  // namespace chowki::identify
