#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "identify/name_comparison.h"
#include "identify/name_index.h"
#include "identify/name_tally.h"
#include "identify/name_units.h"

namespace chowki::identify {

// One search of a NameIndex, in three rounds, each with fewer names and a closer look: which names
// have words that may be meant; what these words give together; all words compared.
//
// thread  one at a time in a thread.
class NameQuery {
 public:
  // words  not empty; outlives this, like the index. Their worth is put right (NameUnits).
  NameQuery(const NameIndex& index, std::span<NameWord> words, bool truncated, YearSet years)
      : index_(index),
        words_(words),
        years_(years),
        units_(index, words, truncated),
        comparison_(words, truncated) {}

  // returns  at most scorecard::kNamesCompared names, most points first.
  [[nodiscard]] std::vector<NameHit> Run();

 private:
  // A name that may be like the one asked for.
  struct Promise {
    NameId name = 0;
    float points = 0;  // by its words found, less some for those it has beside
    float most = 0;    // that a comparison can give
  };

  [[nodiscard]] std::vector<Promise> Promising() const;
  [[nodiscard]] float MostGain(std::span<const NameUnit* const> units) const;
  [[nodiscard]] size_t CountHopeful(const Tally& tally, float left) const;
  [[nodiscard]] std::vector<Promise> Best(const Tally& tally, float unread) const;
  static float KeepBest(std::vector<Promise>& promises);
  [[nodiscard]] std::vector<NameHit> Closer(std::vector<Promise> promises);
  [[nodiscard]] std::vector<NameHit> Fully(std::vector<NameHit> hits);
  [[nodiscard]] float PointsByWordsFound(NameId name);
  [[nodiscard]] float PointsByAllWords(NameId name);
  [[nodiscard]] float YearPoints(NameId name) const;

  const NameIndex& index_;
  std::span<const NameWord> words_;
  YearSet years_;
  NameUnits units_;
  NameComparison comparison_;
};

}  // namespace chowki::identify
