#include "identify/word_similarity.h"

#include <algorithm>
#include <array>

namespace chowki::identify {
namespace {

constexpr size_t kLongest = 32;  // letters

constexpr float kSameSoundVowel = 0.3F;
constexpr float kOtherVowel = 0.45F;
constexpr float kSameSound = 0.4F;
constexpr float kConfusedByOcr = 0.5F;
constexpr float kDoubled = 0.2F;
constexpr float kSilent = 0.45F;
constexpr float kVowelLost = 0.6F;
constexpr float kSwapped = 0.65F;
constexpr float kAnyOther = 1;
constexpr float kRounding = 1e-5F;

// A word without vowels says less than one with them.
constexpr float kConsonantsOnly = 0.9F;
constexpr size_t kLeastConsonants = 3;

constexpr bool IsVowel(char c) { return c == 'A' || c == 'E' || c == 'I' || c == 'O' || c == 'U'; }

constexpr std::string_view kVowelSounds[] = {"EI", "OU", "AE", "AO", "IY", "UW"};
constexpr std::string_view kSounds[] = {"KQ", "CK", "SZ", "IY", "JY", "VW", "UW",
                                        "GJ", "FV", "DT", "BP", "CS", "DZ", "GK"};
constexpr std::string_view kOcrPairs[] = {"MN", "UV", "VY", "EF", "CG", "HN", "IL", "DO",
                                          "OQ", "KR", "BR", "PR", "IT", "GO", "CO", "BS"};

constexpr char kLetters = 26;
using Costs = std::array<std::array<float, kLetters>, kLetters>;

constexpr Costs MakeCosts() {
  Costs costs{};
  for (int a = 0; a < kLetters; ++a) {
    for (int b = 0; b < kLetters; ++b) {
      const bool vowels =
          IsVowel(static_cast<char>('A' + a)) && IsVowel(static_cast<char>('A' + b));
      costs[static_cast<size_t>(a)][static_cast<size_t>(b)] =
          a == b ? 0 : (vowels ? kOtherVowel : kAnyOther);
    }
  }
  const auto set = [&costs](std::string_view pair, float cost) {
    const auto a = static_cast<size_t>(pair[0] - 'A');
    const auto b = static_cast<size_t>(pair[1] - 'A');
    costs[a][b] = std::min(costs[a][b], cost);
    costs[b][a] = costs[a][b];
  };
  for (const auto pair : kOcrPairs) set(pair, kConfusedByOcr);
  for (const auto pair : kSounds) set(pair, kSameSound);
  for (const auto pair : kVowelSounds) set(pair, kSameSoundVowel);
  return costs;
}

constexpr Costs kSubstitution = MakeCosts();

float SubstitutionCost(char a, char b) {
  return kSubstitution[static_cast<size_t>(a - 'A')][static_cast<size_t>(b - 'A')];
}

// Cost of a letter that only one word has, by the letter before it.
float ExtraCost(char letter, char before) {
  if (letter == before) return kDoubled;
  if (letter == 'H') return kSilent;
  if (IsVowel(letter)) return kVowelLost;
  return kAnyOther;
}

// most   a way that costs more need not be followed to its end: the answer is then just more.
float EditCost(std::string_view a, std::string_view b, float most) {
  // Rows of the table of prefixes: two above and the present one.
  std::array<float, kLongest + 1> rows[3] = {};
  float* above = rows[0].data();
  float* row = rows[1].data();
  float* two_above = rows[2].data();
  for (size_t j = 1; j <= b.size(); ++j) {
    above[j] = above[j - 1] + ExtraCost(b[j - 1], j > 1 ? b[j - 2] : '\0');
  }
  float least_above = 0;  // every way goes through a row or, by a swap, through the one before
  for (size_t i = 1; i <= a.size(); ++i) {
    const char before_a = i > 1 ? a[i - 2] : '\0';
    row[0] = above[0] + ExtraCost(a[i - 1], before_a);
    float least = row[0];
    for (size_t j = 1; j <= b.size(); ++j) {
      const char before_b = j > 1 ? b[j - 2] : '\0';
      float cost = above[j - 1] + SubstitutionCost(a[i - 1], b[j - 1]);
      cost = std::min(cost, above[j] + ExtraCost(a[i - 1], before_a));
      cost = std::min(cost, row[j - 1] + ExtraCost(b[j - 1], before_b));
      if (i > 1 && j > 1 && a[i - 1] == before_b && before_a == b[j - 1]) {
        cost = std::min(cost, two_above[j - 2] + kSwapped);
      }
      row[j] = cost;
      least = std::min(least, cost);
    }
    if (std::min(least, least_above) > most) return least;
    least_above = least;
    float* const free_row = two_above;
    two_above = above;
    above = row;
    row = free_row;
  }
  return above[b.size()];
}

bool HasVowel(std::string_view word) { return std::ranges::any_of(word, IsVowel); }

// 1 less the cost by the length of the longer word; 0 when that is below `least`.
float Alike(std::string_view a, std::string_view b, float least) {
  const auto length = static_cast<float>(std::max(a.size(), b.size()));
  const float alike = 1 - EditCost(a, b, (1 - least) * length + kRounding) / length;
  return alike < least - kRounding ? 0 : std::max(0.0F, alike);
}

// The sound that a letter stands for.
char Sound(char letter) {
  switch (letter) {
    case 'E':
    case 'Y':
    case 'J':
      return 'I';
    case 'O':
    case 'W':
    case 'V':
      return 'U';
    case 'Q':
    case 'C':
      return 'K';
    case 'Z':
      return 'S';
    default:
      return letter;
  }
}

}  // namespace

float WordSimilarity(std::string_view a, std::string_view b, float least) {
  a = a.substr(0, kLongest);
  b = b.substr(0, kLongest);
  if (a == b) return 1;
  // The order of the arguments must not matter where two costs meet.
  if (b < a) std::swap(a, b);
  const float written = Alike(a, b, least);
  if (HasVowel(a) == HasVowel(b)) return written;
  const std::string bare_a = Consonants(SoundKey(a));
  const std::string bare_b = Consonants(SoundKey(b));
  if (std::min(bare_a.size(), bare_b.size()) < kLeastConsonants) return written;
  return std::max(written, kConsonantsOnly * Alike(bare_a, bare_b, least / kConsonantsOnly));
}

std::string SoundKey(std::string_view word) {
  std::string key;
  for (size_t i = 0; i < word.size(); ++i) {
    char letter = word[i];
    const char next = i + 1 < word.size() ? word[i + 1] : '\0';
    if (letter == 'P' && next == 'H') {
      letter = 'F';
      ++i;
    } else if (next == 'H' && (letter == 'K' || letter == 'G' || letter == 'D' || letter == 'T')) {
      ++i;  // KH, GH, DH, TH
    }
    const char sound = Sound(letter);
    if (key.empty() || key.back() != sound) key += sound;
  }
  return key;
}

std::string Consonants(std::string_view sound_key) {
  std::string bare;
  for (const char c : sound_key) {
    if (!IsVowel(c)) bare += c;
  }
  return bare;
}

}  // namespace chowki::identify
