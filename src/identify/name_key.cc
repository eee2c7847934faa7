#include "identify/name_key.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <memory>

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include "base/status.h"
#include "base/text.h"
#include "icao/transliterate.h"
#include "identify/scorecard.h"
#include "identify/spelling/abjad.h"
#include "identify/spelling/bengali.h"
#include "identify/spelling/burmese.h"
#include "identify/spelling/hangul.h"

namespace chowki::identify {
namespace {

constexpr std::array<std::string_view, 7> kPlaceholders = {"FNU",     "LNU", "UNKNOWN", "NONAME",
                                                           "UNNAMED", "XXX", "NFN"};

// Letters as which OCR reads the filler '<'.
constexpr std::string_view kFillerLookalikes = "KCSGLE";
constexpr size_t kLeastFillerRun = 3;

// What a digit stands for in a name, where there can be none; 0: nothing.
char LetterForDigit(char digit) {
  switch (digit) {
    case '0':
      return 'O';
    case '1':
      return 'I';
    case '2':
      return 'Z';
    case '5':
      return 'S';
    case '6':
      return 'G';
    case '8':
      return 'B';
    default:
      return 0;
  }
}

bool IsAscii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// ICU's transliterators may be used from several threads at once.
const icu::Transliterator& ToLatin() {
  static const std::unique_ptr<icu::Transliterator> kTransliterator = [] {
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(
        "NFKD; Any-Latin; Latin-ASCII; Upper", UTRANS_FORWARD, error));
    CHOWKI_CHECK(U_SUCCESS(error) && made != nullptr);
    return made;
  }();
  return *kTransliterator;
}

icu::UnicodeString ToUnicode(std::string_view utf8) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
}

std::u32string ToCharacters(std::string_view utf8) {
  const icu::UnicodeString text = ToUnicode(utf8);
  std::u32string characters;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    characters += static_cast<char32_t>(text.char32At(i));
  }
  return characters;
}

// Spellings that no letter-by-letter table gives; none for other scripts.
std::vector<std::string> CustomarySpellings(std::string_view utf8) {
  const std::u32string characters = ToCharacters(utf8);
  if (std::ranges::any_of(characters, IsHangul)) return SpellHangul(characters);
  if (std::ranges::any_of(characters, IsBurmese)) return SpellBurmese(characters);
  if (std::ranges::any_of(characters, IsBengali)) return SpellBengali(characters);
  if (std::ranges::any_of(characters, IsAbjad)) return SpellAbjad(characters);
  return {};
}

std::string PlainLatin(std::string_view utf8) {
  icu::UnicodeString text = ToUnicode(utf8);
  ToLatin().transliterate(text);
  std::string latin;
  text.toUTF8String(latin);
  return latin;
}

bool IsFillerRun(const std::string& word) {
  return word.size() >= kLeastFillerRun && kFillerLookalikes.find(word[0]) != std::string::npos &&
         word.find_first_not_of(word[0]) == std::string::npos;
}

// Words that Arabic writes with the article, as Latin spellings join them in many ways, in one:
// "ABD AL RAHMAN" and "ABDEL RAHMAN" have the word ABDUL, "NUR AL DIN" and "NURUDDIN" are one word.
void JoinArticles(Words& words) {
  const auto among = [](std::initializer_list<std::string_view> table, std::string_view word) {
    return std::ranges::find(table, word) != table.end();
  };
  const auto is_article = [&](const std::string& word) {
    return among({"AL", "EL", "UL", "OL", "AR", "UR", "AD", "ED", "UD", "US", "AS"}, word);
  };
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    if (!is_article(words[i + 1])) continue;
    const auto article = words.begin() + static_cast<std::ptrdiff_t>(i) + 1;
    if (among({"ABD", "ABDU", "ABDE"}, words[i])) {
      words[i] = "ABDUL";
      words.erase(article);
    } else if (i + 2 < words.size() && among({"DIN", "DEEN", "DINE"}, words[i + 2])) {
      words[i] += "UDDIN";
      words.erase(article, article + 2);
    }
  }
}

// Where the second word begins of one that is ABD, the article in any form and a name, as in
// ABDURRAHMAN and ABDELKADER; 0: it is none. ABDULLAH stays whole.
size_t SecondOfServant(std::string_view word) {
  constexpr std::string_view kVowels = "AEIOU";
  constexpr size_t kLeastSecond = 4;
  constexpr std::string_view kOfGod[] = {"LAH", "LAY", "LAI", "LAE", "LAJ", "LLA", "AYEV", "AEV"};
  if (!word.starts_with("ABD")) return 0;
  size_t at = 3;
  while (at < word.size() && kVowels.find(word[at]) != std::string_view::npos) ++at;
  if (at == 3 || at > 5 || at + kLeastSecond >= word.size()) return 0;
  // The article's L, or the letter that it has become before the same.
  if (word[at] == 'L' || word[at] == word[at + 1]) ++at;
  const std::string_view second = word.substr(at);
  const auto begins = [&](std::string_view with) { return second.starts_with(with); };
  const bool of_god = std::ranges::any_of(kOfGod, begins);
  return of_god || second.size() < kLeastSecond ? 0 : at;
}

void SplitServants(Words& words) {
  for (size_t i = 0; i < words.size(); ++i) {
    const size_t second = SecondOfServant(words[i]);
    if (second == 0) continue;
    std::string rest = words[i].substr(second);
    words[i] = "ABDUL";
    words.insert(words.begin() + static_cast<std::ptrdiff_t>(++i), std::move(rest));
  }
}

// Words of upper-case ASCII text: letters stay, what joins words is dropped, the rest separates.
Words TakeWords(std::string_view ascii) {
  Words words(1);
  for (char c : ascii) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c >= '0' && c <= '9') c = LetterForDigit(c);
    if (c >= 'A' && c <= 'Z') {
      words.back() += c;
    } else if (c != '\'' && c != '`' && c != 0 && !words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  std::erase_if(words, [](const std::string& word) {
    return std::ranges::find(kPlaceholders, word) != kPlaceholders.end();
  });
  while (words.size() > 1 && IsFillerRun(words.back())) words.pop_back();
  JoinArticles(words);
  SplitServants(words);
  if (words.size() > scorecard::kMostWords) words.resize(scorecard::kMostWords);
  return words;
}

void AddForm(Words words, std::vector<Words>& forms) {
  if (words.empty() || std::ranges::find(forms, words) != forms.end()) return;
  forms.push_back(std::move(words));
}

}  // namespace

std::vector<Words> NameForms(std::string_view utf8) {
  std::vector<Words> forms;
  if (IsAscii(utf8)) {
    AddForm(TakeWords(utf8), forms);
    return forms;
  }
  for (const std::string& spelling : CustomarySpellings(utf8)) AddForm(TakeWords(spelling), forms);
  if (forms.empty()) AddForm(TakeWords(PlainLatin(utf8)), forms);
  // As states print it: AE for Ä, and the tables for Arabic and Cyrillic.
  if (const auto mrz = icao::ToMrzName(utf8); mrz.ok()) AddForm(TakeWords(*mrz), forms);
  return forms;
}

}  // namespace chowki::identify
