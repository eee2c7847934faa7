#include "identify/spelling/hangul.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

namespace chowki::identify {
namespace {

// The parts of a syllable in the order of Unicode 3.12: code = (initial * 21 + vowel) * 28 + final.
constexpr size_t kVowels = 21;
constexpr size_t kFinals = 28;

struct System {
  std::array<std::string_view, 19> initials;
  std::array<std::string_view, kVowels> vowels;
};

// The last consonant is hardly heard, and all systems write it alike; "L" stands for R as well.
constexpr std::array<std::string_view, kFinals> kFinal = {
    "",  "K", "K", "K", "N", "N", "N", "T",  "L", "K", "M", "L", "L", "L",
    "P", "L", "M", "P", "P", "T", "T", "NG", "T", "T", "K", "T", "P", "T"};

constexpr System kRevised = {{"G", "KK", "N", "D", "TT", "R", "M", "B", "PP", "S", "SS", "", "J",
                              "JJ", "CH", "K", "T", "P", "H"},
                             {"A",  "AE", "YA", "YAE", "EO", "E",  "YEO", "YE", "O",  "WA", "WAE",
                              "OE", "YO", "U",  "WO",  "WE", "WI", "YU",  "EU", "UI", "I"}};

constexpr System kMcCune = {{"K", "KK", "N", "T", "TT", "R", "M", "P", "PP", "S", "SS", "", "CH",
                             "TCH", "CH", "K", "T", "P", "H"},
                            {"A",  "AE", "YA", "YAE", "O",  "E",  "YO", "YE", "O",  "WA", "WAE",
                             "OE", "YO", "U",  "WO",  "WE", "WI", "YU", "U",  "UI", "I"}};

// As McCune, but J: what the north's passports have.
constexpr System kNorthern = {{"K", "KK", "N", "T", "TT", "R", "M", "P", "PP", "S", "SS", "", "J",
                               "JJ", "CH", "K", "T", "P", "H"},
                              kMcCune.vowels};

constexpr System kCustomary = {{"K", "KK", "N", "D", "TT", "R", "M", "B", "PP", "S", "SS", "", "J",
                                "JJ", "CH", "K", "T", "P", "H"},
                               {"A",  "AE", "YA", "YAE", "U",  "E",  "YOU", "YE", "O",  "WA", "WAE",
                                "OE", "YO", "OO", "WO",  "WE", "WI", "YU",  "EU", "EE", "I"}};

struct Family {
  std::u32string_view name;
  std::string_view southern;
  std::string_view northern;
  std::string_view also;
};

// The most frequent family names and those of two syllables, as they are customarily written; the
// rest is spelt like any syllable.
constexpr Family kFamilies[] = {
    {U"김", "KIM", "KIM", "GIM"},
    {U"이", "LEE", "RI", "YI"},
    {U"리", "LEE", "RI", "YI"},
    {U"박", "PARK", "PAK", "BAK"},
    {U"최", "CHOI", "CHOE", "CHOE"},
    {U"정", "JUNG", "JONG", "CHUNG"},
    {U"강", "KANG", "KANG", "GANG"},
    {U"조", "CHO", "JO", "CHO"},
    {U"윤", "YOON", "YUN", "YUN"},
    {U"장", "JANG", "JANG", "CHANG"},
    {U"임", "LIM", "IM", "IM"},
    {U"림", "LIM", "RIM", "RIM"},
    {U"한", "HAN", "HAN", "HAN"},
    {U"오", "OH", "O", "O"},
    {U"서", "SEO", "SO", "SUH"},
    {U"신", "SHIN", "SIN", "SHIN"},
    {U"권", "KWON", "KWON", "GWON"},
    {U"황", "HWANG", "HWANG", "HWANG"},
    {U"안", "AHN", "AN", "AN"},
    {U"송", "SONG", "SONG", "SONG"},
    {U"전", "JEON", "JON", "CHON"},
    {U"홍", "HONG", "HONG", "HONG"},
    {U"유", "YOO", "YU", "RYU"},
    {U"류", "RYU", "RYU", "YOO"},
    {U"고", "KO", "KO", "GO"},
    {U"문", "MOON", "MUN", "MUN"},
    {U"양", "YANG", "RYANG", "YANG"},
    {U"손", "SON", "SON", "SOHN"},
    {U"배", "BAE", "PAE", "PAE"},
    {U"백", "BAEK", "PAEK", "PAIK"},
    {U"허", "HEO", "HO", "HUH"},
    {U"심", "SHIM", "SIM", "SIM"},
    {U"노", "NOH", "RO", "ROH"},
    {U"로", "ROH", "RO", "NOH"},
    {U"주", "JOO", "JU", "CHU"},
    {U"우", "WOO", "U", "WU"},
    {U"구", "KOO", "KU", "GU"},
    {U"여", "YEO", "RYO", "YO"},
    {U"염", "YEOM", "RYOM", "YUM"},
    {U"현", "HYUN", "HYON", "HYUN"},
    {U"변", "BYUN", "PYON", "BYEON"},
    {U"성", "SUNG", "SONG", "SEONG"},
    {U"남궁", "NAMGUNG", "NAMGUNG", "NAMKOONG"},
    {U"황보", "HWANGBO", "HWANGBO", "HWANGBO"},
    {U"제갈", "JEGAL", "JEGAL", "CHEGAL"},
    {U"선우", "SEONWOO", "SONU", "SUNWOO"},
    {U"독고", "DOKGO", "TOKKO", "DOKKO"},
};

constexpr size_t kLongestFamilyName = 2;  // syllables

const Family* FamilyOf(std::u32string_view name) {
  for (size_t length = std::min(kLongestFamilyName, name.size()); length > 0; --length) {
    const auto found = std::ranges::find(kFamilies, name.substr(0, length), &Family::name);
    // Two syllables alone are a family name and a given name of one each.
    if (found != std::end(kFamilies) && (length == 1 || name.size() > length)) return found;
  }
  return nullptr;
}

// The syllables of a name, the family name first. Where the name is written in words, a family name
// that stands last is moved.
std::u32string FamilyFirst(std::u32string_view name) {
  std::u32string syllables;
  size_t last_word = 0;  // where it begins
  bool between = false;
  for (const char32_t c : name) {
    if (!IsHangul(c)) {
      between = true;
      continue;
    }
    if (between) last_word = syllables.size();
    between = false;
    syllables += c;
  }
  const auto is_family = [](std::u32string_view word) {
    return std::ranges::find(kFamilies, word, &Family::name) != std::end(kFamilies);
  };
  const std::u32string_view all = syllables;
  if (last_word > 1 && is_family(all.substr(last_word))) {
    return std::u32string(all.substr(last_word)).append(all.substr(0, last_word));
  }
  return syllables;
}

std::string Spell(std::u32string_view syllables, const System& system) {
  std::string spelling;
  for (const char32_t syllable : syllables) {
    const auto code = static_cast<size_t>(syllable - 0xAC00);
    if (!spelling.empty()) spelling += ' ';
    spelling += system.initials[code / kFinals / kVowels];
    spelling += system.vowels[code / kFinals % kVowels];
    spelling += kFinal[code % kFinals];
  }
  return spelling;
}

}  // namespace

std::vector<std::string> SpellHangul(std::u32string_view name) {
  const std::u32string syllables = FamilyFirst(name);
  if (syllables.empty()) return {};
  std::u32string_view given = syllables;
  const Family* family = FamilyOf(syllables);
  if (family != nullptr) given.remove_prefix(family->name.size());
  const auto with = [&](std::string_view family_name, const System& system) {
    std::string spelling(family != nullptr ? family_name : "");
    if (!spelling.empty() && !given.empty()) spelling += ' ';
    return spelling + Spell(given, system);
  };
  if (family == nullptr) {
    return {Spell(given, kRevised), Spell(given, kNorthern), Spell(given, kCustomary)};
  }
  return {with(family->southern, kRevised), with(family->northern, kNorthern),
          with(family->southern, kCustomary), with(family->also, kMcCune)};
}

}  // namespace chowki::identify
