#include "read/visual_comparison.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/text.h"
#include "icao/country.h"
#include "icao/country_search.h"
#include "icao/mrz_name.h"
#include "icao/transliterate.h"
#include "read/latin.h"
#include "read/visual_expected.h"

namespace chowki::read {
namespace {

constexpr std::size_t kMostSpellings = 256;

std::string Letters(std::string_view text) { return Join(Words(FoldLatin(text)), ""); }

std::string SexLetter(icao::Sex sex) {
  switch (sex) {
    case icao::Sex::kFemale:
      return "F";
    case icao::Sex::kMale:
      return "M";
    case icao::Sex::kUnspecified:
      break;
  }
  return "X";
}

// The optional data where an issuer puts a personal number; nothing else can be told from it.
std::string PersonalNumber(const icao::MrzRecord& record) {
  return record.optional_data.empty() ? record.optional_data_2 : record.optional_data;
}

std::string OfMrz(const icao::MrzRecord& record, VisualField field) {
  switch (field) {
    case VisualField::kSurname:
      return record.surname;
    case VisualField::kGivenNames:
      return record.given_names;
    case VisualField::kDocumentNumber:
      return record.document_number;
    case VisualField::kNationality:
      return record.nationality;
    case VisualField::kBirthDate:
      return IsUnknown(record.birth_date) ? "" : ToIso(record.birth_date);
    case VisualField::kSex:
      return SexLetter(record.sex);
    case VisualField::kExpiryDate:
      return IsUnknown(record.expiry_date) ? "" : ToIso(record.expiry_date);
    case VisualField::kPersonalNumber:
      return PersonalNumber(record);
    default:
      return {};
  }
}

// Every spelling of a printed name that an MRZ may have, words with one space between.
std::vector<std::string> Spellings(std::string_view name) {
  auto spellings = icao::MrzSpellings(name, kMostSpellings);
  if (spellings.ok()) return *std::move(spellings);
  return {Join(Words(FoldLatin(name)), " ")};
}

std::string WithoutSpaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

std::vector<std::string> Sorted(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  return words;
}

// Whether two spellings are one when marks above letters may have been lost in reading: "OSTBERG"
// of an Ö that the MRZ writes OE.
bool AreWithoutMarks(const std::string& mrz, const std::string& printed) {
  static constexpr std::array<std::pair<std::string_view, char>, 4> kRenderings = {
      {{"AE", 'A'}, {"OE", 'O'}, {"UE", 'U'}, {"AA", 'A'}}};
  const auto bare = [](const std::string& letters) {
    std::string text;
    for (std::size_t i = 0; i < letters.size(); ++i) {
      text += letters[i];
      for (const auto& [rendering, letter] : kRenderings) {
        if (letters.compare(i, rendering.size(), rendering) == 0) ++i;
      }
    }
    return text;
  };
  return bare(mrz) == bare(printed);
}

// Whether one of the two has the first words of the other and no more: issuers leave words out of
// the MRZ where the standard would not make them, and readers miss a name's second line.
bool IsLeftOut(const std::vector<std::string>& mrz, const std::vector<std::string>& printed) {
  const std::size_t common = std::min(mrz.size(), printed.size());
  return common > 0 && mrz.size() != printed.size() &&
         std::equal(mrz.begin(), mrz.begin() + static_cast<std::ptrdiff_t>(common),
                    printed.begin());
}

// Whether a name was cut as the standard allows: every word of the MRZ begins a word of the printed
// name, in their order, and last ones may be missing.
bool IsCut(const std::vector<std::string>& mrz, const std::vector<std::string>& printed) {
  if (mrz.empty() || mrz.size() > printed.size()) return false;
  for (std::size_t i = 0; i < mrz.size(); ++i) {
    if (printed[i].compare(0, mrz[i].size(), mrz[i]) != 0) return false;
  }
  return true;
}

Agreement OfName(const std::string& mrz, const std::string& visual, bool may_be_cut) {
  if (Letters(visual) == Letters(mrz)) return Agreement::kSame;
  const std::string letters = Letters(mrz);
  const std::vector<std::string> spellings = Spellings(visual);
  for (const std::string& spelling : spellings) {
    if (WithoutSpaces(spelling) == letters) return Agreement::kRendered;
  }
  for (const std::string& spelling : spellings) {
    if (may_be_cut && IsCut(Words(mrz), Words(spelling))) return Agreement::kTruncated;
    if (may_be_cut && WithoutSpaces(spelling).starts_with(letters)) return Agreement::kTruncated;
    if (IsLeftOut(Words(mrz), Words(spelling))) return Agreement::kTruncated;
    if (AreWithoutMarks(letters, WithoutSpaces(spelling))) return Agreement::kRendered;
    if (Sorted(Words(mrz)) == Sorted(Words(spelling))) return Agreement::kReordered;
  }
  return Agreement::kDiffers;
}

// Whether both names together are the same words, divided otherwise between surname and given
// names.
bool IsDividedOtherwise(const icao::MrzRecord& record, const std::string& surname,
                        const std::string& given_names) {
  const auto mrz = Sorted(Words(record.surname + ' ' + record.given_names));
  for (const std::string& first : Spellings(surname)) {
    for (const std::string& second : Spellings(given_names)) {
      if (Sorted(Words(first + ' ' + second)) == mrz) return true;
    }
  }
  return false;
}

Agreement OfNationality(const std::string& mrz, const std::string& visual) {
  for (const std::string& part : Split(visual, '/')) {
    const icao::Country* country = icao::FindCountryByText(Trim(part));
    if (country == nullptr) continue;
    return icao::SameState(country->code, mrz) ? Agreement::kSame : Agreement::kDiffers;
  }
  // "BRITISH CITIZEN", "DEUTSCH": no table has all the words for nationalities.
  return Agreement::kNotCompared;
}

// Dates of which an MRZ has two digits of the year and perhaps not all parts.
Agreement OfDate(const std::string& mrz, const std::string& visual) {
  if (mrz.size() != visual.size()) return Agreement::kDiffers;
  static constexpr std::size_t kCentury = 2;
  return mrz.substr(kCentury) == visual.substr(kCentury) ? Agreement::kSame : Agreement::kDiffers;
}

// Many fonts have one shape for O and 0, and for I and 1: nobody can tell, no forger gains by it.
std::string OfOneShape(std::string letters) {
  std::replace(letters.begin(), letters.end(), 'O', '0');
  std::replace(letters.begin(), letters.end(), 'I', '1');
  return letters;
}

// Some pages print more of a number than its field takes, such as leading zeros or a branch.
Agreement OfNumber(const std::string& mrz, const std::string& visual) {
  if (mrz == visual) return Agreement::kSame;
  static constexpr std::size_t kLeastPart = 6;
  const bool part = mrz.size() >= kLeastPart && visual.size() > mrz.size() &&
                    (visual.starts_with(mrz) || visual.ends_with(mrz));
  return part ? Agreement::kTruncated : Agreement::kDiffers;
}

Agreement OfPersonalNumber(const std::string& mrz, const std::string& visual) {
  const std::string letters = Letters(visual);
  if (Letters(mrz) == letters) return Agreement::kSame;
  // Issuers put other things beside it into the optional data, or nothing of the kind.
  const bool inside = !letters.empty() && Letters(mrz).find(letters) != std::string::npos;
  return inside ? Agreement::kSame : Agreement::kNotCompared;
}

Agreement Compare(const icao::MrzRecord& record, VisualField field, const std::string& mrz,
                  const std::string& visual) {
  if (mrz.empty() || visual.empty()) return Agreement::kNotCompared;
  switch (field) {
    case VisualField::kSurname:
    case VisualField::kGivenNames:
      return OfName(mrz, visual, record.name_may_be_truncated);
    case VisualField::kNationality:
      return OfNationality(mrz, visual);
    case VisualField::kBirthDate:
    case VisualField::kExpiryDate:
      return OfDate(mrz, visual);
    case VisualField::kPersonalNumber:
      return OfPersonalNumber(mrz, visual);
    case VisualField::kDocumentNumber:
      return OfNumber(OfOneShape(Letters(mrz)), OfOneShape(Letters(visual)));
    default:
      return Letters(mrz) == Letters(visual) ? Agreement::kSame : Agreement::kDiffers;
  }
}

}  // namespace

std::string_view Name(Agreement agreement) {
  switch (agreement) {
    case Agreement::kSame:
      return "same";
    case Agreement::kRendered:
      return "rendered";
    case Agreement::kTruncated:
      return "truncated";
    case Agreement::kReordered:
      return "reordered";
    case Agreement::kDiffers:
      return "differs";
    case Agreement::kNotCompared:
      return "not_compared";
  }
  return "";
}

std::vector<FieldComparison> CompareWithMrz(
    const icao::MrzRecord& record, const std::map<std::string, Reading<std::string>>& visual) {
  static constexpr std::array kFields = {
      VisualField::kSurname,     VisualField::kGivenNames,    VisualField::kDocumentNumber,
      VisualField::kNationality, VisualField::kBirthDate,     VisualField::kSex,
      VisualField::kExpiryDate,  VisualField::kPersonalNumber};
  std::vector<FieldComparison> comparisons;
  for (const VisualField field : kFields) {
    FieldComparison comparison = {field, OfMrz(record, field), "", Agreement::kNotCompared, 0};
    const auto found = visual.find(std::string(Name(field)));
    if (found != visual.end()) {
      comparison.visual = found->second.value;
      comparison.confidence = found->second.confidence;
    }
    comparison.agreement = Compare(record, field, comparison.mrz, comparison.visual);
    comparisons.push_back(std::move(comparison));
  }
  FieldComparison& surname = comparisons[0];
  FieldComparison& given_names = comparisons[1];
  const bool doubtful =
      surname.agreement == Agreement::kDiffers || given_names.agreement == Agreement::kDiffers;
  if (doubtful && IsDividedOtherwise(record, surname.visual, given_names.visual)) {
    surname.agreement = Agreement::kReordered;
    given_names.agreement = Agreement::kReordered;
  }
  return comparisons;
}

std::string ShapesOf(VisualField field, std::string_view value) {
  static constexpr std::size_t kCentury = 2;
  // Strokes are no marks to Unicode, nor are two letters one with a mark.
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kNoMarks = {
      {{"Ø", "O"}, {"Đ", "D"}, {"Ð", "D"}, {"Ł", "L"}, {"Æ", "AE"}, {"Œ", "OE"}, {"Þ", "TH"}}};
  std::string text = UnicodeUpper(value);
  for (const auto& [sign, letters] : kNoMarks) {
    for (auto at = text.find(sign); at != std::string::npos; at = text.find(sign)) {
      text.replace(at, sign.size(), letters);
    }
  }
  const std::string letters = Letters(text);
  if (IsDate(field)) return letters.substr(std::min(letters.size(), kCentury));
  return IsNumber(field) ? OfOneShape(letters) : letters;
}

bool IsNearly(VisualField field, std::string_view one, std::string_view other) {
  static constexpr std::size_t kMostOfNumber = 2;
  static constexpr std::size_t kDatePart = 2;  // YYMMDD
  const std::string a = ShapesOf(field, one);
  const std::string b = ShapesOf(field, other);
  if (a.size() != b.size() || a.empty()) return false;
  std::size_t differing = 0;
  std::set<std::size_t> parts;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] == b[i]) continue;
    ++differing;
    parts.insert(i / kDatePart);
  }
  if (IsDate(field)) return parts.size() <= 1;
  return IsNumber(field) ? differing <= kMostOfNumber : 2 * differing <= a.size();
}

}  // namespace chowki::read
