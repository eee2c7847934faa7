#include "identify/spelling/abjad.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace chowki::identify {
namespace {

enum class Role { kConsonant, kVowel, kWaw, kYa, kSilent };

struct Letter {
  char32_t letter;
  Role role;
  std::string_view sound;
  std::string_view eastern = {};  // of Persian and Urdu, where it is another
};

constexpr Letter kLetters[] = {
#include "identify/spelling/abjad_letters.inc"
};

struct Word {
  std::u32string_view written;  // in plain letters
  std::string_view spelling;
};

constexpr Word kWords[] = {
#include "identify/spelling/abjad_words.inc"
};

// Letters that are written in several ways, as the table of words has them.
char32_t Plain(char32_t c) {
  switch (c) {
    case U'أ':
    case U'إ':
    case U'آ':
    case U'ٱ':
      return U'ا';
    case U'ی':
    case U'ى':
      return U'ي';
    case U'ک':
      return U'ك';
    case U'ہ':
    case U'ھ':
    case U'ۃ':
      return U'ه';
    default:
      return c;
  }
}

const Letter* Find(char32_t c) {
  const auto found = std::ranges::find(kLetters, c, &Letter::letter);
  return found == std::end(kLetters) ? nullptr : found;
}

bool IsVowel(char c) { return std::string_view("AEIOU").find(c) != std::string_view::npos; }

// Letter by letter: W and Y are vowels between consonants, and a vowel keeps consonants apart.
std::string Vocalised(std::u32string_view word, bool eastern) {
  std::string spelling;
  const auto is_vowel_at = [&](size_t i) {
    if (i >= word.size()) return false;
    const Letter* letter = Find(word[i]);
    return letter != nullptr && letter->role == Role::kVowel;
  };
  bool consonant_before = false;
  for (size_t i = 0; i < word.size(); ++i) {
    const Letter* letter = Find(word[i]);
    if (letter == nullptr || letter->role == Role::kSilent) continue;
    const bool first = spelling.empty();
    const bool last = i + 1 == word.size();
    std::string_view sound = eastern && !letter->eastern.empty() ? letter->eastern : letter->sound;
    bool consonant = letter->role == Role::kConsonant;
    if (letter->role == Role::kWaw || letter->role == Role::kYa) {
      const bool waw = letter->role == Role::kWaw;
      consonant = first || (!consonant_before && !spelling.empty() && IsVowel(spelling.back())) ||
                  is_vowel_at(i + 1);
      if (!consonant) {
        sound = waw ? "U" : "I";
      } else if (!first && consonant_before) {
        spelling += waw ? "U" : "I";  // RIYAD
        consonant_before = false;
      }
    }
    if (sound == "H" && last && !first && consonant_before) sound = "A";  // the final H is no sound
    if (IsVowel(sound.front())) consonant = false;
    if (consonant && consonant_before) spelling += 'A';
    if (!consonant && !first && spelling.back() == sound.front()) continue;
    spelling += sound;
    consonant_before = consonant;
  }
  return spelling;
}

std::optional<std::string_view> Customary(std::u32string_view word) {
  const auto found = std::ranges::find(kWords, word, &Word::written);
  if (found == std::end(kWords)) return std::nullopt;
  return found->spelling;
}

std::string Spell(std::u32string_view word, bool eastern) {
  if (const auto known = Customary(word)) return std::string(*known);
  constexpr std::u32string_view kArticle = U"ال";
  constexpr std::u32string_view kServant = U"عبد";
  constexpr size_t kLeastAfter = 3;
  if (word.starts_with(kArticle) && word.size() >= kArticle.size() + 2) {
    return "AL " + Spell(word.substr(kArticle.size()), eastern);
  }
  if (word.starts_with(kServant) && word.size() >= kServant.size() + kLeastAfter) {
    return "ABD " + Spell(word.substr(kServant.size()), eastern);
  }
  return Vocalised(word, eastern);
}

std::string SpellAll(std::u32string_view name, bool eastern) {
  std::string spelling;
  std::u32string word;
  const auto finish = [&] {
    const std::string spelt = Spell(word, eastern);
    if (!spelt.empty() && !spelling.empty()) spelling += ' ';
    spelling += spelt;
    word.clear();
  };
  for (const char32_t c : name) {
    const char32_t plain = Plain(c);
    if (Find(plain) != nullptr) {
      word += plain;
    } else if (!IsAbjad(c)) {  // vowel signs are passed over
      finish();
    }
  }
  finish();
  return spelling;
}

}  // namespace

std::vector<std::string> SpellAbjad(std::u32string_view name) {
  std::string arabic = SpellAll(name, false);
  if (arabic.empty()) return {};
  std::string eastern = SpellAll(name, true);
  if (arabic == eastern) return {std::move(arabic)};
  return {std::move(arabic), std::move(eastern)};
}

}  // namespace chowki::identify
