#include "identify/spelling/bengali.h"

#include <algorithm>
#include <iterator>

namespace chowki::identify {
namespace {

constexpr char32_t kVirama = 0x09CD;   // the consonant before has no vowel
constexpr char32_t kNukta = 0x09BC;    // a dot that makes DD an R and Y of J
constexpr char32_t kVisarga = 0x0983;  // ends abbreviations: MOH for MOHAMMAD
constexpr char32_t kSignY = 0x09AF;

struct Letter {
  char32_t letter;
  std::string_view sound;
};

constexpr Letter kConsonants[] = {
    {U'ক', "K"},  {U'খ', "KH"}, {U'গ', "G"},   {U'ঘ', "GH"},   {U'ঙ', "NG"},  {U'চ', "CH"},
    {U'ছ', "CH"}, {U'জ', "J"},  {U'ঝ', "JH"},  {U'ঞ', "N"},    {U'ট', "T"},   {U'ঠ', "TH"},
    {U'ড', "D"},  {U'ঢ', "DH"}, {U'ণ', "N"},   {U'ত', "T"},    {U'থ', "TH"},  {U'দ', "D"},
    {U'ধ', "DH"}, {U'ন', "N"},  {U'প', "P"},   {U'ফ', "F"},    {U'ব', "B"},   {U'ভ', "V"},
    {U'ম', "M"},  {U'য', "Z"},  {U'র', "R"},   {U'ল', "L"},    {U'শ', "SH"},  {U'ষ', "SH"},
    {U'স', "S"},  {U'হ', "H"},  {0x09DC, "R"}, {0x09DD, "RH"}, {0x09DF, "Y"}, {0x09CE, "T"}};

constexpr Letter kVowels[] = {
    {U'অ', "A"},    {U'আ', "A"},   {U'ই', "I"},   {U'ঈ', "I"},   {U'উ', "U"},    {U'ঊ', "U"},
    {U'ঋ', "RI"},   {U'এ', "E"},   {U'ঐ', "OI"},  {U'ও', "O"},   {U'ঔ', "OU"},   {0x09BE, "A"},
    {0x09BF, "I"},  {0x09C0, "I"}, {0x09C1, "U"}, {0x09C2, "U"}, {0x09C3, "RI"}, {0x09C7, "E"},
    {0x09C8, "OI"}, {0x09CB, "O"}, {0x09CC, "OU"}};

template <size_t N>
const Letter* Find(const Letter (&table)[N], char32_t c) {
  const auto found = std::ranges::find(table, c, &Letter::letter);
  return found == std::end(table) ? nullptr : found;
}

}  // namespace

std::vector<std::string> SpellBengali(std::u32string_view name) {
  std::string spelling;
  bool bare = false;  // a consonant that may still get a vowel
  for (size_t i = 0; i < name.size(); ++i) {
    const char32_t c = name[i];
    if (c == kNukta) {
      // Written apart from its letter: DD becomes R, J becomes Y.
      if (spelling.ends_with("DH")) spelling.replace(spelling.size() - 2, 2, "RH");
      if (spelling.ends_with('D')) spelling.back() = 'R';
      if (spelling.ends_with('Z')) spelling.back() = 'Y';
    } else if (c == kVirama) {
      bare = false;
    } else if (c == kVisarga) {
      bare = false;
      if (spelling.ends_with("MO")) spelling += 'H';
    } else if (const Letter* vowel = Find(kVowels, c)) {
      spelling += vowel->sound;
      bare = false;
    } else if (const Letter* consonant = Find(kConsonants, c)) {
      if (bare) spelling += 'A';
      const bool below = i > 0 && name[i - 1] == kVirama;
      spelling += below && c == kSignY ? "Y" : consonant->sound;
      bare = true;
    } else if (c == 0x0982) {
      spelling += "NG";
      bare = false;
    } else if (!IsBengali(c)) {
      bare = false;  // silent at the end of a word
      if (!spelling.empty() && spelling.back() != ' ') spelling += ' ';
    }
  }
  while (spelling.ends_with(' ')) spelling.pop_back();
  if (spelling.empty()) return {};
  return {std::move(spelling)};
}

}  // namespace chowki::identify
