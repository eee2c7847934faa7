#include "identify/vocabulary.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "identify/scorecard.h"
#include "identify/word_similarity.h"

namespace chowki::identify {
namespace {

// Shorter words have too few letters to leave one out.
constexpr size_t kLeastForDeletion = 3;
constexpr size_t kLeastForShape = 5;
constexpr size_t kLeastForSoundDeletion = 3;
constexpr size_t kLeastForConsonants = 2;
constexpr size_t kLeastForConsonantDeletion = 4;

// Words that so many names have get their variants beforehand.
constexpr std::uint32_t kFrequent = 300;

// Words that one key may offer; keys of more say too little.
constexpr size_t kMostOfKey = 400;
// Candidates that are compared for one word.
constexpr size_t kMostLookedAt = 500;
// Letters that only one of two words has, and letters more, for them to be alike at all.
constexpr int kMostForeignLetters = 5;
constexpr size_t kMostLonger = 3;

std::uint32_t Hash(char kind, std::string_view key) {
  std::uint32_t hash = 2166136261U ^ static_cast<unsigned char>(kind);  // FNV-1a
  for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash ^ hash >> 15;
}

void AddWithDeletions(char kind, std::string_view key, std::vector<std::uint32_t>& keys) {
  keys.push_back(Hash(kind, key));
  std::string shorter;
  for (size_t i = 0; i < key.size(); ++i) {
    if (i > 0 && key[i] == key[i - 1]) continue;
    shorter.assign(key.substr(0, i)).append(key.substr(i + 1));
    keys.push_back(Hash(kind, shorter));
  }
}

// The same for a key that has doubled letters once: so have the shorter ones.
void AddWithDeletionsOfSingles(char kind, std::string_view key, std::vector<std::uint32_t>& keys) {
  keys.push_back(Hash(kind, key));
  std::string shorter;
  for (size_t i = 0; i < key.size(); ++i) {
    const bool meet = i > 0 && i + 1 < key.size() && key[i - 1] == key[i + 1];
    shorter.assign(key.substr(0, i)).append(key.substr(i + (meet ? 2 : 1)));
    keys.push_back(Hash(kind, shorter));
  }
}

// In the order of what they say: words that share the first are most alike.
//
// near  without those by which words come up that share little but their consonants.
void KeysOf(std::string_view word, bool near, std::vector<std::uint32_t>& keys) {
  keys.clear();
  if (word.size() >= kLeastForDeletion) {
    AddWithDeletions('w', word, keys);
  } else {
    keys.push_back(Hash('w', word));
  }
  if (word.size() >= kLeastForShape) keys.push_back(Hash('o', ShapeKey(word)));
  const std::string sound = SoundKey(word);
  const std::string rough = RoughSoundKey(sound);
  if (!near && rough.size() >= kLeastForSoundDeletion) {
    AddWithDeletionsOfSingles('s', rough, keys);
  } else {
    keys.push_back(Hash('s', rough));
  }
  const std::string bare = Consonants(sound);
  if (!near && bare.size() >= kLeastForConsonantDeletion) {
    AddWithDeletionsOfSingles('c', bare, keys);
  } else if (!near && bare.size() >= kLeastForConsonants) {
    keys.push_back(Hash('c', bare));
  }
}

// The keys of a word under which it is filed, each once.
void DifferentKeysOf(std::string_view word, std::vector<std::uint32_t>& keys) {
  KeysOf(word, false, keys);
  std::ranges::sort(keys);
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

std::uint32_t SignatureOf(std::string_view word) {
  std::uint32_t letters = 0;
  for (const char c : word) letters |= 1U << (c - 'A');
  return letters;
}

void FillBuckets(VocabularyColumns<Owned>& columns, std::span<const std::string_view> words) {
  std::vector<std::uint32_t> keys;
  size_t all = 0;
  for (const std::string_view word : words) {
    DifferentKeysOf(word, keys);
    all += keys.size();
  }
  const size_t buckets = std::bit_ceil(std::max<size_t>(all / 4, 1));
  columns.bucket_ends.assign(buckets + 1, 0);
  auto& ends = columns.bucket_ends;
  for (const std::string_view word : words) {
    DifferentKeysOf(word, keys);
    for (const std::uint32_t key : keys) ++ends[key & (buckets - 1)];
  }
  std::partial_sum(ends.begin(), ends.end(), ends.begin());
  columns.bucket_words.resize(all);
  for (size_t word = words.size(); word-- > 0;) {
    DifferentKeysOf(words[word], keys);
    for (const std::uint32_t key : keys) {
      columns.bucket_words[--ends[key & (buckets - 1)]] = static_cast<WordId>(word);
    }
  }
}

}  // namespace

VocabularyColumns<Owned> Vocabulary::Build(
    std::span<const std::string_view> words, std::span<const std::uint32_t> names,
    const std::function<float(std::string_view word, std::uint32_t names)>& worth) {
  VocabularyColumns<Owned> columns;
  std::vector<std::uint32_t> of_class;
  for (size_t i = 0; i < words.size(); ++i) {
    const WordClass word_class = ClassOf(words[i]);
    if (of_class.size() <= word_class) of_class.resize(word_class + size_t{1});
    of_class[word_class] += names[i];
  }
  for (size_t i = 0; i < words.size(); ++i) {
    columns.letters.insert(columns.letters.end(), words[i].begin(), words[i].end());
    const WordClass word_class = ClassOf(words[i]);
    const std::uint32_t counted = word_class == kNoClass ? names[i] : of_class[word_class];
    columns.words.push_back({static_cast<std::uint32_t>(columns.letters.size()),
                             SignatureOf(words[i]), names[i], worth(words[i], counted), word_class,
                             KindOf(words[i]), 0});
  }
  FillBuckets(columns, words);

  const Vocabulary plain(ViewOf(columns));
  std::vector<WordId> frequent;
  for (WordId word = 0; word < words.size(); ++word) {
    if (names[word] < kFrequent) continue;
    const std::vector<Variant> variants = plain.WorkOut(words[word], Reach::kAll);
    columns.frequent_variants.insert(columns.frequent_variants.end(), variants.begin(),
                                     variants.end());
    columns.frequent.push_back(word);
    columns.frequent_ends.push_back(static_cast<std::uint32_t>(columns.frequent_variants.size()));
  }
  for (const WordId word : columns.frequent) columns.words[word].frequent = 1;
  return columns;
}

std::span<const WordId> Vocabulary::Bucket(std::uint32_t key) const {
  const std::uint32_t bucket = key & static_cast<std::uint32_t>(columns_.bucket_ends.size() - 2);
  const std::uint32_t begin = columns_.bucket_ends[bucket];
  return columns_.bucket_words.subspan(begin, columns_.bucket_ends[bucket + 1] - begin);
}

std::optional<WordId> Vocabulary::Find(std::string_view word) const {
  if (size() == 0) return std::nullopt;
  const std::uint32_t signature = SignatureOf(word);
  for (const WordId id : Bucket(Hash('w', word))) {
    if (Row(id).signature == signature && Text(id) == word) return id;
  }
  return std::nullopt;
}

std::vector<Variant> Vocabulary::Like(std::string_view word) const {
  const auto exact = Find(word);
  if (!exact || Row(*exact).frequent == 0) return WorkOut(word, Reach::kAll);
  const auto place =
      std::ranges::lower_bound(columns_.frequent, *exact) - columns_.frequent.begin();
  const auto index = static_cast<size_t>(place);
  const std::uint32_t begin = index == 0 ? 0 : columns_.frequent_ends[index - 1];
  const auto variants =
      columns_.frequent_variants.subspan(begin, columns_.frequent_ends[index] - begin);
  return {variants.begin(), variants.end()};
}

std::vector<Variant> Vocabulary::VeryLike(std::string_view word) const {
  return WorkOut(word, Reach::kNear);
}

std::vector<Variant> Vocabulary::WorkOut(std::string_view word, Reach reach) const {
  if (columns_.bucket_ends.empty()) return {};
  thread_local std::vector<std::uint32_t> keys;
  thread_local std::vector<WordId> candidates;
  KeysOf(word, reach == Reach::kNear, keys);
  candidates.clear();
  if (const auto exact = Find(word)) candidates.push_back(*exact);
  const std::uint32_t signature = SignatureOf(word);
  const WordClass word_class = ClassOf(word);
  for (const std::uint32_t key : keys) {
    const auto bucket = Bucket(key);
    if (candidates.size() >= kMostLookedAt) break;
    for (const WordId id : bucket.first(std::min(bucket.size(), kMostOfKey))) {
      if (std::popcount(signature ^ Row(id).signature) <= kMostForeignLetters) {
        candidates.push_back(id);
      }
    }
  }
  std::ranges::sort(candidates);
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());

  const float least = reach == Reach::kNear ? scorecard::kLeastJoined : scorecard::kLeastSimilarity;
  std::vector<Variant> like;
  for (const WordId id : candidates) {
    const std::string_view other = Text(id);
    if (std::max(word.size(), other.size()) > std::min(word.size(), other.size()) + kMostLonger) {
      continue;
    }
    const float similarity = WordSimilarity(word, other, least);
    if (similarity > 0) like.push_back({id, similarity});
  }
  if (word_class != kNoClass) {
    for (Variant& variant : like) {
      if (variant.similarity < 1 && Row(variant.word).word_class == word_class) {
        variant.similarity = 1 - scorecard::kNameWeights.other_spelling;
      }
    }
    for (const std::string& spelling : SpellingsOf(word_class)) {
      const auto id = Find(spelling);
      if (id && spelling != word && std::ranges::find(like, *id, &Variant::word) == like.end()) {
        like.push_back({*id, 1 - scorecard::kNameWeights.other_spelling});
      }
    }
  }
  std::ranges::sort(like, [this](const Variant& a, const Variant& b) {
    if (a.similarity != b.similarity) return a.similarity > b.similarity;
    if (Row(a.word).names != Row(b.word).names) return Row(a.word).names < Row(b.word).names;
    return a.word < b.word;
  });
  if (like.size() > scorecard::kMostVariants) like.resize(scorecard::kMostVariants);
  return like;
}

std::vector<Variant> Vocabulary::BeginningWith(std::string_view piece) const {
  WordId first = 0;
  WordId last = static_cast<WordId>(size());
  while (first < last) {
    const WordId middle = std::midpoint(first, last);
    if (Text(middle) < piece) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  std::vector<Variant> longer;
  for (; first < size() && longer.size() < kMostLookedAt && Text(first).starts_with(piece);
       ++first) {
    longer.push_back(
        {first, static_cast<float>(piece.size()) / static_cast<float>(Text(first).size())});
  }
  std::ranges::sort(longer, [this](const Variant& a, const Variant& b) {
    if (Row(a.word).names != Row(b.word).names) return Row(a.word).names < Row(b.word).names;
    return a.word < b.word;
  });
  if (longer.size() > scorecard::kMostVariants) longer.resize(scorecard::kMostVariants);
  return longer;
}

}  // namespace chowki::identify
