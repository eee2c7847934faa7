#include "identify/word_similarity.h"

#include <algorithm>
#include <array>

namespace chowki::identify {
namespace {

constexpr size_t kLongest = 32;  // letters

constexpr double kSameSoundVowel = 0.3;
constexpr double kOtherVowel = 0.45;
constexpr double kSameSound = 0.4;
constexpr double kConfusedByOcr = 0.5;
constexpr double kDoubled = 0.2;
constexpr double kSilent = 0.45;
constexpr double kVowelLost = 0.6;
constexpr double kSwapped = 0.65;
constexpr double kAnyOther = 1;

// A word without vowels says less than one with them.
constexpr double kConsonantsOnly = 0.9;
constexpr size_t kLeastConsonants = 3;

constexpr bool IsVowel(char c) { return c == 'A' || c == 'E' || c == 'I' || c == 'O' || c == 'U'; }

constexpr std::string_view kVowelSounds[] = {"EI", "OU", "AE", "AO", "IY", "UW"};
constexpr std::string_view kSounds[] = {"KQ", "CK", "SZ", "IY", "JY", "VW", "UW",
                                        "GJ", "FV", "DT", "BP", "CS", "DZ", "GK"};
constexpr std::string_view kOcrPairs[] = {"MN", "UV", "VY", "EF", "CG", "HN", "IL", "DO",
                                          "OQ", "KR", "BR", "PR", "IT", "GO", "CO", "BS"};

constexpr char kLetters = 26;
using Costs = std::array<std::array<double, kLetters>, kLetters>;

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
  const auto set = [&costs](std::string_view pair, double cost) {
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

double SubstitutionCost(char a, char b) {
  return kSubstitution[static_cast<size_t>(a - 'A')][static_cast<size_t>(b - 'A')];
}

// Cost of a letter that only one word has, by the letter before it.
double ExtraCost(char letter, char before) {
  if (letter == before) return kDoubled;
  if (letter == 'H') return kSilent;
  if (IsVowel(letter)) return kVowelLost;
  return kAnyOther;
}

double EditCost(std::string_view a, std::string_view b) {
  // Rows of the table of prefixes: two above and the present one.
  std::array<double, kLongest + 1> rows[3] = {};
  double* above = rows[0].data();
  double* row = rows[1].data();
  double* two_above = rows[2].data();
  for (size_t j = 1; j <= b.size(); ++j) {
    above[j] = above[j - 1] + ExtraCost(b[j - 1], j > 1 ? b[j - 2] : '\0');
  }
  for (size_t i = 1; i <= a.size(); ++i) {
    const char before_a = i > 1 ? a[i - 2] : '\0';
    row[0] = above[0] + ExtraCost(a[i - 1], before_a);
    for (size_t j = 1; j <= b.size(); ++j) {
      const char before_b = j > 1 ? b[j - 2] : '\0';
      double cost = above[j - 1] + SubstitutionCost(a[i - 1], b[j - 1]);
      cost = std::min(cost, above[j] + ExtraCost(a[i - 1], before_a));
      cost = std::min(cost, row[j - 1] + ExtraCost(b[j - 1], before_b));
      if (i > 1 && j > 1 && a[i - 1] == before_b && before_a == b[j - 1]) {
        cost = std::min(cost, two_above[j - 2] + kSwapped);
      }
      row[j] = cost;
    }
    double* const free_row = two_above;
    two_above = above;
    above = row;
    row = free_row;
  }
  return above[b.size()];
}

bool HasVowel(std::string_view word) { return std::ranges::any_of(word, IsVowel); }

double ByLength(double cost, size_t a, size_t b) {
  return std::max(0.0, 1 - cost / static_cast<double>(std::max(a, b)));
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

double WordSimilarity(std::string_view a, std::string_view b) {
  a = a.substr(0, kLongest);
  b = b.substr(0, kLongest);
  if (a == b) return 1;
  // The order of the arguments must not matter where two costs meet.
  if (b < a) std::swap(a, b);
  const double written = ByLength(EditCost(a, b), a.size(), b.size());
  if (HasVowel(a) == HasVowel(b)) return written;
  const std::string bare_a = Consonants(SoundKey(a));
  const std::string bare_b = Consonants(SoundKey(b));
  if (std::min(bare_a.size(), bare_b.size()) < kLeastConsonants) return written;
  return std::max(
      written, kConsonantsOnly * ByLength(EditCost(bare_a, bare_b), bare_a.size(), bare_b.size()));
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
