#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "identify/query.h"
#include "watchlist/snapshot.h"

namespace chowki::identify {

// A document number with the characters that OCR confuses made one: 0 O Q D, 1 I L, 8 B, 5 S, 2 Z,
// 6 G.
//
// number  upper-case letters and digits, as NormalDocumentNumber makes it.
[[nodiscard]] std::string ConfusableKey(std::string_view number);

// The document numbers of a list, exact and confusable at once, and the runs of stolen blanks.
//
// Numbers are filed by a hash of the confusable key and then by issuer, 12 bytes each; runs by
// their confusable bounds. A question looks at no more than scorecard::kDocumentsCompared of them.
//
// thread  safe: immutable after construction.
class DocumentIndex {
 public:
  explicit DocumentIndex(const watchlist::Snapshot& snapshot);

  // Indices of the entries that may have the document, in ascending order: those with a number of
  // the same confusable key, or a run that has it, where neither side says another issuer. Rarely
  // one too many: whoever asks compares the documents themselves.
  //
  // query  its document_number as NormalDocumentNumber makes it. An issuer that no state has
  //        counts as unknown.
  [[nodiscard]] std::vector<std::uint32_t> Find(const Query& query) const;

 private:
  struct Row {
    std::uint32_t number = 0;  // hash of the confusable key
    std::uint16_t issuer = 0;  // hash of the code; 0 unknown
    std::uint32_t entry = 0;
    auto operator<=>(const Row&) const = default;
  };
  // Runs of one length stand together, ascending by their first key.
  struct Run {
    std::string first;  // confusable keys
    std::string last;
    std::string furthest;  // the highest `last` of this run and those of its length before it
    std::uint16_t issuer = 0;
    std::uint32_t entry = 0;
  };

  void FindRuns(std::string_view key, std::uint16_t issuer,
                std::vector<std::uint32_t>& entries) const;

  std::vector<Row> rows_;
  std::vector<Run> runs_;
};

}  // namespace chowki::identify
