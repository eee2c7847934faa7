#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "identify/match.h"
#include "identify/query.h"
#include "watchlist/changes.h"
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

  // The next generation: finds in `updated` what an index of the whole of it would find, at the
  // cost of indexing what changed. Goes on from this one or from one that was itself made so; words
  // keep the worth that they have in the list that was indexed as a whole.
  //
  // updated  snapshot().With(changes): the same entries but for the changes.
  // thread   safe; this one goes on answering.
  [[nodiscard]] std::shared_ptr<const Matcher> With(
      const watchlist::Changes& changes, std::shared_ptr<const watchlist::Snapshot> updated) const;

  // Finds these entries alone, with the scores that they have among all the others: what a new
  // version says of people who were searched for before. Costs an index of them, and its search is
  // as much cheaper as they are fewer.
  //
  // ids  those that are not in the list are passed over.
  [[nodiscard]] std::shared_ptr<const Matcher> Among(const std::vector<std::string>& ids) const;

  // [0,1+]: what was changed since the whole list was indexed, as a share of it. Beyond a tenth a
  // new index is worth its cost.
  [[nodiscard]] double ShareSince() const;

  // limit    at most so many matches.
  // returns  best first: alerts before others, then by score, ties by entry id.
  [[nodiscard]] std::vector<Match> Find(const Query& query, size_t limit = kDefaultLimit) const;

  [[nodiscard]] const watchlist::Snapshot& snapshot() const { return *snapshot_; }

  // Whether an answer without a hit means that the list has nobody of such a name.
  [[nodiscard]] bool names_ready() const { return scope_ == Scope::kAll; }

 private:
  struct Parts;
  class Search;
  Matcher(std::shared_ptr<const watchlist::Snapshot> snapshot, Scope scope, Parts parts);

  std::shared_ptr<const watchlist::Snapshot> snapshot_;
  std::unique_ptr<const Parts> parts_;
  const Scope scope_;
};

}  // namespace chowki::identify
