#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "identify/match.h"
#include "identify/query.h"
#include "watchlist/snapshot.h"

namespace chowki::identify {

// Finds the entries of one generation of a watchlist that a traveller or a document may be.
//
// Candidates come from an exact and an OCR-confusable lookup of the document number and from the
// name index, whose cost for one query is bounded whatever the name; they are scored by the terms
// of scorecard.h.
//
// thread  safe: immutable after construction.
class Matcher {
 public:
  static constexpr size_t kDefaultLimit = 10;

  // Builds the index: seconds for a million entries.
  explicit Matcher(std::shared_ptr<const watchlist::Snapshot> snapshot);
  ~Matcher();
  Matcher(const Matcher&) = delete;
  Matcher& operator=(const Matcher&) = delete;

  // limit    at most so many matches.
  // returns  best first: alerts before others, then by score, ties by entry id.
  [[nodiscard]] std::vector<Match> Find(const Query& query, size_t limit = kDefaultLimit) const;

  [[nodiscard]] const watchlist::Snapshot& snapshot() const { return *snapshot_; }

 private:
  struct Index;
  std::shared_ptr<const watchlist::Snapshot> snapshot_;
  std::unique_ptr<const Index> index_;
};

}  // namespace chowki::identify
