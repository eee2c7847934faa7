#include "identify/spelling/burmese.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace chowki::identify {
namespace {

// Unicode's names of the signs that make a syllable.
constexpr char32_t kVirama =
    0x1039;                         // the consonant before ends its syllable, the next is below it
constexpr char32_t kAsat = 0x103A;  // the consonant before ends the syllable
constexpr char32_t kMedialYa = 0x103B;
constexpr char32_t kMedialRa = 0x103C;
constexpr char32_t kMedialWa = 0x103D;
constexpr char32_t kMedialHa = 0x103E;
constexpr char32_t kDotBelow = 0x1037;  // creaky tone
constexpr char32_t kVisarga = 0x1038;   // high tone
constexpr char32_t kNoLetter = 0x1021;  // the letter A carries a vowel and has no sound

constexpr bool IsConsonant(char32_t c) { return (c >= 0x1000 && c <= 0x1021) || c == 0x103F; }

// The consonants from 0x1000 on, as passports begin syllables with them.
constexpr std::string_view kOnsets[] = {
    "K",  "KH", "G", "G", "NG", "S",  "S", "Z", "Z", "NY", "NY", "T", "HT", "D",  "D", "N", "T",
    "HT", "D",  "D", "N", "P",  "PH", "B", "B", "M", "Y",  "Y",  "L", "W",  "TH", "H", "L", ""};

// A vowel, with the consonant that ends the syllable.
struct Rime {
  std::u32string_view signs;  // without tones; an ending consonant stands without its asat
  std::string_view spelling;
  std::string_view other;
  std::string_view creaky = {};  // with a dot below, where that is written
};

constexpr Rime kRimes[] = {
    {U"", "A", "A"},
    {U"\u102C", "A", "AR"},
    {U"\u102B", "A", "AR"},
    {U"\u102D", "I", "I"},
    {U"\u102E", "I", "EE"},
    {U"\u102F", "U", "U"},
    {U"\u1030", "U", "OO"},
    {U"\u1031", "AY", "E"},
    {U"\u1032", "E", "AE"},
    {U"\u1036", "AN", "AN", "ANT"},
    {U"\u1031\u102C", "AW", "AW"},
    {U"\u1031\u102B", "AW", "AW"},
    {U"\u102D\u102F", "O", "O"},
    {U"\u102F\u1036", "ON", "OHN"},
    {U"\u102D\u1036", "EIN", "AIN"},
    {U"က", "ET", "EK"},
    {U"င", "IN", "IN", "INT"},
    {U"စ", "IT", "IT"},
    {U"ည", "I", "YI"},
    {U"ဉ", "IN", "IN", "INT"},
    {U"တ", "AT", "UT"},
    {U"န", "AN", "AN", "ANT"},
    {U"ပ", "AT", "AP"},
    {U"မ", "AN", "AM", "ANT"},
    {U"ယ", "E", "AE"},
    {U"သ", "AT", "AT"},
    {U"\u102Dတ", "EIT", "EIK"},
    {U"\u102Dပ", "EIK", "EIT"},
    {U"\u102Dန", "EIN", "AIN", "EINT"},
    {U"\u102Dမ", "EIN", "AIN", "EINT"},
    {U"\u102Fတ", "OKE", "OK"},
    {U"\u102Fပ", "OKE", "OK"},
    {U"\u102Fန", "ON", "OHN"},
    {U"\u102Fမ", "ON", "OHN"},
    {U"\u1031\u102Cက", "AUK", "OUK"},
    {U"\u1031\u102Bက", "AUK", "OUK"},
    {U"\u1031\u102Cင", "AUNG", "OUNG"},
    {U"\u1031\u102Bင", "AUNG", "OUNG"},
    {U"\u102D\u102Fက", "IKE", "AIK"},
    {U"\u102D\u102Fင", "AING", "ING"},
    {U"\u102D\u102Fယ", "O", "OE"},
    // After the medial W, which is then not written.
    {U"\u103Dတ", "UT", "OOT"},
    {U"\u103Dပ", "UT", "OOT"},
    {U"\u103Dန", "UN", "OON", "UNT"},
    {U"\u103Dမ", "UN", "OON", "UNT"},
};

// Letters that are a syllable by themselves.
struct Whole {
  char32_t letter;
  std::string_view spelling;
};
constexpr Whole kWholes[] = {{0x1023, "I"},  {0x1024, "I"},  {0x1025, "U"}, {0x1026, "U"},
                             {0x1027, "AY"}, {0x1029, "AW"}, {0x102A, "AW"}};

struct Syllable {
  char32_t consonant = 0;
  bool ya = false;
  bool ra = false;
  bool wa = false;
  bool ha = false;
  bool dot = false;
  bool visarga = false;
  std::u32string rime;
};

std::string Onset(const Syllable& syllable, bool other) {
  const char32_t c = syllable.consonant == 0x103F ? U'သ' : syllable.consonant;
  std::string onset(kOnsets[c - 0x1000]);
  // In words from Pali the Y of today is written R: THURA.
  if (other && c == U'ရ' && !syllable.ha) onset = "R";
  if (other && onset == "HT") onset = "T";  // TUN beside HTUN
  const bool palatal = syllable.ya || syllable.ra;
  if (syllable.ha && (c == U'ရ' || c == U'ယ' || (c == U'လ' && syllable.ya))) {
    onset = "SH";
  } else {
    if (palatal) onset = c == U'ခ' ? "CH" : onset + "Y";
    if (syllable.ha) onset = "H" + onset;
  }
  return onset;
}

std::string Spell(const Syllable& syllable, bool other) {
  if (syllable.consonant == 0) return std::string();
  std::string onset = Onset(syllable, other);
  const std::u32string& rime = syllable.rime;
  const Rime* found = nullptr;
  if (syllable.wa) {
    const std::u32string whole = std::u32string(1, kMedialWa) + rime;
    const auto after_wa = std::ranges::find(kRimes, whole, &Rime::signs);
    if (after_wa != std::end(kRimes)) found = after_wa;
    if (found == nullptr) onset += 'W';
  }
  if (found == nullptr) {
    const auto plain = std::ranges::find(kRimes, rime, &Rime::signs);
    if (plain == std::end(kRimes)) return onset + "A";
    found = plain;
  }
  // The high O is written OE (SOE, MOE) unless a Y is before it (MYO).
  if (found->spelling == "O" && syllable.visarga && !onset.ends_with('Y')) return onset + "OE";
  if (syllable.dot && !found->creaky.empty()) return onset + std::string(found->creaky);
  return onset + std::string(other ? found->other : found->spelling);
}

std::string SpellAll(std::u32string_view text, bool other) {
  std::string spelling;
  Syllable syllable;
  const auto finish = [&] {
    const std::string sound = Spell(syllable, other);
    if (!sound.empty() && !spelling.empty() && spelling.back() != ' ') spelling += ' ';
    spelling += sound;
    syllable = {};
  };
  for (size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (const auto whole = std::ranges::find(kWholes, c, &Whole::letter);
        whole != std::end(kWholes)) {
      finish();
      if (!spelling.empty()) spelling += ' ';
      spelling += whole->spelling;
    } else if (IsConsonant(c)) {
      // Dot and asat come in either order after a consonant that ends a syllable.
      const char32_t next = i + 1 < text.size() ? text[i + 1] : 0;
      const char32_t after = i + 2 < text.size() ? text[i + 2] : 0;
      const bool ends = next == kAsat || next == kVirama || (next == kDotBelow && after == kAsat);
      if (ends && syllable.consonant != 0) {
        syllable.rime += c;
      } else {
        finish();
        syllable.consonant = c;
      }
    } else if (c == kMedialYa) {
      syllable.ya = true;
    } else if (c == kMedialRa) {
      syllable.ra = true;
    } else if (c == kMedialWa) {
      syllable.wa = true;
    } else if (c == kMedialHa) {
      syllable.ha = true;
    } else if (c == kDotBelow) {
      syllable.dot = true;
    } else if (c == kVisarga) {
      syllable.visarga = true;
    } else if (c == kAsat || c == kVirama) {
      continue;
    } else if (IsBurmese(c)) {
      syllable.rime += c;
    } else {
      finish();
    }
  }
  finish();
  return spelling;
}

}  // namespace

std::vector<std::string> SpellBurmese(std::u32string_view name) {
  std::string first = SpellAll(name, false);
  if (first.empty()) return {};
  std::string second = SpellAll(name, true);
  if (first == second) return {std::move(first)};
  return {std::move(first), std::move(second)};
}

}  // namespace chowki::identify
