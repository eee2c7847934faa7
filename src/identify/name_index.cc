#include "identify/name_index.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "identify/name_comparison.h"
#include "identify/name_variants.h"
#include "identify/scorecard.h"

namespace chowki::identify {
namespace {

// Points are added up in steps of 1/64 in the lower bits, the unit that added last in the upper
// ones.
constexpr double kSteps = 64;
constexpr unsigned kUnitShift = 24;
constexpr std::uint32_t kPointsMask = (1u << kUnitShift) - 1;

// A half of a word that was split must be long enough to be a name.
constexpr size_t kLeastHalf = 2;

template <typename T>
std::span<const T> Slice(const std::vector<T>& all, const std::vector<std::uint32_t>& ends,
                         size_t index) {
  const std::uint32_t begin = index == 0 ? 0 : ends[index - 1];
  return std::span(all).subspan(begin, ends[index] - begin);
}

std::string Joined(const Words& words) {
  std::string joined;
  for (const std::string& word : words) joined += word + ' ';
  return joined;
}

// Points of every name of an index for the query that this thread works on. All zero between
// queries, so that a query costs what it touches and not what the list holds.
class Tally {
 public:
  explicit Tally(size_t names) : points_(Buffer()) {
    if (points_.size() < names) points_.resize(names);
  }
  ~Tally() {
    for (const NameId name : touched_) points_[name] = 0;
  }
  Tally(const Tally&) = delete;
  Tally& operator=(const Tally&) = delete;

  // A unit counts once for a name: what it adds first stays.
  void Add(NameId name, std::uint32_t unit, std::uint32_t steps) {
    std::uint32_t& there = points_[name];
    if (there == 0) touched_.push_back(name);
    if (there >> kUnitShift == unit) return;
    there = (unit << kUnitShift) | ((there & kPointsMask) + steps);
  }

  [[nodiscard]] double Points(NameId name) const {
    return static_cast<double>(points_[name] & kPointsMask) / kSteps;
  }
  [[nodiscard]] const std::vector<NameId>& touched() const { return touched_; }

 private:
  static std::vector<std::uint32_t>& Buffer() {
    thread_local std::vector<std::uint32_t> buffer;
    return buffer;
  }
  std::vector<std::uint32_t>& points_;
  std::vector<NameId> touched_;
};

double SimilarityFactor(double similarity) {
  return std::max(0.05, 1 - scorecard::kLossPerTenth * (1 - similarity) * 10);
}

}  // namespace

NameIndex::NameIndex(const watchlist::Snapshot& snapshot) {
  std::unordered_map<std::string, NameId> names;
  std::vector<std::pair<NameId, Bearer>> bearers;
  for (std::uint32_t entry = 0; entry < snapshot.size(); ++entry) {
    for (const watchlist::EntryName& name : snapshot.At(entry).names) {
      for (const Words& words : NameForms(name.full)) {
        const auto [place, added] =
            names.try_emplace(Joined(words), static_cast<NameId>(names.size()));
        if (added) {
          for (const std::string& word : words) name_words_.push_back(vocabulary_.Add(word));
          name_ends_.push_back(static_cast<std::uint32_t>(name_words_.size()));
        }
        bearers.push_back({place->second, {entry, name.quality}});
      }
    }
  }
  names.clear();
  vocabulary_.Finish();
  Build(std::move(bearers));
}

void NameIndex::Build(std::vector<std::pair<NameId, Bearer>> bearers) {
  std::ranges::sort(bearers);
  bearer_ends_.assign(name_ends_.size(), 0);
  for (const auto& [name, bearer] : bearers) {
    bearers_.push_back(bearer);
    bearer_ends_[name] = static_cast<std::uint32_t>(bearers_.size());
  }

  posting_ends_.assign(vocabulary_.size(), 0);
  for (const WordId word : name_words_) ++posting_ends_[word];
  for (size_t word = 1; word < posting_ends_.size(); ++word) {
    posting_ends_[word] += posting_ends_[word - 1];
  }
  postings_.resize(name_words_.size());
  std::vector<std::uint32_t> next = posting_ends_;
  for (NameId name = 0; name < name_ends_.size(); ++name) {
    for (const WordId word : Slice(name_words_, name_ends_, name)) postings_[--next[word]] = name;
  }

  const double all = static_cast<double>(std::max<size_t>(name_ends_.size(), 1));
  for (WordId word = 0; word < vocabulary_.size(); ++word) {
    worth_.push_back(WorthByShare(vocabulary_.Count(word) / all, vocabulary_.Text(word)));
  }
}

double NameIndex::WorthByShare(double share_in_list, std::string_view word) const {
  if (IsParticle(word)) return scorecard::kParticle;
  const double known = PopulationShare(word);
  const double population = known > 0 ? known : scorecard::kUnknownShare;
  const double names = static_cast<double>(name_ends_.size());
  const double share = (share_in_list * names + population * scorecard::kPriorNames) /
                       (names + scorecard::kPriorNames);
  return std::clamp(-std::log2(share), scorecard::kLeastWord, scorecard::kMostWord);
}

std::vector<double> NameIndex::WorthOf(const Words& words) const {
  std::vector<double> worth;
  for (const std::string& word : words) {
    const auto id = vocabulary_.Find(word);
    worth.push_back(id ? worth_[*id] : WorthByShare(0, word));
  }
  return worth;
}

std::span<const NameId> NameIndex::NamesWith(WordId word) const {
  return Slice(postings_, posting_ends_, word);
}

std::span<const Bearer> NameIndex::BearersOf(NameId name) const {
  return Slice(bearers_, bearer_ends_, name);
}

std::vector<NameIndex::Unit> NameIndex::UnitsOf(const Words& words, bool truncated) const {
  std::vector<Unit> units;
  const auto add = [&](std::vector<Variant> variants) {
    Unit unit{std::move(variants), 0};
    for (const Variant& variant : unit.variants) unit.postings += NamesWith(variant.word).size();
    if (unit.postings > 0) units.push_back(std::move(unit));
  };
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const bool cut = truncated && i + 1 == words.size();
    if (cut) add(vocabulary_.BeginningWith(word));
    if (word.size() == 1 || (IsParticle(word) && words.size() > 1)) continue;
    add(vocabulary_.Like(word));
    if (i + 1 < words.size()) add(vocabulary_.Like(word + words[i + 1]));
    for (size_t half = kLeastHalf; half + kLeastHalf <= word.size(); ++half) {
      const auto left = vocabulary_.Find(CanonicalSpelling(word.substr(0, half)));
      const auto right = vocabulary_.Find(CanonicalSpelling(word.substr(half)));
      if (!left || !right) continue;
      add({{*left, 1}});
      add({{*right, 1}});
    }
  }
  std::ranges::sort(units, {}, &Unit::postings);
  return units;
}

std::vector<NameId> NameIndex::Promising(const std::vector<Unit>& units) const {
  Tally tally(name_ends_.size());
  size_t budget = scorecard::kPostingBudget;
  std::uint32_t number = 0;
  for (const Unit& unit : units) {
    number = number % 0xff + 1;
    for (const Variant& variant : unit.variants) {
      const auto names = NamesWith(variant.word);
      const auto steps = static_cast<std::uint32_t>(kSteps * worth_[variant.word] *
                                                    SimilarityFactor(variant.similarity));
      const size_t read = std::min(budget, names.size());
      for (const NameId name : names.first(read)) tally.Add(name, number, steps);
      budget -= read;
    }
    if (budget == 0) break;
  }

  std::vector<std::pair<double, NameId>> ranked;
  ranked.reserve(tally.touched().size());
  for (const NameId name : tally.touched()) {
    const double words = static_cast<double>(Slice(name_words_, name_ends_, name).size());
    ranked.emplace_back(-tally.Points(name) - scorecard::kEntryWordMissing * words, name);
  }
  const size_t most = std::min(ranked.size(), scorecard::kNamesCompared);
  std::ranges::nth_element(ranked, ranked.begin() + static_cast<std::ptrdiff_t>(most));
  std::vector<NameId> promising;
  for (size_t i = 0; i < most; ++i) promising.push_back(ranked[i].second);
  return promising;
}

std::vector<NameHit> NameIndex::Find(const Words& words, bool truncated) const {
  std::vector<NameHit> hits;
  Words other;
  std::vector<double> worth;
  for (const NameId name : Promising(UnitsOf(words, truncated))) {
    other.clear();
    worth.clear();
    for (const WordId word : Slice(name_words_, name_ends_, name)) {
      other.push_back(vocabulary_.Text(word));
      worth.push_back(worth_[word]);
    }
    hits.push_back({name, CompareNames(words, other, worth, truncated)});
  }
  std::ranges::sort(hits, [](const NameHit& a, const NameHit& b) {
    return a.points != b.points ? a.points > b.points : a.name < b.name;
  });
  return hits;
}

}  // namespace chowki::identify
