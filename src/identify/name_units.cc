#include "identify/name_units.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string>

#include "identify/scorecard.h"

namespace chowki::identify {
namespace {

// Halves of a word that was split must be long enough to be names, and one of them to say
// something.
constexpr size_t kLeastHalf = 2;
constexpr size_t kLeastLongerHalf = 3;
// Words that so many names have are no two words written as one.
constexpr std::uint32_t kNeverSplit = 100;
// A word that is hardly alike may still be the one that decides.
constexpr float kLeastGain = 0.25F;
constexpr size_t kMostMeanings = 0xfff0;
constexpr size_t kMostSplits = 32;

constexpr const NameWeights& kWeights = scorecard::kNameWeights;

bool IsParticle(const WordRow& row) { return row.kind == WordKind::kParticle; }

// Names that have both of two words: each of the fewer is looked for among the others, in steps
// that double.
std::vector<NameId> WithBoth(std::span<const NameId> few, std::span<const NameId> many) {
  if (few.size() > many.size()) std::swap(few, many);
  std::vector<NameId> both;
  size_t at = 0;
  for (const NameId name : few) {
    size_t step = 1;
    while (at + step < many.size() && many[at + step] < name) step *= 2;
    const auto part = many.subspan(at, std::min(step + 1, many.size() - at));
    at += static_cast<size_t>(std::ranges::lower_bound(part, name) - part.begin());
    if (at == many.size()) break;
    if (many[at] == name) both.push_back(name);
  }
  return both;
}

}  // namespace

NameUnits::NameUnits(const NameIndex& index, std::span<NameWord> words, bool truncated)
    : index_(index), words_(words), first_meaning_(index.vocabulary().size()) {
  for (size_t i = 0; i < words_.size(); ++i) {
    missing_cost_[i] = QueryMissingCost(words_[i]);
    if (words_[i].text.size() > 1) AddWord(i);
  }
  for (size_t i = 0; i < words_.size(); ++i) {
    if (i + 1 < words_.size()) AddJoin(i);
    AddSplits(i);
  }
  if (truncated) AddBeginnings(words_.size() - 1);
}

void NameUnits::Mean(WordId word, const Meaning& meaning) {
  if (meanings_.size() > kMostMeanings) return;
  meanings_.push_back(meaning);
  meanings_.back().next = first_meaning_.Get(word);
  first_meaning_.Put(word, static_cast<std::uint16_t>(meanings_.size() - 1));
}

float NameUnits::MostGain(unsigned query) const {
  float gain = 0;
  for (size_t i = 0; i < words_.size(); ++i) {
    if (query >> i & 1U) gain += words_[i].worth + missing_cost_[i];
  }
  return gain;
}

void NameUnits::AddVariants(unsigned query, std::span<const Variant> variants,
                            float (NameUnits::*points)(size_t, const Variant&) const) {
  NameUnit unit{static_cast<std::uint8_t>(query), 0, {}};
  const auto first = static_cast<size_t>(std::countr_zero(query));
  float missing = 0;
  for (size_t i = first; i < words_.size(); ++i) missing += query >> i & 1U ? missing_cost_[i] : 0;
  for (const Variant& variant : variants) {
    if (IsParticle(index_.vocabulary().Row(variant.word))) continue;
    const float gives = (this->*points)(first, variant);
    Mean(variant.word, {unit.query, 0, 0, gives});
    const auto names = index_.NamesWith(variant.word);
    unit.sources.push_back({names, std::max(gives + missing, kLeastGain)});
    unit.postings += names.size();
  }
  // Whoever has a word once would be found by it twice.
  if (unit.postings > 0 && (query & repeated_) == 0) units_.push_back(std::move(unit));
}

void NameUnits::AddWord(size_t i) {
  std::vector<Variant> like = index_.vocabulary().Like(words_[i].text);
  AdoptClass(words_[i], like);
  LowerWorth(words_[i], like);
  missing_cost_[i] = QueryMissingCost(words_[i]);
  const auto same = [&](const NameWord& word) { return word.text == words_[i].text; };
  if (std::ranges::any_of(words_.first(i), same)) repeated_ |= 1U << i;
  AddVariants(1U << i, like, &NameUnits::WordPoints);
}

void NameUnits::AddJoin(size_t i) {
  const auto like =
      index_.vocabulary().VeryLike(std::string(words_[i].text).append(words_[i + 1].text));
  AddVariants(3U << i, like, &NameUnits::JoinPoints);
}

void NameUnits::AddBeginnings(size_t i) {
  AddVariants(1U << i, index_.vocabulary().BeginningWith(words_[i].text),
              &NameUnits::BeginningPoints);
}

void NameUnits::AddSplits(size_t i) {
  const Vocabulary& vocabulary = index_.vocabulary();
  const std::string_view text = words_[i].text;
  const auto whole = vocabulary.Find(text);
  if (whole && vocabulary.Row(*whole).names >= kNeverSplit) return;
  for (size_t half = kLeastHalf; half + kLeastHalf <= text.size(); ++half) {
    if (std::max(half, text.size() - half) < kLeastLongerHalf) continue;
    const auto left = vocabulary.Find(text.substr(0, half));
    if (!left) continue;
    const auto right = vocabulary.Find(text.substr(half));
    if (!right || *left == *right || split_points_.size() == kMostSplits) continue;
    std::vector<NameId> both = WithBoth(index_.NamesWith(*left), index_.NamesWith(*right));
    if (both.empty()) continue;
    const auto query = static_cast<std::uint8_t>(1U << i);
    const float points = JoinedPoints(1, index_.Listed(*left), index_.Listed(*right), words_[i]);
    const auto mark = static_cast<std::uint8_t>(1 + 2 * split_points_.size());
    Mean(*left, {query, mark, 0, points});
    Mean(*right, {query, static_cast<std::uint8_t>(mark + 1), 0, points});
    split_points_.push_back(points);
    with_both_.push_back(std::move(both));
    const auto& names = with_both_.back();
    units_.push_back(
        {query, names.size(), {{names, std::max(points + missing_cost_[i], kLeastGain)}}});
  }
}

// A misspelling of one spelling of a common name may stand for the others as well.
void NameUnits::AdoptClass(NameWord& word, std::vector<Variant>& like) const {
  if (word.word_class != kNoClass || like.empty() || like.front().similarity == 1) return;
  const Vocabulary& vocabulary = index_.vocabulary();
  const auto nearest = std::ranges::find_if(like, [&](const Variant& variant) {
    return vocabulary.Row(variant.word).word_class != kNoClass;
  });
  if (nearest == like.end() || nearest->similarity < scorecard::kLeastForClass) return;
  word.word_class = vocabulary.Row(nearest->word).word_class;
  word.class_similarity = nearest->similarity;
  const float similarity = nearest->similarity * (1 - kWeights.other_spelling);
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

// A word is as likely as the words that it may be a misspelling of, each less what that costs.
void NameUnits::LowerWorth(NameWord& word, std::span<const Variant> like) const {
  for (const Variant& variant : like) {
    const NameWord other = index_.Listed(variant.word);
    if (other.kind != WordKind::kName) continue;
    const size_t letters = std::max(word.text.size(), other.text.size());
    word.worth = std::min(word.worth, other.worth + UnlikeCost(variant.similarity, letters));
  }
}

float NameUnits::WordPoints(size_t i, const Variant& variant) const {
  return LinkPoints(variant.similarity, words_[i], index_.Listed(variant.word));
}

float NameUnits::JoinPoints(size_t i, const Variant& variant) const {
  return JoinedPoints(variant.similarity, words_[i], words_[i + 1], index_.Listed(variant.word));
}

// The similarity is the share of the letters that are there.
float NameUnits::BeginningPoints(size_t, const Variant& variant) const {
  return variant.similarity * index_.vocabulary().Row(variant.word).worth;
}

void NameUnits::AddLinks(std::span<const WordId> name, NameComparison& comparison) const {
  std::array<std::uint8_t, 2 * kMostSplits> half_at;  // 1 + the word that is this half
  bool halves = false;
  for (size_t j = 0; j < name.size(); ++j) {
    const auto entry = static_cast<std::uint8_t>(1U << j);
    for (std::uint16_t m = first_meaning_.Get(name[j]); m != 0; m = meanings_[m].next) {
      const Meaning& meaning = meanings_[m];
      if (meaning.half == 0) {
        comparison.Add({meaning.query, entry, meaning.points});
        continue;
      }
      if (!halves) half_at.fill(0);
      halves = true;
      const auto half = static_cast<size_t>(meaning.half - 1);
      half_at[half] = entry;
      const std::uint8_t other = half_at[half ^ 1U];
      if (other != 0) {
        comparison.Add({meaning.query, static_cast<std::uint8_t>(entry | other), meaning.points});
      }
    }
  }
}

}  // namespace chowki::identify
