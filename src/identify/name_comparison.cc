#include "identify/name_comparison.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "identify/name_variants.h"
#include "identify/scorecard.h"
#include "identify/word_similarity.h"

namespace chowki::identify {
namespace {

using scorecard::kMostWords;

constexpr double kImpossible = -std::numeric_limits<double>::infinity();

// Points of two words that are taken for the same.
double PairPoints(double similarity, double worth) {
  if (similarity == 0) return kImpossible;
  const double tenths_lost = (1 - similarity) * 10;
  return worth * std::max(0.0, 1 - scorecard::kLossPerTenth * tenths_lost);
}

double Similarity(std::string_view a, std::string_view b) {
  return WordSimilarity(a, b, scorecard::kLeastSimilarity);
}

// A word as it is compared.
struct Part {
  std::string_view text;
  bool particle = false;
  bool says_much = false;  // neither particle nor initial

  [[nodiscard]] double MissingPoints(double points) const {
    return says_much ? points : scorecard::kParticleMissing;
  }
};

std::array<Part, kMostWords> PartsOf(const Words& words) {
  CHOWKI_CHECK(words.size() <= kMostWords);
  std::array<Part, kMostWords> parts;
  for (size_t i = 0; i < words.size(); ++i) {
    const bool particle = IsParticle(words[i]);
    parts[i] = {words[i], particle, !particle && words[i].size() > 1};
  }
  return parts;
}

// One comparison: tables of what every pairing gives, then the best choice among them.
class Comparison {
 public:
  Comparison(const Words& query, const Words& entry, std::span<const double> worth, bool truncated)
      : words_(query.size()),
        others_(entry.size()),
        query_(PartsOf(query)),
        entry_(PartsOf(entry)),
        worth_(worth),
        truncated_(truncated) {}

  // Goes through the words of the query; the bits of a state are the entry's words that are taken.
  [[nodiscard]] double Best() {
    const size_t states = size_t{1} << others_;
    best_.assign((words_ + 2) * states, {});
    best_[0] = {0, 0};
    for (size_t i = 0; i < words_; ++i) {
      for (size_t taken = 0; taken < states; ++taken) {
        if (At(i, taken).points > kImpossible) Continue(i, taken);
      }
    }
    double best = kImpossible;
    for (size_t taken = 0; taken < states; ++taken) {
      const State& state = At(words_, taken);
      if (state.points > kImpossible) best = std::max(best, state.points + Rest(state, taken));
    }
    return std::min(best, scorecard::kMostName);
  }

 private:
  struct State {
    double points = kImpossible;
    int unanswered = 0;  // words of the query without a partner, particles and initials not counted
  };

  [[nodiscard]] State& At(size_t i, size_t taken) { return best_[(i << others_) + taken]; }

  void Continue(size_t i, size_t taken) {
    const State from = At(i, taken);
    Offer(i + 1, taken,
          {from.points + query_[i].MissingPoints(scorecard::kQueryWordMissing),
           from.unanswered + (query_[i].says_much ? 1 : 0)});
    for (size_t j = 0; j < others_; ++j) {
      const size_t bit = size_t{1} << j;
      if (taken & bit) continue;
      Offer(i + 1, taken | bit, {from.points + Single(i, j), from.unanswered});
      if (i + 1 < words_) {
        Offer(i + 2, taken | bit, {from.points + QueryJoined(i, j), from.unanswered});
      }
      if (j + 1 < others_ && !(taken & (bit << 1))) {
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
    for (size_t j = 0; j < others_; ++j) {
      if ((taken >> j) & 1) continue;
      if (!truncated_) points += entry_[j].MissingPoints(scorecard::kEntryWordMissing);
      if (entry_[j].says_much) ++unanswered;
    }
    if (truncated_) return points;
    return points + scorecard::kContradiction * std::min(unanswered, state.unanswered);
  }

  [[nodiscard]] double Single(size_t i, size_t j) {
    double& points = single_[i][j];
    if (points != kUnknown) return points;
    return points = SinglePoints(query_[i], entry_[j], worth_[j], i + 1 == words_);
  }

  [[nodiscard]] double SinglePoints(const Part& word, const Part& other, double worth,
                                    bool last) const {
    double points = kImpossible;
    if (word.particle == other.particle) {
      points = PairPoints(Similarity(word.text, other.text), worth);
    }
    if ((word.text.size() == 1) != (other.text.size() == 1) && word.text[0] == other.text[0]) {
      points = std::max(points, scorecard::kInitial);
    }
    if (truncated_ && last && other.text.starts_with(word.text)) {
      points = std::max(points, worth * static_cast<double>(word.text.size()) /
                                    static_cast<double>(other.text.size()));
    }
    return points;
  }

  [[nodiscard]] double QueryJoined(size_t i, size_t j) const {
    return JoinedPoints(query_[i].text, query_[i + 1].text, entry_[j].text, worth_[j]);
  }

  [[nodiscard]] double EntryJoined(size_t i, size_t j) const {
    return JoinedPoints(entry_[j].text, entry_[j + 1].text, query_[i].text,
                        worth_[j] + worth_[j + 1]);
  }

  // Two neighbours against one word; not compared when their lengths are too different.
  [[nodiscard]] static double JoinedPoints(std::string_view first, std::string_view second,
                                           std::string_view word, double worth) {
    const size_t length = first.size() + second.size();
    if (length > word.size() + 2 || word.size() > length + 2) return kImpossible;
    return PairPoints(Similarity(std::string(first).append(second), word), worth);
  }

  static constexpr double kUnknown = std::numeric_limits<double>::max();

  size_t words_;   // of the query
  size_t others_;  // words of the entry
  std::array<Part, kMostWords> query_;
  std::array<Part, kMostWords> entry_;
  std::span<const double> worth_;  // of the entry's words
  bool truncated_;
  std::array<std::array<double, kMostWords>, kMostWords> single_ = [] {
    std::array<std::array<double, kMostWords>, kMostWords> unknown{};
    for (auto& row : unknown) row.fill(kUnknown);
    return unknown;
  }();
  std::vector<State> best_;  // [words of the query done][words of the entry taken]
};

}  // namespace

double CompareNames(const Words& query, const Words& entry, std::span<const double> worth,
                    bool truncated) {
  return Comparison(query, entry, worth, truncated).Best();
}

}  // namespace chowki::identify
