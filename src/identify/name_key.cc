#include "identify/name_key.h"

#include <algorithm>
#include <array>
#include <memory>

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include "base/status.h"
#include "base/text.h"
#include "icao/transliterate.h"
#include "identify/scorecard.h"

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

std::string PlainLatin(std::string_view utf8) {
  icu::UnicodeString text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  ToLatin().transliterate(text);
  std::string latin;
  text.toUTF8String(latin);
  return latin;
}

bool IsFillerRun(const std::string& word) {
  return word.size() >= kLeastFillerRun && kFillerLookalikes.find(word[0]) != std::string::npos &&
         word.find_first_not_of(word[0]) == std::string::npos;
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
  AddForm(TakeWords(PlainLatin(utf8)), forms);
  // As states print it: AE for Ä, and the tables for Arabic and Cyrillic.
  if (const auto mrz = icao::ToMrzName(utf8); mrz.ok()) AddForm(TakeWords(*mrz), forms);
  return forms;
}

}  // namespace chowki::identify
