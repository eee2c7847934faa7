#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "identify/name_key.h"
#include "identify/vocabulary.h"
#include "watchlist/snapshot.h"

namespace chowki::identify {

using NameId = std::uint32_t;

// A name of the list that is like the one asked for.
struct NameHit {
  NameId name = 0;
  double points = 0;  // CompareNames
};

// An entry that bears a name.
struct Bearer {
  std::uint32_t entry = 0;  // index in the snapshot
  watchlist::NameQuality quality = watchlist::NameQuality::kPrimary;
  auto operator<=>(const Bearer&) const = default;
};

// All different names of a list, found by words that are like those asked for. Each name is stored
// and scored once, however many entries bear it.
//
// A query expands its words (and neighbours joined, and words split in two) to the words of the
// list, reads which names have them, rarest first and up to a budget, and compares the most
// promising names word by word: common words never decide how long it takes.
//
// thread  safe: immutable after construction.
class NameIndex {
 public:
  explicit NameIndex(const watchlist::Snapshot& snapshot);

  // words      not empty.
  // returns    at most scorecard::kNamesCompared names, most points first.
  [[nodiscard]] std::vector<NameHit> Find(const Words& words, bool truncated) const;

  [[nodiscard]] std::span<const Bearer> BearersOf(NameId name) const;

  // What canonical words are worth in this list, in points: scorecard.h.
  [[nodiscard]] std::vector<double> WorthOf(const Words& words) const;

 private:
  // A word of the query, or two joined, or half of one, with what it may stand for.
  struct Unit {
    std::vector<Variant> variants;
    size_t postings = 0;
  };

  void Build(std::vector<std::pair<NameId, Bearer>> bearers);
  [[nodiscard]] std::vector<Unit> UnitsOf(const Words& words, bool truncated) const;
  [[nodiscard]] std::vector<NameId> Promising(const std::vector<Unit>& units) const;
  [[nodiscard]] std::span<const NameId> NamesWith(WordId word) const;
  [[nodiscard]] double WorthByShare(double share_in_list, std::string_view word) const;

  Vocabulary vocabulary_;
  std::vector<double> worth_;             // by word
  std::vector<WordId> name_words_;        // name after name
  std::vector<std::uint32_t> name_ends_;  // one past each name, offsets into name_words_
  std::vector<NameId> postings_;          // word after word
  std::vector<std::uint32_t> posting_ends_;
  std::vector<Bearer> bearers_;  // name after name
  std::vector<std::uint32_t> bearer_ends_;
};

}  // namespace chowki::identify
