#include "identify/word_similarity.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <iterator>
#include <utility>

namespace chowki::identify {
namespace {

constexpr size_t kLongest = 32;     // letters
constexpr float kRounding = 1e-3F;  // hundredths of a letter

// Costs of edits, in hundredths of a letter.
constexpr int kSameSoundVowel = 30;
constexpr int kOtherVowel = 45;
constexpr int kSameSound = 40;
constexpr int kConfusedByOcr = 50;
constexpr int kDoubled = 20;
constexpr int kSilent = 45;
constexpr int kVowelLost = 60;
constexpr int kSwapped = 65;
constexpr int kLetter = 100;

// A word without vowels says less than one with them.
constexpr float kConsonantsOnly = 0.9F;
constexpr size_t kLeastConsonants = 3;

constexpr bool IsVowel(char c) { return c == 'A' || c == 'E' || c == 'I' || c == 'O' || c == 'U'; }

constexpr std::string_view kVowelSounds[] = {"EI", "OU", "AE", "AO", "IY", "UW"};
constexpr std::string_view kSounds[] = {"KQ", "CK", "SZ", "IY", "JY", "VW", "UW",
                                        "GJ", "FV", "DT", "BP", "CS", "DZ", "GK"};
constexpr std::string_view kOcrPairs[] = {"MN", "UV", "VY", "EF", "CG", "HN", "IL", "DO",
                                          "OQ", "KR", "BR", "PR", "IT", "GO", "CO", "BS"};

// Two letters that romanisations write for one sound, and how others write it.
struct Digraph {
  std::string_view one;
  std::string_view other;
  int cost;
};
constexpr Digraph kDigraphs[] = {
    {"CH", "J", 40},  {"ZH", "J", 30},  {"DJ", "J", 20},  {"DZ", "J", 40},  {"SH", "CH", 40},
    {"KH", "H", 30},  {"KH", "K", 30},  {"KH", "Q", 40},  {"GH", "Q", 40},  {"GH", "G", 25},
    {"GH", "K", 50},  {"PH", "F", 20},  {"OU", "U", 15},  {"OO", "U", 15},  {"EE", "I", 15},
    {"AY", "AI", 15}, {"EI", "AI", 20}, {"EY", "AI", 25}, {"CK", "K", 10},  {"TH", "T", 30},
    {"TH", "S", 50},  {"DH", "Z", 40},  {"DH", "D", 30},  {"TC", "C", 20},  {"TS", "C", 30},
    {"TS", "Z", 40},  {"IY", "I", 15},  {"YE", "E", 20},  {"YU", "IU", 15}, {"YA", "IA", 15},
    {"OV", "OW", 20}, {"UI", "WI", 20}};

constexpr size_t kAlphabet = 26;
constexpr size_t Letter(char c) { return static_cast<size_t>(c - 'A'); }

struct Costs {
  std::array<std::array<std::uint8_t, kAlphabet>, kAlphabet> substitution{};
  // The digraphs of which a letter, or two, are one spelling or the other; by bits.
  std::array<std::uint32_t, kAlphabet> one_letter_other{};
  std::array<std::array<std::uint32_t, kAlphabet>, kAlphabet> two_letters_one{};
  std::array<std::array<std::uint32_t, kAlphabet>, kAlphabet> two_letters_other{};
};

constexpr Costs MakeCosts() {
  Costs costs;
  for (char a = 'A'; a <= 'Z'; ++a) {
    for (char b = 'A'; b <= 'Z'; ++b) {
      const int cost = a == b ? 0 : (IsVowel(a) && IsVowel(b) ? kOtherVowel : kLetter);
      costs.substitution[Letter(a)][Letter(b)] = static_cast<std::uint8_t>(cost);
    }
  }
  const auto set = [&costs](std::string_view pair, int cost) {
    for (auto [a, b] : {std::pair(Letter(pair[0]), Letter(pair[1])),
                        std::pair(Letter(pair[1]), Letter(pair[0]))}) {
      auto& known = costs.substitution[a][b];
      known = std::min(known, static_cast<std::uint8_t>(cost));
    }
  };
  for (const auto pair : kOcrPairs) set(pair, kConfusedByOcr);
  for (const auto pair : kSounds) set(pair, kSameSound);
  for (const auto pair : kVowelSounds) set(pair, kSameSoundVowel);
  for (size_t i = 0; i < std::size(kDigraphs); ++i) {
    const auto [one, other, cost] = kDigraphs[i];
    const std::uint32_t bit = 1U << i;
    costs.two_letters_one[Letter(one[0])][Letter(one[1])] |= bit;
    if (other.size() == 1) {
      costs.one_letter_other[Letter(other[0])] |= bit;
    } else {
      costs.two_letters_other[Letter(other[0])][Letter(other[1])] |= bit;
    }
  }
  return costs;
}

constexpr Costs kCosts = MakeCosts();
static_assert(std::size(kDigraphs) <= 32);

// A word as the comparison goes through it.
struct Spelt {
  explicit Spelt(std::string_view word) : text(word) {
    char before = 0;
    for (size_t i = 0; i < word.size(); ++i) {
      const char letter = word[i];
      const size_t at = Letter(letter);
      extra[i] = letter == before
                     ? kDoubled
                     : (letter == 'H' ? kSilent : (IsVowel(letter) ? kVowelLost : kLetter));
      one[i] = i == 0 ? 0 : kCosts.two_letters_one[Letter(before)][at];
      other[i] =
          kCosts.one_letter_other[at] | (i == 0 ? 0 : kCosts.two_letters_other[Letter(before)][at]);
      before = letter;
    }
  }
  std::string_view text;
  std::array<int, kLongest> extra;            // cost of a letter that only this word has
  std::array<std::uint32_t, kLongest> one;    // digraphs that end here
  std::array<std::uint32_t, kLongest> other;  // their other spellings
};

using Row = std::array<int, kLongest + 1>;

// most   a way that costs more need not be followed to its end: the answer is then just more.
int EditCost(const Spelt& a, const Spelt& b, int most) {
  // Rows of the table of prefixes: two above and the present one.
  std::array<Row, 3> rows;
  Row* above = &rows[0];
  Row* row = &rows[1];
  Row* two_above = &rows[2];
  const size_t width = b.text.size();
  (*above)[0] = 0;
  for (size_t j = 1; j <= width; ++j) (*above)[j] = (*above)[j - 1] + b.extra[j - 1];
  int least_above = 0;  // every way goes through a row or, by two letters, through the one before
  for (size_t i = 1; i <= a.text.size(); ++i) {
    const auto& substitution = kCosts.substitution[Letter(a.text[i - 1])];
    const int extra = a.extra[i - 1];
    const std::uint32_t one = a.one[i - 1];
    const std::uint32_t other = a.other[i - 1];
    int cost = (*above)[0] + extra;
    (*row)[0] = cost;
    int least = cost;
    for (size_t j = 1; j <= width; ++j) {
      cost = std::min({(*above)[j - 1] + substitution[Letter(b.text[j - 1])], (*above)[j] + extra,
                       cost + b.extra[j - 1]});
      if (i > 1 && j > 1 && a.text[i - 1] == b.text[j - 2] && a.text[i - 2] == b.text[j - 1]) {
        cost = std::min(cost, (*two_above)[j - 2] + kSwapped);
      }
      for (std::uint32_t both = one & b.other[j - 1]; both != 0; both &= both - 1) {
        const Digraph& digraph = kDigraphs[std::countr_zero(both)];
        cost = std::min(cost, (*two_above)[j - digraph.other.size()] + digraph.cost);
      }
      for (std::uint32_t both = other & b.one[j - 1]; both != 0; both &= both - 1) {
        const Digraph& digraph = kDigraphs[std::countr_zero(both)];
        const Row& from = digraph.other.size() == 1 ? *above : *two_above;
        cost = std::min(cost, from[j - 2] + digraph.cost);
      }
      (*row)[j] = cost;
      least = std::min(least, cost);
    }
    if (std::min(least, least_above) > most) return least;
    least_above = least;
    Row* const free_row = two_above;
    two_above = above;
    above = row;
    row = free_row;
  }
  return (*above)[width];
}

bool HasVowel(std::string_view word) { return std::ranges::any_of(word, IsVowel); }

// 1 less the cost by the length of the longer word; 0 when that is below `least`.
float Alike(std::string_view a, std::string_view b, float least) {
  const auto length = static_cast<float>(std::max(a.size(), b.size())) * kLetter;
  const int most = static_cast<int>((1 - least) * length + kRounding);
  const int cost = EditCost(Spelt(a), Spelt(b), most);
  return cost > most ? 0 : std::max(0.0F, 1 - static_cast<float>(cost) / length);
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
    } else if ((letter == 'Z' && next == 'H') || (letter == 'D' && next == 'J')) {
      letter = 'J';
      ++i;
    } else if (next == 'H' && (letter == 'K' || letter == 'G' || letter == 'D' || letter == 'T')) {
      ++i;  // KH, GH, DH, TH
    }
    const char sound = Sound(letter);
    if (key.empty() || key.back() != sound) key += sound;
  }
  return key;
}

std::string RoughSoundKey(std::string_view sound_key) {
  std::string key;
  for (char letter : sound_key) {
    if (letter == 'H') continue;
    if (letter == 'G') letter = 'K';
    if (letter == 'D') letter = 'T';
    if (letter == 'B') letter = 'P';
    if (key.empty() || key.back() != letter) key += letter;
  }
  return key;
}

std::string ShapeKey(std::string_view word) {
  // Of A to Z.
  constexpr std::string_view kShapes = "AROOEEONIJRINNORORSIVVWXVZ";
  static_assert(kShapes.size() == kAlphabet);
  std::string key(word);
  for (char& letter : key) letter = kShapes[Letter(letter)];
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
