#include "icao/transliterate.h"

#include <algorithm>
#include <array>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/text.h"

namespace chowki::icao {
namespace {

struct Row {
  char32_t letter = 0;
  std::string_view recommended;
  std::string_view others;  // separated by |
};

constexpr Row kTable[] = {
#include "icao/transliteration_table.inc"
};
static_assert(std::is_sorted(std::begin(kTable), std::end(kTable),
                             [](const Row& a, const Row& b) { return a.letter < b.letter; }));

constexpr char32_t kTehMarbuta = 0x0629;
constexpr char32_t kShadda = 0x0651;
constexpr std::string_view kFinalTehMarbuta = "XAH";
constexpr char32_t kFirstArabic = 0x0600;
constexpr char32_t kLastArabic = 0x06FF;
constexpr size_t kLongestRendering = 4;

const Row* Find(char32_t letter) {
  const Row* row = std::lower_bound(
      std::begin(kTable), std::end(kTable), letter,
      [](const Row& candidate, char32_t wanted) { return candidate.letter < wanted; });
  return row != std::end(kTable) && row->letter == letter ? row : nullptr;
}

std::u32string CodePoints(const icu::UnicodeString& text) {
  std::u32string letters;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    letters += static_cast<char32_t>(text.char32At(i));
  }
  return letters;
}

bool SeparatesComponents(char32_t letter) {
  const auto c = static_cast<UChar32>(letter);
  return u_isUWhiteSpace(c) || u_charType(c) == U_DASH_PUNCTUATION || letter == U',' ||
         letter == U'\u060C';  // Arabic comma
}

// Punctuation, the modifier apostrophe, joiners.
bool IsDropped(char32_t letter) {
  const auto c = static_cast<UChar32>(letter);
  return u_ispunct(c) || u_charType(c) == U_FORMAT_CHAR || letter == U'\u02BC' || letter == U'`' ||
         letter == U'\u00B4';
}

// The letter without its marks when that is one of A-Z.
std::optional<char32_t> LatinBase(char32_t letter) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(error);
  if (U_FAILURE(error)) return std::nullopt;
  icu::UnicodeString parts;
  if (!nfd->getDecomposition(static_cast<UChar32>(letter), parts)) return std::nullopt;
  const auto base = static_cast<char32_t>(parts.char32At(0));
  return base >= U'A' && base <= U'Z' ? std::optional(base) : std::nullopt;
}

std::string WithoutEscape(std::string_view rendering) {
  return std::string(
      rendering.substr(std::min(rendering.find_first_not_of('X'), rendering.size())));
}

using Renderings = std::vector<std::string>;  // of one letter, recommended first

// A shadda doubles the Latin letters before it without their X escape, and may be left out (Doc
// 9303-3, section 6.C, note 3).
Renderings Doubled(const Renderings& single) {
  Renderings doubled;
  for (const std::string& rendering : single)
    doubled.push_back(rendering + WithoutEscape(rendering));
  doubled.insert(doubled.end(), single.begin(), single.end());
  return doubled;
}

// The renderings of each letter of a name; {" "} separates components.
Result<std::vector<Renderings>> Steps(std::string_view utf8) {
  const std::u32string letters = CodePoints(icu::UnicodeString::fromUTF8(UnicodeUpper(utf8)));
  std::vector<Renderings> steps;
  for (size_t i = 0; i < letters.size(); ++i) {
    if (letters[i] == kShadda && !steps.empty()) {
      steps.back() = Doubled(steps.back());
      continue;
    }
    if (SeparatesComponents(letters[i])) {
      steps.push_back({" "});
      continue;
    }
    Renderings renderings = MrzRenderings(letters[i]);
    if (renderings.empty() && IsDropped(letters[i])) continue;
    if (renderings.empty()) {
      return InvalidInput("U+{:04X} has no rendering in the MRZ",
                          static_cast<uint32_t>(letters[i]));
    }
    const bool final = i + 1 == letters.size() || SeparatesComponents(letters[i + 1]);
    if (letters[i] == kTehMarbuta && final) {
      std::stable_partition(renderings.begin(), renderings.end(),
                            [](const std::string& one) { return one == kFinalTehMarbuta; });
    }
    steps.push_back(std::move(renderings));
  }
  return steps;
}

std::string WithSingleSpaces(std::string_view text) {
  std::vector<std::string> components = Split(text, ' ');
  std::erase(components, "");
  return Join(components, " ");
}

// The Arabic letter that a rendering of table C belongs to.
std::optional<char32_t> ArabicLetter(std::string_view rendering) {
  if (rendering == kFinalTehMarbuta) return kTehMarbuta;
  for (const Row& row : kTable) {
    const bool arabic = row.letter >= kFirstArabic && row.letter <= kLastArabic;
    if (arabic && !rendering.empty() && row.recommended == rendering) return row.letter;
  }
  return std::nullopt;
}

// Characters of the longest rendering that the text begins with; 0 when there is none.
size_t RenderingLength(std::string_view mrz) {
  size_t length = std::min(kLongestRendering, mrz.size());
  while (length > 0 && !ArabicLetter(mrz.substr(0, length))) --length;
  return length;
}

}  // namespace

std::vector<std::string> MrzRenderings(char32_t letter) {
  if (letter >= U'A' && letter <= U'Z') return {std::string(1, static_cast<char>(letter))};
  const Row* row = Find(letter);
  if (row == nullptr) {
    const std::optional<char32_t> base = LatinBase(letter);
    return base ? MrzRenderings(*base) : Renderings{};
  }
  Renderings all = {std::string(row->recommended)};
  if (!row->others.empty()) {
    for (std::string& other : Split(row->others, '|')) all.push_back(std::move(other));
  }
  return all;
}

Result<std::string> ToMrzName(std::string_view utf8) {
  CHOWKI_ASSIGN_OR_RETURN(const std::vector<Renderings> steps, Steps(utf8));
  std::string name;
  for (const Renderings& renderings : steps) name += renderings.front();
  return WithSingleSpaces(name);
}

Result<std::vector<std::string>> MrzSpellings(std::string_view utf8, size_t limit) {
  CHOWKI_ASSIGN_OR_RETURN(const std::vector<Renderings> steps, Steps(utf8));
  std::vector<std::string> spellings = {""};
  for (const Renderings& renderings : steps) {
    std::vector<std::string> longer;
    for (const std::string& rendering : renderings) {
      for (const std::string& spelling : spellings) {
        if (longer.size() < limit) longer.push_back(spelling + rendering);
      }
    }
    spellings = std::move(longer);
  }
  std::vector<std::string> distinct;
  for (const std::string& spelling : spellings) {
    std::string tidy = WithSingleSpaces(spelling);
    if (std::find(distinct.begin(), distinct.end(), tidy) == distinct.end()) {
      distinct.push_back(std::move(tidy));
    }
  }
  return distinct;
}

std::optional<std::string> ArabicFromMrz(std::string_view mrz) {
  icu::UnicodeString name;
  while (!mrz.empty()) {
    if (mrz.front() == ' ') {
      name.append(u' ');
      mrz.remove_prefix(1);
      continue;
    }
    const size_t length = RenderingLength(mrz);
    if (length == 0) return std::nullopt;
    name.append(static_cast<UChar32>(*ArabicLetter(mrz.substr(0, length))));
    mrz.remove_prefix(length);
  }
  std::string utf8;
  name.toUTF8String(utf8);
  return utf8;
}

}  // namespace chowki::icao
