#include "identify/name_comparison.h"

#include <algorithm>
#include <bit>
#include <string>

#include "identify/word_similarity.h"

namespace chowki::identify {
namespace {

std::uint8_t Bit(size_t i) { return static_cast<std::uint8_t>(1u << i); }
std::uint8_t TwoBits(size_t i) { return static_cast<std::uint8_t>(3u << i); }

bool SaysMuch(const NameWord& word) {
  return word.kind != WordKind::kParticle && word.kind != WordKind::kTitle;
}

float Similarity(const NameWord& a, const NameWord& b, const NameWeights& weights) {
  if (a.text == b.text) return 1;
  const float alike = WordSimilarity(a.text, b.text, scorecard::kLeastSimilarity);
  if (a.word_class == kNoClass || a.word_class != b.word_class) return alike;
  return std::max(alike, (1 - weights.other_spelling) * a.class_similarity * b.class_similarity);
}

// What a word of the list costs that nobody answers.
float EntryMissingCost(const NameWord& word, const NameWeights& weights) {
  if (word.kind == WordKind::kParticle) return weights.particle_missing;
  if (word.kind == WordKind::kTitle) return weights.title_missing;
  const float cost = weights.entry_word_missing + weights.entry_worth_missing * word.worth;
  return word.kind == WordKind::kPatronymic ? weights.patronymic_missing * cost : cost;
}

}  // namespace

// The search for the best choice of links: the words of the query one after another, each by one of
// its links or left out. What the rest can give at most cuts the search.
class NameComparison::Search {
 public:
  explicit Search(const NameComparison& comparison) : of_(comparison) {
    const auto ours = std::span(links_).first(of_.count_);
    std::ranges::copy(std::span(of_.links_).first(of_.count_), ours.begin());
    std::ranges::sort(ours, [](const Link& a, const Link& b) {
      const int first_a = std::countr_zero(a.query);
      const int first_b = std::countr_zero(b.query);
      return first_a != first_b ? first_a < first_b : a.points > b.points;
    });
    size_t next = 0;
    const size_t words = of_.query_.size();
    for (size_t i = 0; i < words; ++i) {
      begin_[i] = next;
      while (next < ours.size() && std::countr_zero(ours[next].query) == static_cast<int>(i)) {
        ++next;
      }
      end_[i] = next;
    }
    most_after_[words] = 0;
    for (size_t i = words; i-- > 0;) {
      const float best = begin_[i] < end_[i] ? std::max(0.0F, links_[begin_[i]].points) : 0;
      most_after_[i] = most_after_[i + 1] + best;
    }
  }

  float Best() {
    Continue(0, 0, 0, 0);
    return best_;
  }

 private:
  // query_done  words of the query that a link answers.
  void Continue(size_t i, unsigned query_done, unsigned entry_done, float points) {
    while (i < of_.query_.size() && (query_done >> i & 1U)) ++i;
    if (i == of_.query_.size()) {
      best_ = std::max(best_, points - of_.Rest(query_done, entry_done));
      return;
    }
    if (points + most_after_[i] <= best_ || steps_ == 0) return;
    --steps_;
    for (size_t k = begin_[i]; k < end_[i]; ++k) {
      const Link& link = links_[k];
      if ((link.query & query_done) || (link.entry & entry_done)) continue;
      Continue(i + 1, query_done | link.query, entry_done | link.entry, points + link.points);
    }
    Continue(i + 1, query_done, entry_done, points);
  }

  static constexpr int kMostSteps = 2000;  // far more than names of people need

  const NameComparison& of_;
  std::array<Link, kMostLinks> links_;
  std::array<size_t, kMostWords> begin_;  // of the links whose first word is i
  std::array<size_t, kMostWords> end_;
  std::array<float, kMostWords + 1> most_after_;
  float best_ = -1e9F;
  int steps_ = kMostSteps;
};

float UnlikeCost(float similarity, size_t letters, const NameWeights& weights) {
  const auto length = static_cast<float>(letters);
  const float unlike = (1 - similarity) * length / std::max(length, weights.short_word);
  return weights.unlike * unlike + weights.very_unlike * unlike * unlike;
}

float LinkPoints(float similarity, const NameWord& query, const NameWord& entry,
                 const NameWeights& weights) {
  if (similarity == 1) return std::min(query.worth, entry.worth);
  const size_t letters = std::max(query.text.size(), entry.text.size());
  return std::min(query.worth - UnlikeCost(similarity, letters, weights), entry.worth);
}

float JoinedPoints(float similarity, const NameWord& first, const NameWord& second,
                   const NameWord& word, const NameWeights& weights) {
  // A word that is common by itself says no more than that; a rare one is as good as the two.
  const float both = first.worth + second.worth;
  const float worth = word.worth < weights.rare_word ? std::min(both, word.worth) : both;
  const size_t letters = std::max(first.text.size() + second.text.size(), word.text.size());
  return (worth - UnlikeCost(similarity, letters, weights)) * weights.joined;
}

float QueryMissingCost(const NameWord& word, const NameWeights& weights) {
  if (word.kind == WordKind::kParticle) return weights.particle_missing;
  if (word.kind == WordKind::kTitle) return weights.title_missing;
  return weights.query_word_missing + weights.query_worth_missing * word.worth;
}

NameComparison::NameComparison(std::span<const NameWord> query, bool truncated,
                               const NameWeights& weights)
    : query_(query), truncated_(truncated), weights_(weights) {
  for (size_t i = 0; i < query.size(); ++i) query_cost_[i] = QueryMissingCost(query[i], weights);
}

void NameComparison::Begin(std::span<const NameWord> entry) {
  entry_ = entry;
  count_ = 0;
}

void NameComparison::Add(const Link& link) {
  for (Link& known : std::span(links_).first(count_)) {
    if (known.query == link.query && known.entry == link.entry) {
      known.points = std::max(known.points, link.points);
      return;
    }
  }
  if (count_ < links_.size()) links_[count_++] = link;
}

void NameComparison::AddAll() {
  AddPairs();
  AddJoins();
}

void NameComparison::AddPairs() {
  for (size_t i = 0; i < query_.size(); ++i) {
    const NameWord& word = query_[i];
    for (size_t j = 0; j < entry_.size(); ++j) {
      const NameWord& other = entry_[j];
      const bool one_initial = (word.text.size() == 1) != (other.text.size() == 1);
      if (one_initial && word.text[0] == other.text[0] && other.kind != WordKind::kParticle) {
        Add({Bit(i), Bit(j), weights_.initial});
      }
      if ((word.kind == WordKind::kParticle) != (other.kind == WordKind::kParticle)) continue;
      const float similarity = Similarity(word, other, weights_);
      if (similarity > 0) Add({Bit(i), Bit(j), LinkPoints(similarity, word, other, weights_)});
      const bool last = i + 1 == query_.size();
      if (other.text.size() > word.text.size() && word.text.size() > 1 &&
          other.text.starts_with(word.text) && (truncated_ ? last : word.text.size() > 2)) {
        const float share =
            static_cast<float>(word.text.size()) / static_cast<float>(other.text.size());
        const float factor = truncated_ && last ? 1 : weights_.beginning;
        const float worth = truncated_ && last ? other.worth : std::min(word.worth, other.worth);
        Add({Bit(i), Bit(j), worth * share * factor});
      }
    }
  }
}

// Two neighbours against one word that is nearly the same; not compared when their lengths are too
// different.
void NameComparison::AddJoins() {
  const auto similarity = [](const NameWord& a, const NameWord& b, const NameWord& word) -> float {
    const size_t length = a.text.size() + b.text.size();
    if (length > word.text.size() + 2 || word.text.size() > length + 2) return 0;
    if (a.text[0] != word.text[0] && a.text.back() != word.text.back() &&
        b.text.back() != word.text.back()) {
      return 0;
    }
    return static_cast<float>(
        WordSimilarity(std::string(a.text).append(b.text), word.text, scorecard::kLeastJoined));
  };
  for (size_t i = 0; i < query_.size(); ++i) {
    for (size_t j = 0; j < entry_.size(); ++j) {
      if (i + 1 < query_.size()) {
        const float alike = similarity(query_[i], query_[i + 1], entry_[j]);
        if (alike > 0) {
          Add({TwoBits(i), Bit(j),
               JoinedPoints(alike, query_[i], query_[i + 1], entry_[j], weights_)});
        }
      }
      if (j + 1 < entry_.size()) {
        const float alike = similarity(entry_[j], entry_[j + 1], query_[i]);
        if (alike > 0) {
          Add({Bit(i), TwoBits(j),
               JoinedPoints(alike, entry_[j], entry_[j + 1], query_[i], weights_)});
        }
      }
    }
  }
}

// What the words cost that nobody answers, and what speaks against it when both sides have words
// that the other lacks.
float NameComparison::Rest(unsigned query_done, unsigned entry_done) const {
  float cost = 0;
  float query_unanswered = 0;
  for (size_t i = 0; i < query_.size(); ++i) {
    if (query_done >> i & 1U) continue;
    cost += query_cost_[i];
    if (SaysMuch(query_[i])) query_unanswered += query_[i].worth;
  }
  const float after_cut = truncated_ ? weights_.missing_after_cut : 1;
  float entry_unanswered = 0;
  for (size_t j = 0; j < entry_.size(); ++j) {
    if (entry_done >> j & 1U) continue;
    cost += after_cut * EntryMissingCost(entry_[j], weights_);
    if (SaysMuch(entry_[j])) entry_unanswered += entry_[j].worth;
  }
  const float both = std::min(entry_unanswered, query_unanswered);
  if (both <= 0) return cost;
  return cost + after_cut * (weights_.contradiction + weights_.contradiction_by_worth * both);
}

float NameComparison::Best() const {
  unsigned query = 0;
  unsigned entry = 0;
  float points = 0;
  for (const Link& link : std::span(links_).first(count_)) {
    // Links that are in each other's way, or cost something, want a choice.
    if ((link.query & query) || (link.entry & entry) || link.points < 0) {
      return std::min(Search(*this).Best(), scorecard::kMostName);
    }
    query |= link.query;
    entry |= link.entry;
    points += link.points;
  }
  return std::min(points - Rest(query, entry), scorecard::kMostName);
}

float CompareNames(std::span<const NameWord> query, std::span<const NameWord> entry, bool truncated,
                   const NameWeights& weights) {
  NameComparison comparison(query, truncated, weights);
  comparison.Begin(entry);
  comparison.AddAll();
  return comparison.Best();
}

}  // namespace chowki::identify
