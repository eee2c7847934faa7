#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "watchlist/snapshot.h"

namespace chowki::identify {

// A document number with the characters that OCR confuses made one: 0 O Q D, 1 I L, 8 B, 5 S, 2 Z,
// 6 G.
//
// number  upper-case letters and digits, as NormalDocumentNumber makes it.
[[nodiscard]] std::string ConfusableKey(std::string_view number);

// The document numbers of a list: exact and confusable at once.
//
// thread  safe: immutable after construction.
class DocumentIndex {
 public:
  explicit DocumentIndex(const watchlist::Snapshot& snapshot);

  // Indices of the entries that may have a number with the same confusable key, in ascending order.
  // Rarely one too many: whoever asks compares the number itself.
  [[nodiscard]] std::vector<std::uint32_t> Find(std::string_view number) const;

 private:
  std::vector<std::pair<std::uint64_t, std::uint32_t>> rows_;  // sorted: hash of the key, entry
};

}  // namespace chowki::identify
