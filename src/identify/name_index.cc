#include "identify/name_index.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "identify/name_tally.h"
#include "identify/scorecard.h"
#include "identify/word_class.h"

namespace chowki::identify {
namespace {

using scorecard::kMostWords;

// Halves of a word that was split must be long enough to be names, and one of them to say
// something.
constexpr size_t kLeastHalf = 2;
constexpr size_t kLeastLongerHalf = 4;
// A word that is hardly alike may still be the one that decides.
constexpr float kLeastGain = 0.25F;
// Particles are not looked up; so much they may add to what was found.
constexpr float kOfParticles = 1;
// Words that so many names have are no two words written as one.
constexpr std::uint32_t kNeverSplit = 100;

template <typename T>
T Slice(T all, std::uint32_t begin, std::uint32_t end) {
  return all.subspan(begin, end - begin);
}

}  // namespace

// A word of the query, two joined, or one half of a word, with what it may stand for.
struct NameIndex::Unit {
  std::uint8_t query = 0;       // the words of the query, as bits
  std::uint8_t other_half = 0;  // 1 + the unit of the other half; 0: it is no half
  bool beginning = false;       // cut: similarity is the share of the letters that are there
  size_t postings = 0;
  std::vector<Variant> variants;
};

class NameIndex::Query {
 public:
  Query(const NameIndex& index, std::span<const NameWord> words, bool truncated, YearSet years)
      : index_(index),
        words_(words.begin(), words.end()),
        truncated_(truncated),
        years_(years),
        first_meaning_(index.vocabulary_.size()) {}

  std::vector<NameHit> Run() {
    MakeUnits();
    return Fully(Closer(Promising()));
  }

 private:
  // What a word of the list may stand for in this query; several make a chain.
  struct Meaning {
    std::uint8_t unit = 0;
    float similarity = 0;
    std::uint16_t next = 0;
  };

  // A name that may be like the one asked for.
  struct Promise {
    NameId name = 0;
    float points = 0;  // by its words found, less some for those it has beside
    float most = 0;    // that a comparison can give
  };

  void MakeUnits();
  void AddUnit(unsigned query, std::vector<Variant> variants);
  void AddSplits(size_t i);
  void AdoptClass(NameWord& word, std::vector<Variant>& like) const;
  [[nodiscard]] std::vector<Promise> Promising();
  size_t Read(const Unit& unit, size_t budget, bool open, Tally& tally) const;
  [[nodiscard]] size_t CountHopeful(const Tally& tally, float left) const;
  [[nodiscard]] float WorthOfWords(std::span<const Unit* const> units) const;
  [[nodiscard]] std::vector<Promise> Best(const Tally& tally, float unread) const;
  [[nodiscard]] std::vector<NameHit> Closer(std::vector<Promise> promises);
  [[nodiscard]] std::vector<NameHit> Fully(std::vector<NameHit> hits);
  [[nodiscard]] float Compare(NameId name, bool fully);
  [[nodiscard]] static float PointsOfMeaning(const Unit& unit, float similarity,
                                             const NameWord& word, const NameWord& other);
  [[nodiscard]] float YearPoints(NameId name) const {
    if (years_ == kAnyYear || (index_.columns_.names[name].years & years_) != 0) return 0;
    return scorecard::kBirthDateDiffers;
  }

  const NameIndex& index_;
  std::vector<NameWord> words_;
  bool truncated_;
  YearSet years_;
  std::vector<Unit> units_;
  std::vector<Meaning> meanings_{1};
  FirstMeanings first_meaning_;
};

void NameIndex::Query::AddUnit(unsigned query, std::vector<Variant> variants) {
  Unit unit{static_cast<std::uint8_t>(query), 0, false, 0, std::move(variants)};
  std::erase_if(unit.variants, [&](const Variant& variant) {
    return index_.vocabulary_.Row(variant.word).kind == WordKind::kParticle;
  });
  for (const Variant& variant : unit.variants) {
    unit.postings += index_.NamesWith(variant.word).size();
    if (meanings_.size() > 0xfff0) break;
    meanings_.push_back({static_cast<std::uint8_t>(units_.size()), variant.similarity,
                         first_meaning_.Get(variant.word)});
    first_meaning_.Put(variant.word, static_cast<std::uint16_t>(meanings_.size() - 1));
  }
  units_.push_back(std::move(unit));
}

void NameIndex::Query::MakeUnits() {
  const Vocabulary& vocabulary = index_.vocabulary_;
  for (size_t i = 0; i < words_.size(); ++i) {
    const NameWord& word = words_[i];
    if (truncated_ && i + 1 == words_.size()) {
      AddUnit(1U << i, vocabulary.BeginningWith(word.text));
      units_.back().beginning = true;
    }
    if (word.text.size() > 1) {
      std::vector<Variant> like = vocabulary.Like(word.text);
      AdoptClass(words_[i], like);
      AddUnit(1U << i, std::move(like));
    }
    if (i + 1 < words_.size()) {
      std::vector<Variant> joined =
          vocabulary.VeryLike(std::string(word.text).append(words_[i + 1].text));
      if (!joined.empty()) AddUnit(3U << i, std::move(joined));
    }
    AddSplits(i);
  }
}

// A misspelling of one spelling of a common name may stand for the others as well.
void NameIndex::Query::AdoptClass(NameWord& word, std::vector<Variant>& like) const {
  if (word.word_class != kNoClass || like.empty() || like.front().similarity == 1) return;
  const Vocabulary& vocabulary = index_.vocabulary_;
  const auto nearest = std::ranges::find_if(like, [&](const Variant& variant) {
    return vocabulary.Row(variant.word).word_class != kNoClass;
  });
  if (nearest == like.end() || nearest->similarity < scorecard::kLeastForClass) return;
  word.word_class = vocabulary.Row(nearest->word).word_class;
  word.class_similarity = nearest->similarity;
  const float similarity = nearest->similarity * scorecard::kSameClass;
  for (const std::string& spelling : SpellingsOf(word.word_class)) {
    const auto id = vocabulary.Find(spelling);
    if (!id) continue;
    const auto known = std::ranges::find(like, *id, &Variant::word);
    if (known == like.end()) {
      like.push_back({*id, similarity});
    } else {
      known->similarity = std::max(known->similarity, similarity);
    }
  }
}

void NameIndex::Query::AddSplits(size_t i) {
  const Vocabulary& vocabulary = index_.vocabulary_;
  const std::string_view text = words_[i].text;
  if (text.size() < kLeastHalf + kLeastLongerHalf) return;
  const auto whole = vocabulary.Find(text);
  if (whole && vocabulary.Row(*whole).names >= kNeverSplit) return;
  for (size_t half = kLeastHalf; half + kLeastHalf <= text.size(); ++half) {
    if (std::max(half, text.size() - half) < kLeastLongerHalf) continue;
    const auto left = vocabulary.Find(text.substr(0, half));
    if (!left) continue;
    const auto right = vocabulary.Find(text.substr(half));
    if (!right || units_.size() > 60) continue;
    const auto first = static_cast<std::uint8_t>(units_.size() + 1);
    AddUnit(1U << i, {{*left, 1}});
    AddUnit(1U << i, {{*right, 1}});
    units_[first - 1U].other_half = static_cast<std::uint8_t>(first + 1);
    units_[first].other_half = first;
  }
}

// Reads which names have the words of the units, rarest first. Once enough names have more points
// than the units that are left can give, no others are added; once those are few, the rest need not
// be read at all: a closer look at each finds it.
std::vector<NameIndex::Query::Promise> NameIndex::Query::Promising() {
  std::vector<const Unit*> order;
  for (const Unit& unit : units_) {
    if (unit.postings > 0) order.push_back(&unit);
  }
  std::ranges::sort(order, {}, &Unit::postings);

  Tally tally(index_.size());
  size_t budget = scorecard::kPostingBudget;
  bool open = true;
  size_t done = 0;  // units that were read to their end
  for (; done < order.size(); ++done) {
    const float left = WorthOfWords(std::span(order).subspan(done));
    if (open) {
      open = tally.CountWith(left * scorecard::kMoreThanLeft) < scorecard::kNamesAhead;
    }
    if (!open && CountHopeful(tally, left) <= scorecard::kNamesPromising) break;
    tally.NextUnit();
    const Unit& unit = *order[done];
    budget -= Read(unit, budget, open, tally);
    if (budget == 0) break;
  }
  return Best(tally, WorthOfWords(std::span(order).subspan(done)));
}

// How many names may still be among the best when the units that are left give no more than `left`.
size_t NameIndex::Query::CountHopeful(const Tally& tally, float left) const {
  // Years of birth are looked at later: any name may be of the right ones.
  if (years_ != kAnyYear) return tally.names().size();
  return tally.CountWith(std::floor(tally.PointsOfBest(scorecard::kNamesAhead) - left));
}

float NameIndex::Query::WorthOfWords(std::span<const Unit* const> units) const {
  unsigned query = 0;
  for (const Unit* unit : units) query |= unit->query;
  float worth = 0;
  for (size_t word = 0; word < words_.size(); ++word) {
    if (query >> word & 1U) worth += words_[word].worth;
  }
  return worth;
}

// returns  how many postings were read.
size_t NameIndex::Query::Read(const Unit& unit, size_t budget, bool open, Tally& tally) const {
  const auto first_word = static_cast<size_t>(std::countr_zero(unit.query));
  float most = words_[first_word].worth;
  size_t letters = words_[first_word].text.size();
  if (!std::has_single_bit(unit.query)) {
    most += words_[first_word + 1].worth;
    letters += words_[first_word + 1].text.size();
  }
  size_t read = 0;
  for (const Variant& variant : unit.variants) {
    const float worth = std::min(index_.vocabulary_.Row(variant.word).worth, most);
    const size_t longer = std::max(letters, index_.vocabulary_.Text(variant.word).size());
    // What it gives beyond leaving the word out.
    const float gain = unit.beginning ? variant.similarity * worth
                                      : PointsOf(variant.similarity, worth, longer) +
                                            scorecard::kQueryWordMissing +
                                            scorecard::kQueryWorthMissing * worth;
    const float points = std::clamp(gain, kLeastGain, std::max(worth, kLeastGain));
    const auto names = index_.NamesWith(variant.word);
    const size_t part = std::min(budget - read, names.size());
    tally.Add(names.first(part), points, open);
    read += part;
  }
  return read;
}

// unread  points that words may give which were not looked for everywhere.
std::vector<NameIndex::Query::Promise> NameIndex::Query::Best(const Tally& tally,
                                                              float unread) const {
  // Who has much less than the last that will be kept need not be looked at, as long as it is words
  // alone that count.
  const float hopeless = years_ == kAnyYear ? tally.PointsOfBest(scorecard::kNamesPromising) -
                                                  scorecard::kPromisingLack * scorecard::kMostName
                                            : 0;
  std::vector<Promise> best;
  for (const NameId name : tally.names()) {
    const float found = tally.PointsOf(name);
    if (found < hopeless) continue;
    const float lacking = std::max(0.0F, index_.WorthOfName(name) - found);
    const float year = YearPoints(name);
    best.push_back({name, found - scorecard::kPromisingLack * lacking + year,
                    found + unread + kOfParticles + year});
  }
  if (best.size() <= scorecard::kNamesPromising) return best;
  // The least points that let so many pass, to a quarter: sorting all would take longer than all
  // that was before.
  constexpr int kBins = 512;
  const auto bin = [](float points) {
    return std::clamp(static_cast<int>(points * 4) + kBins / 2, 0, kBins - 1);
  };
  std::array<std::uint32_t, kBins> counts{};
  for (const Promise& one : best) ++counts[static_cast<size_t>(bin(one.points))];
  int least = kBins - 1;
  size_t above = 0;
  for (; least > 0; --least) {
    above += counts[static_cast<size_t>(least)];
    if (above >= scorecard::kNamesPromising) break;
  }
  std::erase_if(best, [&](const Promise& one) { return bin(one.points) < least; });
  const size_t most = std::min(best.size(), scorecard::kNamesPromising);
  std::ranges::nth_element(best, best.begin() + static_cast<std::ptrdiff_t>(most), std::greater<>(),
                           &Promise::points);
  best.resize(most);
  return best;
}

// The best by what is known of their words. Who promises most is compared first; once so many have
// more than the next can get, the rest is left.
std::vector<NameHit> NameIndex::Query::Closer(std::vector<Promise> promises) {
  std::ranges::sort(promises, [](const Promise& a, const Promise& b) {
    return a.most != b.most ? a.most > b.most : a.name < b.name;
  });
  constexpr auto kMore = [](const NameHit& a, const NameHit& b) {
    return a.points != b.points ? a.points > b.points : a.name < b.name;
  };
  std::vector<NameHit> best;  // a heap, the least in front
  for (const Promise& one : promises) {
    const bool full = best.size() == scorecard::kNamesCompared;
    if (full && one.most < best.front().points) break;
    const NameHit hit{one.name, Compare(one.name, false) + YearPoints(one.name)};
    if (full) {
      if (!kMore(hit, best.front())) continue;
      std::ranges::pop_heap(best, kMore);
      best.pop_back();
    }
    best.push_back(hit);
    std::ranges::push_heap(best, kMore);
  }
  return best;
}

// The same names by a comparison of all their words, most points first.
std::vector<NameHit> NameIndex::Query::Fully(std::vector<NameHit> hits) {
  for (NameHit& hit : hits) hit.points = Compare(hit.name, true) + YearPoints(hit.name);
  std::ranges::sort(hits, [](const NameHit& a, const NameHit& b) {
    return a.points != b.points ? a.points > b.points : a.name < b.name;
  });
  for (NameHit& hit : hits) hit.points -= YearPoints(hit.name);
  return hits;
}

float NameIndex::Query::PointsOfMeaning(const Unit& unit, float similarity, const NameWord& word,
                                        const NameWord& other) {
  if (unit.beginning) return similarity * other.worth;
  const float worth = similarity < 1 ? std::min(other.worth, word.worth) : other.worth;
  return PointsOf(similarity, worth, std::max(word.text.size(), other.text.size()));
}

float NameIndex::Query::Compare(NameId name, bool fully) {
  const Vocabulary& vocabulary = index_.vocabulary_;
  std::array<NameWord, kMostWords> entry;
  size_t count = 0;
  for (const WordId word : index_.WordsOf(name)) {
    const WordRow& row = vocabulary.Row(word);
    entry[count++] = {vocabulary.Text(word), row.worth, row.word_class, row.kind};
  }
  NameComparison comparison(words_, std::span(entry).first(count), truncated_);
  if (fully) {
    comparison.AddAll();
    return comparison.Best();
  }
  std::array<std::uint8_t, 64> half_at{};  // by unit: 1 + the word that it stands for
  size_t j = 0;
  for (const WordId word : index_.WordsOf(name)) {
    for (std::uint16_t m = first_meaning_.Get(word); m != 0; m = meanings_[m].next) {
      const Meaning& meaning = meanings_[m];
      const Unit& unit = units_[meaning.unit];
      const NameWord& other = entry[j];
      if (unit.other_half == 0) {
        const size_t i = static_cast<size_t>(std::countr_zero(unit.query));
        const float points =
            std::has_single_bit(unit.query)
                ? PointsOfMeaning(unit, meaning.similarity, words_[i], other)
                : JoinedPoints(meaning.similarity, words_[i], words_[i + 1], other);
        comparison.Add({unit.query, static_cast<std::uint8_t>(1U << j), points});
        continue;
      }
      if (meaning.unit < half_at.size()) half_at[meaning.unit] = static_cast<std::uint8_t>(j + 1);
      const size_t partner = unit.other_half - 1U;
      if (partner < half_at.size() && half_at[partner] != 0) {
        const size_t k = half_at[partner] - 1U;
        if (k != j) {
          comparison.Add({unit.query, static_cast<std::uint8_t>(1U << j | 1U << k),
                          JoinedPoints(1, other, entry[k],
                                       words_[static_cast<size_t>(std::countr_zero(unit.query))])});
        }
      }
    }
    ++j;
  }
  return comparison.Best();
}

std::vector<NameHit> NameIndex::Find(std::span<const NameWord> words, bool truncated,
                                     YearSet years) const {
  if (size() == 0) return {};
  return Query(*this, words, truncated, years).Run();
}

std::span<const Bearer> NameIndex::BearersOf(NameId name) const {
  const std::uint32_t begin = name == 0 ? 0 : columns_.names[name - 1].bearers_end;
  return Slice(columns_.bearers, begin, columns_.names[name].bearers_end);
}

std::span<const WordId> NameIndex::WordsOf(NameId name) const {
  const std::uint32_t begin = name == 0 ? 0 : columns_.names[name - 1].words_end;
  return Slice(columns_.name_words, begin, columns_.names[name].words_end);
}

std::span<const NameId> NameIndex::NamesWith(WordId word) const {
  const std::uint32_t begin = word == 0 ? 0 : columns_.posting_ends[word - 1];
  return Slice(columns_.postings, begin, columns_.posting_ends[word]);
}

float NameIndex::WorthOf(std::string_view word) const {
  if (const auto id = vocabulary_.Find(word)) return vocabulary_.Row(*id).worth;
  // Another spelling of a name that the list has is worth as much.
  for (const std::string& spelling : SpellingsOf(ClassOf(word))) {
    if (const auto id = vocabulary_.Find(spelling)) return vocabulary_.Row(*id).worth;
  }
  return WordWorth(word, 0, static_cast<double>(size()));
}

std::vector<NameWord> NameIndex::Weighed(const Words& words) const {
  std::vector<NameWord> weighed;
  for (const std::string& word : words) {
    weighed.push_back({word, WorthOf(word), ClassOf(word), KindOf(word)});
  }
  return weighed;
}

float WordWorth(std::string_view word, double names, double all) {
  switch (KindOf(word)) {
    case WordKind::kParticle:
      return scorecard::kParticle;
    case WordKind::kTitle:
      return scorecard::kTitle;
    case WordKind::kInitial:
      return scorecard::kInitial;
    case WordKind::kName:
      break;
  }
  const double known = PopulationShare(word);
  const double population = known > 0 ? known : scorecard::kUnknownShare;
  const double share =
      (names + population * scorecard::kPriorNames) / (all + scorecard::kPriorNames);
  return std::clamp(static_cast<float>(-std::log2(share)), scorecard::kLeastWord,
                    scorecard::kMostWord);
}

YearSet YearsOf(const DateInterval& span) {
  constexpr int kBits = 64;
  if (span.last.year - span.first.year + 3 >= kBits) return kAnyYear;
  YearSet years = 0;
  for (int year = span.first.year - 1; year <= span.last.year + 1; ++year) {
    years |= YearSet{1} << (static_cast<unsigned>(year) % kBits);
  }
  return years;
}

}  // namespace chowki::identify
