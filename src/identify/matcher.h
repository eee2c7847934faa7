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

  enum class Scope { kDocuments, kAll };

  // Builds the index: of documents alone a second for a million entries, of everything some more.
  // With documents alone names find nobody, and names_ready() says so.
  explicit Matcher(std::shared_ptr<const watchlist::Snapshot> snapshot, Scope scope = Scope::kAll);
  ~Matcher();
  Matcher(const Matcher&) = delete;
  Matcher& operator=(const Matcher&) = delete;

  // limit    at most so many matches.
  // returns  best first: alerts before others, then by score, ties by entry id.
  [[nodiscard]] std::vector<Match> Find(const Query& query, size_t limit = kDefaultLimit) const;

  [[nodiscard]] const watchlist::Snapshot& snapshot() const { return *snapshot_; }

  // Whether an answer without a hit means that the list has nobody of such a name.
  [[nodiscard]] bool names_ready() const { return scope_ == Scope::kAll; }

 private:
  struct Index;
  std::shared_ptr<const watchlist::Snapshot> snapshot_;
  std::unique_ptr<const Index> index_;
  const Scope scope_;
};

}  // namespace chowki::identify
