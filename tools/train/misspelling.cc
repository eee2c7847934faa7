#include "misspelling.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "identify/word_class.h"

namespace chowki::train {
namespace {

using identify::Words;

// What one romanisation writes and another writes instead.
constexpr std::pair<std::string_view, std::string_view> kRomanisations[] = {
    {"OU", "U"},     {"OO", "U"}, {"EE", "I"},  {"AY", "AI"},  {"AI", "AY"},  {"Q", "K"},
    {"KH", "H"},     {"GH", "G"}, {"DH", "Z"},  {"IYA", "IA"}, {"CH", "TCH"}, {"TH", "T"},
    {"Y", "I"},      {"J", "DJ"}, {"W", "V"},   {"V", "W"},    {"Z", "S"},    {"PH", "F"},
    {"ZH", "J"},     {"J", "CH"}, {"U", "O"},   {"E", "I"},    {"A", "E"},    {"OVICH", "OVYCH"},
    {"SKII", "SKY"}, {"KS", "X"}, {"SH", "CH"}, {"C", "K"},    {"G", "K"}};
constexpr std::pair<char, char> kReadAs[] = {
    {'M', 'N'}, {'N', 'M'}, {'U', 'V'}, {'V', 'Y'}, {'E', 'F'}, {'C', 'G'}, {'H', 'N'},
    {'L', 'I'}, {'D', 'O'}, {'Q', 'O'}, {'R', 'K'}, {'I', 'L'}, {'O', 'D'}, {'B', 'R'}};
constexpr size_t kMrzLetters = 30;

size_t Below(size_t end, Random& random) { return random() % end; }
char AnyLetter(Random& random) { return static_cast<char>('A' + Below(26, random)); }

std::string& AnyWord(Words& name, Random& random) { return name[Below(name.size(), random)]; }

void Slip(Words& name, Random& random) {
  std::string& word = AnyWord(name, random);
  if (word.size() < 3) return;
  const size_t at = 1 + Below(word.size() - 1, random);
  switch (Below(4, random)) {
    case 0:
      word[at] = AnyLetter(random);
      break;
    case 1:
      word.erase(at, 1);
      break;
    case 2:
      word.insert(at, 1, AnyLetter(random));
      break;
    default:
      std::swap(word[at - 1], word[at]);
  }
}

void Misread(Words& name, Random& random) {
  const auto [printed, read] = kReadAs[Below(std::size(kReadAs), random)];
  for (std::string& word : name) {
    if (const size_t at = word.find(printed); at != std::string::npos) {
      word[at] = read;
      return;
    }
  }
}

void Romanise(Words& name, Random& random) {
  std::string& word = AnyWord(name, random);
  const auto spellings = identify::SpellingsOf(identify::ClassOf(word));
  if (!spellings.empty() && Below(2, random) == 0) {
    word = spellings[Below(spellings.size(), random)];
    return;
  }
  for (int tries = 0; tries < 8; ++tries) {
    const auto [one, other] = kRomanisations[Below(std::size(kRomanisations), random)];
    if (const size_t at = word.find(one); at != std::string::npos) {
      word.replace(at, one.size(), other);
      return;
    }
  }
}

void JoinOrSplit(Words& name, Random& random) {
  if (Below(10, random) < 3) {
    const auto longest = std::ranges::max_element(name, {}, &std::string::size);
    if (longest->size() < 5) return;
    std::string end = longest->substr(longest->size() / 2);
    longest->resize(longest->size() / 2);
    name.insert(longest + 1, std::move(end));
    return;
  }
  const size_t first = Below(name.size() - 1, random);
  name[first] += name[first + 1];
  name.erase(name.begin() + static_cast<std::ptrdiff_t>(first) + 1);
}

void LastFirst(Words& name) { std::ranges::rotate(name, name.end() - 1); }

}  // namespace

Words Misspell(const Words& original, Random& random, bool& truncated) {
  Words name = original;
  switch (Below(9, random)) {
    case 0:
      Slip(name, random);
      break;
    case 1:
      Slip(name, random);
      Slip(name, random);
      break;
    case 2:
      LastFirst(name);
      break;
    case 3:
      LastFirst(name);
      Slip(name, random);
      Slip(name, random);
      break;
    case 4:
      Romanise(name, random);
      Romanise(name, random);
      break;
    case 5:
      if (name.size() > 2) {
        name.erase(name.begin() + 1 + static_cast<std::ptrdiff_t>(Below(name.size() - 2, random)));
      }
      break;
    case 6:
      JoinOrSplit(name, random);
      break;
    case 7:
      Misread(name, random);
      Misread(name, random);
      break;
    default:
      LastFirst(name);
      truncated = Join(name, " ").size() > kMrzLetters;
  }
  const std::string text = Join(name, " ");
  const auto forms = identify::NameForms(text.substr(0, truncated ? kMrzLetters : text.size()));
  return forms.empty() ? Words{} : forms.front();
}

}  // namespace chowki::train
