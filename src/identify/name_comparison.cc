#include "identify/name_comparison.h"

#include <algorithm>
#include <bit>
#include <string>

#include "identify/word_similarity.h"

namespace chowki::identify {
namespace {

using scorecard::kMostWords;

constexpr auto kShortWord = static_cast<float>(scorecard::kShortWord);

std::uint8_t Bit(size_t i) { return static_cast<std::uint8_t>(1u << i); }
std::uint8_t TwoBits(size_t i) { return static_cast<std::uint8_t>(3u << i); }

bool SaysMuch(const NameWord& word) {
  return word.kind == WordKind::kName || word.kind == WordKind::kInitial;
}

float Similarity(const NameWord& a, const NameWord& b) {
  if (a.text == b.text) return 1;
  const float alike = WordSimilarity(a.text, b.text, scorecard::kLeastSimilarity);
  if (a.word_class == kNoClass || a.word_class != b.word_class) return alike;
  return std::max(alike, scorecard::kSameClass * a.class_similarity * b.class_similarity);
}

// What a word costs that nobody answers.
float MissingCost(const NameWord& word, float fixed, float by_worth) {
  return SaysMuch(word) ? fixed + by_worth * word.worth : scorecard::kParticleMissing;
}

// The search for the best choice of links: the words of the query one after another, each by one of
// its links or left out. What the rest can give at most cuts the search.
class Search {
 public:
  Search(std::span<const NameWord> query, std::span<const NameWord> entry,
         std::span<const Link> links, bool truncated)
      : query_(query), entry_(entry), truncated_(truncated) {
    std::ranges::copy(links, links_.begin());
    const auto ours = std::span(links_).first(links.size());
    std::ranges::sort(ours, [](const Link& a, const Link& b) {
      const int first_a = std::countr_zero(a.query);
      const int first_b = std::countr_zero(b.query);
      return first_a != first_b ? first_a < first_b : a.points > b.points;
    });
    size_t next = 0;
    for (size_t i = 0; i < query.size(); ++i) {
      begin_[i] = next;
      while (next < ours.size() && std::countr_zero(ours[next].query) == static_cast<int>(i)) {
        ++next;
      }
      end_[i] = next;
    }
    most_after_[query.size()] = 0;
    for (size_t i = query.size(); i-- > 0;) {
      const float best = begin_[i] < end_[i] ? std::max(0.0F, links_[begin_[i]].points) : 0;
      most_after_[i] = most_after_[i + 1] + best;
    }
    for (size_t i = 0; i < query.size(); ++i) {
      query_cost_[i] =
          MissingCost(query[i], scorecard::kQueryWordMissing, scorecard::kQueryWorthMissing);
    }
    for (size_t j = 0; j < entry.size(); ++j) {
      entry_cost_[j] =
          MissingCost(entry[j], scorecard::kEntryWordMissing, scorecard::kEntryWorthMissing);
      if (truncated) entry_cost_[j] *= scorecard::kMissingAfterCut;
    }
  }

  float Best() {
    Continue(0, 0, 0, 0, 0);
    return best_;
  }

 private:
  void Continue(size_t i, unsigned query_done, unsigned entry_done, float points,
                float unanswered) {
    while (i < query_.size() && (query_done >> i & 1U)) ++i;
    if (i == query_.size()) {
      best_ = std::max(best_, points - Rest(entry_done, unanswered));
      return;
    }
    if (points + most_after_[i] <= best_ || steps_ == 0) return;
    --steps_;
    for (size_t k = begin_[i]; k < end_[i]; ++k) {
      const Link& link = links_[k];
      if ((link.query & query_done) || (link.entry & entry_done)) continue;
      Continue(i + 1, query_done | link.query, entry_done | link.entry, points + link.points,
               unanswered);
    }
    const float more = SaysMuch(query_[i]) ? query_[i].worth : 0;
    Continue(i + 1, query_done, entry_done, points - query_cost_[i], unanswered + more);
  }

  // What words of the entry that nobody took cost, and what speaks against it when both sides have
  // words that the other lacks.
  [[nodiscard]] float Rest(unsigned entry_done, float query_unanswered) const {
    float cost = 0;
    float unanswered = 0;
    for (size_t j = 0; j < entry_.size(); ++j) {
      if (entry_done >> j & 1U) continue;
      cost += entry_cost_[j];
      if (SaysMuch(entry_[j])) unanswered += entry_[j].worth;
    }
    const float both = std::min(unanswered, query_unanswered);
    if (both <= 0) return cost;
    const float contradiction = scorecard::kContradiction + scorecard::kContradictionByWorth * both;
    return cost + contradiction * (truncated_ ? scorecard::kMissingAfterCut : 1);
  }

  static constexpr int kMostSteps = 2000;  // far more than names of people need

  std::span<const NameWord> query_;
  std::span<const NameWord> entry_;
  bool truncated_;
  std::array<Link, 64> links_;
  std::array<size_t, kMostWords> begin_{};  // of the links whose first word is i
  std::array<size_t, kMostWords> end_{};
  std::array<float, kMostWords + 1> most_after_{};
  std::array<float, kMostWords> query_cost_{};
  std::array<float, kMostWords> entry_cost_{};
  float best_ = -1e9F;
  int steps_ = kMostSteps;
};

}  // namespace

float PointsOf(float similarity, float worth, size_t letters) {
  const auto length = static_cast<float>(letters);
  const float unlike = (1 - similarity) * length / std::max(length, kShortWord);
  return worth - scorecard::kUnlike * unlike - scorecard::kVeryUnlike * unlike * unlike;
}

float JoinedPoints(float similarity, const NameWord& first, const NameWord& second,
                   const NameWord& word) {
  // A word that is common by itself says no more than that; a rare one is as good as the two.
  const float both = first.worth + second.worth;
  const float worth = word.worth < scorecard::kRareWord ? std::min(both, word.worth) : both;
  return PointsOf(similarity, worth,
                  std::max(first.text.size() + second.text.size(), word.text.size())) *
         scorecard::kJoined;
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
        Add({Bit(i), Bit(j), scorecard::kInitial});
      }
      if ((word.kind == WordKind::kParticle) != (other.kind == WordKind::kParticle)) continue;
      const float similarity = Similarity(word, other);
      // A word that is another well-known one is no misspelling of a rare one.
      const float worth = similarity == 1 ? other.worth : std::min(word.worth, other.worth);
      if (similarity > 0) {
        const size_t letters = std::max(word.text.size(), other.text.size());
        Add({Bit(i), Bit(j), PointsOf(similarity, worth, letters)});
      }
      const bool last = i + 1 == query_.size();
      if (other.text.size() > word.text.size() && word.text.size() > 1 &&
          other.text.starts_with(word.text) && (truncated_ ? last : word.text.size() > 2)) {
        const float share =
            static_cast<float>(word.text.size()) / static_cast<float>(other.text.size());
        const float factor = truncated_ && last ? 1 : scorecard::kBeginning;
        Add({Bit(i), Bit(j), (truncated_ && last ? other.worth : worth) * share * factor});
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
          Add({TwoBits(i), Bit(j), JoinedPoints(alike, query_[i], query_[i + 1], entry_[j])});
        }
      }
      if (j + 1 < entry_.size()) {
        const float alike = similarity(entry_[j], entry_[j + 1], query_[i]);
        if (alike > 0) {
          Add({Bit(i), TwoBits(j), JoinedPoints(alike, entry_[j], entry_[j + 1], query_[i])});
        }
      }
    }
  }
}

float NameComparison::Best() const {
  Search search(query_, entry_, std::span(links_).first(count_), truncated_);
  return std::min(search.Best(), scorecard::kMostName);
}

float CompareNames(std::span<const NameWord> query, std::span<const NameWord> entry,
                   bool truncated) {
  NameComparison comparison(query, entry, truncated);
  comparison.AddAll();
  return comparison.Best();
}

}  // namespace chowki::identify
