#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "identify/columns.h"
#include "identify/name_comparison.h"
#include "identify/name_key.h"
#include "identify/vocabulary.h"
#include "watchlist/snapshot.h"

namespace chowki::identify {

using NameId = std::uint32_t;

// Birth years as a set, a bit for each year modulo 64; all bits: any year.
using YearSet = std::uint64_t;
inline constexpr YearSet kAnyYear = ~YearSet{0};

// The years of a span of days and, since registers are often a year off, those beside it.
[[nodiscard]] YearSet YearsOf(const DateInterval& span);

// A name of the list that is like the one asked for.
struct NameHit {
  NameId name = 0;
  float points = 0;  // CompareNames
};

// An entry that bears a name.
struct Bearer {
  std::uint32_t entry : 30 = 0;  // index in the snapshot
  std::uint32_t quality : 2 = 0;
  [[nodiscard]] watchlist::NameQuality Quality() const {
    return static_cast<watchlist::NameQuality>(quality);
  }
};

struct NameRow {
  std::uint32_t words_end = 0;    // in the columns' name_words
  std::uint32_t bearers_end = 0;  // in the columns' bearers
  YearSet years = kAnyYear;       // of all bearers
};

inline constexpr float kWorthSteps = 2;  // of a name's worth, a point

template <template <typename> class Column>
struct NameColumns {
  Column<NameRow> names;
  Column<WordId> name_words;
  Column<std::uint8_t> name_worth;  // of all words together, in steps
  Column<Bearer> bearers;
  Column<std::uint32_t> posting_ends;  // by word
  Column<NameId> postings;

  auto Tied() { return std::tie(names, name_words, name_worth, bearers, posting_ends, postings); }
};

// All different names of a list, found by words that are like those asked for. Each name is stored
// and scored once, however many entries bear it.
//
// Names are numbered by their rarest word, then by the next: names that come up together lie
// together. A query (NameQuery) expands its words, and neighbours joined, and words split in two,
// to the words of the list, reads which names have them, rarest first and up to a budget, and
// compares the most promising names word by word: common words never decide how long it takes.
//
// thread  safe: immutable; the columns outlive it.
class NameIndex {
 public:
  struct Built {
    VocabularyColumns<Owned> words;
    NameColumns<Owned> names;
  };

  // worths  words are worth what they are in this index; null: what they are in the snapshot.
  [[nodiscard]] static Built Build(const watchlist::Snapshot& snapshot,
                                   const NameIndex* worths = nullptr);

  NameIndex(const VocabularyColumns<Mapped>& words, const NameColumns<Mapped>& names)
      : vocabulary_(words), columns_(names) {}

  // words      not empty.
  // worth      of each word, parallel.
  // years      names whose bearers were all born in others come after.
  // returns    at most scorecard::kNamesCompared names, most points first.
  [[nodiscard]] std::vector<NameHit> Find(std::span<const NameWord> words, bool truncated,
                                          YearSet years) const;

  [[nodiscard]] std::span<const Bearer> BearersOf(NameId name) const;
  [[nodiscard]] size_t size() const { return columns_.names.size(); }

  // What a word is worth in this list, and the same for all words of a name.
  [[nodiscard]] float WorthOf(std::string_view word) const;
  [[nodiscard]] std::vector<NameWord> Weighed(const Words& words) const;

  // The parts, for a search.
  [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }
  [[nodiscard]] NameWord Listed(WordId word) const;
  [[nodiscard]] std::span<const WordId> WordsOf(NameId name) const {
    const std::uint32_t begin = name == 0 ? 0 : columns_.names[name - 1].words_end;
    return columns_.name_words.subspan(begin, columns_.names[name].words_end - begin);
  }
  // Ascending: names with a rare word come first, those of common words only last.
  [[nodiscard]] std::span<const NameId> NamesWith(WordId word) const {
    const std::uint32_t begin = word == 0 ? 0 : columns_.posting_ends[word - 1];
    return columns_.postings.subspan(begin, columns_.posting_ends[word] - begin);
  }
  [[nodiscard]] float WorthOfName(NameId name) const {
    return static_cast<float>(columns_.name_worth[name]) / kWorthSteps;
  }
  [[nodiscard]] YearSet YearsOf(NameId name) const { return columns_.names[name].years; }

 private:
  Vocabulary vocabulary_;
  NameColumns<Mapped> columns_;
};

// What a word is worth: by its share among the names of a list, mixed with its share in the
// population.
//
// names   of the list that have the word or another spelling of it.
// all     names of the list; 0: there is no list.
[[nodiscard]] float WordWorth(std::string_view word, double names, double all);

}  // namespace chowki::identify
