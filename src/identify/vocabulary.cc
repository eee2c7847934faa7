#include "identify/vocabulary.h"

#include <algorithm>
#include <functional>

#include "identify/scorecard.h"
#include "identify/word_similarity.h"

namespace chowki::identify {
namespace {

// Shorter words have too few letters to leave one out.
constexpr size_t kLeastForDeletion = 3;
constexpr size_t kLeastForConsonants = 2;
constexpr size_t kLeastForConsonantDeletion = 4;

// Candidates that are looked at for one word, before their similarity is known.
constexpr size_t kMostLookedAt = 4000;

std::uint32_t Hash(char kind, std::string_view key) {
  const size_t hash = std::hash<std::string_view>()(key);
  return static_cast<std::uint32_t>(hash ^ hash >> 32) * 31 + static_cast<unsigned char>(kind);
}

void AddWithDeletions(char kind, const std::string& key, bool deletions,
                      std::vector<std::uint32_t>& keys) {
  keys.push_back(Hash(kind, key));
  if (!deletions) return;
  for (size_t i = 0; i < key.size(); ++i) {
    keys.push_back(Hash(kind, std::string(key).erase(i, 1)));
  }
}

std::vector<std::uint32_t> KeysOf(std::string_view word) {
  std::vector<std::uint32_t> keys;
  const std::string sound = SoundKey(word);
  AddWithDeletions('s', sound, sound.size() >= kLeastForDeletion, keys);
  const std::string bare = Consonants(sound);
  if (bare.size() >= kLeastForConsonants) {
    AddWithDeletions('c', bare, bare.size() >= kLeastForConsonantDeletion, keys);
  }
  std::ranges::sort(keys);
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

}  // namespace

WordId Vocabulary::Add(std::string_view word) {
  const auto [place, added] =
      ids_.try_emplace(std::string(word), static_cast<WordId>(words_.size()));
  if (added) {
    words_.emplace_back(word);
    counts_.push_back(0);
  }
  ++counts_[place->second];
  return place->second;
}

void Vocabulary::Finish() {
  for (WordId id = 0; id < words_.size(); ++id) {
    for (const std::uint32_t key : KeysOf(words_[id])) keys_.emplace_back(key, id);
    by_text_.push_back(id);
  }
  std::ranges::sort(keys_);
  keys_.shrink_to_fit();
  std::ranges::sort(by_text_, {}, [this](WordId id) -> const std::string& { return words_[id]; });
}

std::optional<WordId> Vocabulary::Find(std::string_view word) const {
  const auto found = ids_.find(std::string(word));
  return found == ids_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Variant> Vocabulary::Like(std::string_view word) const {
  std::vector<WordId> candidates;
  for (const std::uint32_t key : KeysOf(word)) {
    const auto [first, last] = std::ranges::equal_range(
        keys_, key, {}, [](const std::pair<std::uint32_t, WordId>& row) { return row.first; });
    for (auto row = first; row != last && candidates.size() < kMostLookedAt; ++row) {
      candidates.push_back(row->second);
    }
  }
  std::ranges::sort(candidates);
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  std::vector<Variant> like;
  for (const WordId id : candidates) {
    const double similarity = WordSimilarity(word, words_[id], scorecard::kLeastSimilarity);
    if (similarity > 0) like.push_back({id, similarity});
  }
  std::ranges::sort(like, [this](const Variant& a, const Variant& b) {
    if (a.similarity != b.similarity) return a.similarity > b.similarity;
    if (counts_[a.word] != counts_[b.word]) return counts_[a.word] < counts_[b.word];
    return a.word < b.word;
  });
  if (like.size() > scorecard::kMostVariants) like.resize(scorecard::kMostVariants);
  return like;
}

std::vector<Variant> Vocabulary::BeginningWith(std::string_view piece) const {
  const auto first = std::ranges::lower_bound(
      by_text_, piece, {}, [this](WordId id) -> std::string_view { return words_[id]; });
  std::vector<Variant> longer;
  for (auto place = first; place != by_text_.end() && longer.size() < kMostLookedAt; ++place) {
    if (!words_[*place].starts_with(piece)) break;
    longer.push_back({*place, 1});
  }
  std::ranges::sort(longer, [this](const Variant& a, const Variant& b) {
    if (counts_[a.word] != counts_[b.word]) return counts_[a.word] < counts_[b.word];
    return a.word < b.word;
  });
  if (longer.size() > scorecard::kMostVariants) longer.resize(scorecard::kMostVariants);
  return longer;
}

}  // namespace chowki::identify
