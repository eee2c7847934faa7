#include "read/visual_value.h"

#include <algorithm>

#include "base/text.h"
#include "icao/nationality.h"
#include "read/latin.h"
#include "read/visual_date.h"

namespace chowki::read {
namespace {

constexpr std::size_t kShortestNumber = 5;
constexpr std::size_t kLongestNumber = 18;
constexpr std::size_t kLongestSexWord = 3;  // "KVE"
constexpr int kFewestDigits = 2;            // of a number
constexpr int kFewestNameLetters = 2;

constexpr std::string_view kUnknownSign = "\u25a1";  // of the text network

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsAsciiLetter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool IsBeyondAscii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

std::optional<std::string> PrintedDate(VisualField field, std::string_view text,
                                       const DateContext& context) {
  const DateKind kind = field == VisualField::kBirthDate    ? DateKind::kBirth
                        : field == VisualField::kExpiryDate ? DateKind::kExpiry
                                                            : DateKind::kIssue;
  const auto date = ParsePrintedDate(text, kind, context);
  if (!date) return std::nullopt;
  return ToIso(*date);
}

std::optional<std::string> Number(std::string_view text) {
  const std::string number = Join(Words(FoldLatin(text)), "");
  const auto digits = std::count_if(number.begin(), number.end(), IsDigit);
  if (number.size() < kShortestNumber || number.size() > kLongestNumber) return std::nullopt;
  if (digits < kFewestDigits) return std::nullopt;
  return number;
}

std::optional<std::string> Sex(std::string_view text) {
  const auto words = Words(FoldLatin(text));
  if (words.empty() || words.size() > 3) return std::nullopt;
  const bool short_words = std::all_of(words.begin(), words.end(), [](const std::string& word) {
    return word.size() <= kLongestSexWord || word == "FEMALE" || word == "MALE";
  });
  if (!short_words) return std::nullopt;
  // "S/F", "K/M": the state's own letter stands first.
  for (auto word = words.rbegin(); word != words.rend(); ++word) {
    if (*word == "F" || *word == "M" || *word == "X") return *word;
    if (*word == "FEMALE") return "F";
    if (*word == "MALE") return "M";
  }
  return std::nullopt;
}

// Documents print names with capitals; what begins small is a piece of something else.
bool BeginsWithCapital(std::string_view text) {
  const auto first = std::find_if(text.begin(), text.end(),
                                  [](char c) { return IsAsciiLetter(c) || IsBeyondAscii(c); });
  return first != text.end() && !(*first >= 'a' && *first <= 'z');
}

// Letters of any script with spaces, hyphens and apostrophes between; other signs are margin noise.
std::string Letters(std::string_view text) {
  std::string letters;
  for (const char c : UnicodeUpper(text)) {
    const bool keep = IsAsciiLetter(c) || IsBeyondAscii(c) || c == '-' || c == '\'' || c == '.';
    letters += keep ? c : ' ';
  }
  std::vector<std::string> words;
  for (const std::string& word : Split(letters, ' ')) {
    const bool has_letter = std::any_of(
        word.begin(), word.end(), [](char c) { return IsAsciiLetter(c) || IsBeyondAscii(c); });
    if (has_letter) words.push_back(word);
  }
  return Join(words, " ");
}

// A name; after a stroke stands its Latin form ("ΑΛΕΞΑΝΔΡΟΥ / ALEXANDER").
std::optional<std::string> LetterValue(std::string_view text) {
  const std::size_t stroke = text.rfind('/');
  const std::string behind =
      stroke == std::string_view::npos ? "" : Letters(text.substr(stroke + 1));
  const std::string value = behind.size() >= 3 ? behind : Letters(text);
  if (!BeginsWithCapital(text) || text.find(kUnknownSign) != std::string_view::npos) {
    return std::nullopt;
  }
  const auto ascii = std::count_if(value.begin(), value.end(), IsAsciiLetter);
  const auto digits = std::count_if(text.begin(), text.end(), IsDigit);
  if (ascii < kFewestNameLetters || digits * 4 > ascii) return std::nullopt;
  return value;
}

std::optional<std::string> Nationality(std::string_view text) {
  const auto codes = icao::NationalitiesNamed(text);
  if (codes.size() != 1) return std::nullopt;
  return std::string(codes.front());
}

std::optional<std::string> FreeText(std::string_view text) {
  if (!BeginsWithCapital(text)) return std::nullopt;
  const std::string value(Trim(UnicodeUpper(text)));
  const auto ascii = std::count_if(value.begin(), value.end(), IsAsciiLetter);
  if (ascii < 2) return std::nullopt;
  return value;
}

// Text mostly in another script than Latin, kept as it was read.
std::optional<std::string> NativeText(std::string_view text) {
  static constexpr std::ptrdiff_t kFewest = 3;
  static constexpr unsigned char kGreek = 0xCD;        // first byte of Greek and of all that follow
  static constexpr unsigned char kPunctuation = 0xE2;  // first byte of signs of every script
  const auto native = std::count_if(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= kGreek && byte != kPunctuation;
  });
  const auto latin = std::count_if(text.begin(), text.end(), IsAsciiLetter);
  if (native < kFewest || native <= latin) return std::nullopt;
  return std::string(Trim(text));
}

}  // namespace

std::optional<std::string> NormaliseValue(VisualField field, std::string_view text,
                                          const DateContext& context) {
  switch (field) {
    case VisualField::kBirthDate:
    case VisualField::kIssueDate:
    case VisualField::kExpiryDate:
      return PrintedDate(field, text, context);
    case VisualField::kDocumentNumber:
    case VisualField::kPersonalNumber:
      return Number(text);
    case VisualField::kSex:
      return Sex(text);
    case VisualField::kSurname:
    case VisualField::kGivenNames:
      return LetterValue(text);
    case VisualField::kNationality:
      return Nationality(text);
    case VisualField::kPlaceOfBirth:
    case VisualField::kAuthority:
      return FreeText(text);
    case VisualField::kNativeName:
      return NativeText(text);
    case VisualField::kNone:
    case VisualField::kFullName:
    case VisualField::kOther:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace chowki::read
