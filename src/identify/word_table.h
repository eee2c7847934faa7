#pragma once

#include <cstdint>
#include <vector>

#include "identify/vocabulary.h"

namespace chowki::identify {

// A small number for each word of the list, for the query that this thread works on; 0 at first.
// All zero between queries, so that a query costs what it touches and not what the list holds.
class WordTable {
 public:
  explicit WordTable(size_t words) : numbers_(Buffer()) {
    if (numbers_.size() < words) numbers_.resize(words);
  }
  ~WordTable() {
    for (const WordId word : touched_) numbers_[word] = 0;
  }
  WordTable(const WordTable&) = delete;
  WordTable& operator=(const WordTable&) = delete;

  [[nodiscard]] std::uint16_t Get(WordId word) const { return numbers_[word]; }
  void Put(WordId word, std::uint16_t number) {
    if (numbers_[word] == 0) touched_.push_back(word);
    numbers_[word] = number;
  }

 private:
  static std::vector<std::uint16_t>& Buffer() {
    thread_local std::vector<std::uint16_t> buffer;
    return buffer;
  }
  std::vector<std::uint16_t>& numbers_;
  std::vector<WordId> touched_;
};

}  // namespace chowki::identify
