#include "identify/name_comparison.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "identify/name_variants.h"
#include "identify/scorecard.h"
#include "identify/word_similarity.h"

namespace chowki::identify {
namespace {

using scorecard::kMostWords;

constexpr double kImpossible = -std::numeric_limits<double>::infinity();

// Points of two words that are taken for the same.
double PairPoints(double similarity, double worth) {
  if (similarity < scorecard::kLeastSimilarity) return kImpossible;
  const double tenths_lost = (1 - similarity) * 10;
  return worth * std::max(0.0, 1 - scorecard::kLossPerTenth * tenths_lost);
}

double MissingPoints(const std::string& word, double points) {
  return word.size() == 1 || IsParticle(word) ? scorecard::kParticleMissing : points;
}

// One comparison: tables of what every pairing gives, then the best choice among them.
class Comparison {
 public:
  Comparison(const Words& query, const Words& entry, bool truncated, const WordWorth& worth)
      : query_(query), entry_(entry), truncated_(truncated) {
    for (size_t j = 0; j < entry.size(); ++j) worth_[j] = worth(entry[j]);
  }

  // Goes through the words of the query; the bits of a state are the entry's words that are taken.
  [[nodiscard]] double Best() {
    const size_t states = size_t{1} << entry_.size();
    best_.assign((query_.size() + 2) * states, {});
    best_[0] = {0, 0};
    for (size_t i = 0; i < query_.size(); ++i) {
      for (size_t taken = 0; taken < states; ++taken) {
        if (At(i, taken).points > kImpossible) Continue(i, taken);
      }
    }
    double best = kImpossible;
    for (size_t taken = 0; taken < states; ++taken) {
      const State& state = At(query_.size(), taken);
      if (state.points > kImpossible) best = std::max(best, state.points + Rest(state, taken));
    }
    return std::min(best, scorecard::kMostName);
  }

 private:
  struct State {
    double points = kImpossible;
    int unanswered = 0;  // words of the query without a partner, particles and initials not counted
  };

  [[nodiscard]] State& At(size_t i, size_t taken) { return best_[(i << entry_.size()) + taken]; }

  void Continue(size_t i, size_t taken) {
    const State from = At(i, taken);
    const bool counts = query_[i].size() > 1 && !IsParticle(query_[i]);
    Offer(i + 1, taken,
          {from.points + MissingPoints(query_[i], scorecard::kQueryWordMissing),
           from.unanswered + (counts ? 1 : 0)});
    for (size_t j = 0; j < entry_.size(); ++j) {
      const size_t bit = size_t{1} << j;
      if (taken & bit) continue;
      Offer(i + 1, taken | bit, {from.points + Single(i, j), from.unanswered});
      if (i + 1 < query_.size()) {
        Offer(i + 2, taken | bit, {from.points + QueryJoined(i, j), from.unanswered});
      }
      if (j + 1 < entry_.size() && !(taken & (bit << 1))) {
        Offer(i + 1, taken | bit | (bit << 1), {from.points + EntryJoined(i, j), from.unanswered});
      }
    }
  }

  void Offer(size_t i, size_t taken, State state) {
    State& there = At(i, taken);
    if (state.points > there.points) there = state;
  }

  // Words of the entry that nobody took.
  [[nodiscard]] double Rest(const State& state, size_t taken) const {
    double points = 0;
    int unanswered = 0;
    for (size_t j = 0; j < entry_.size(); ++j) {
      if ((taken >> j) & 1) continue;
      if (!truncated_) points += MissingPoints(entry_[j], scorecard::kEntryWordMissing);
      if (entry_[j].size() > 1 && !IsParticle(entry_[j])) ++unanswered;
    }
    if (truncated_) return points;
    return points + scorecard::kContradiction * std::min(unanswered, state.unanswered);
  }

  [[nodiscard]] double Single(size_t i, size_t j) {
    double& points = single_[i][j];
    if (points != kUnknown) return points;
    return points = SinglePoints(query_[i], entry_[j], worth_[j], i + 1 == query_.size());
  }

  [[nodiscard]] double SinglePoints(const std::string& word, const std::string& other, double worth,
                                    bool last) const {
    double points = PairPoints(WordSimilarity(word, other), worth);
    if (IsParticle(word) != IsParticle(other)) points = kImpossible;
    if ((word.size() == 1) != (other.size() == 1) && word[0] == other[0]) {
      points = std::max(points, scorecard::kInitial);
    }
    if (truncated_ && last && other.starts_with(word)) {
      points = std::max(
          points, worth * static_cast<double>(word.size()) / static_cast<double>(other.size()));
    }
    return points;
  }

  [[nodiscard]] double QueryJoined(size_t i, size_t j) const {
    const std::string joined = query_[i] + query_[i + 1];
    if (!MayBeAlike(joined, entry_[j])) return kImpossible;
    return PairPoints(WordSimilarity(joined, entry_[j]), worth_[j]);
  }

  [[nodiscard]] double EntryJoined(size_t i, size_t j) const {
    const std::string joined = entry_[j] + entry_[j + 1];
    if (!MayBeAlike(joined, query_[i])) return kImpossible;
    return PairPoints(WordSimilarity(query_[i], joined), worth_[j] + worth_[j + 1]);
  }

  // Joined words that differ much in length need not be compared.
  [[nodiscard]] static bool MayBeAlike(const std::string& joined, const std::string& word) {
    return joined.size() <= word.size() + 2 && word.size() <= joined.size() + 2;
  }

  static constexpr double kUnknown = std::numeric_limits<double>::max();

  const Words& query_;
  const Words& entry_;
  bool truncated_;
  std::array<double, kMostWords> worth_{};
  std::array<std::array<double, kMostWords>, kMostWords> single_ = [] {
    std::array<std::array<double, kMostWords>, kMostWords> unknown{};
    for (auto& row : unknown) row.fill(kUnknown);
    return unknown;
  }();
  std::vector<State> best_;  // [words of the query done][words of the entry taken]
};

}  // namespace

double CompareNames(const Words& query, const Words& entry, bool truncated,
                    const WordWorth& worth) {
  return Comparison(query, entry, truncated, worth).Best();
}

}  // namespace chowki::identify
