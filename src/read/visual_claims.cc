#include "read/visual_claims.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include "icao/lookalike.h"
#include "read/latin.h"
#include "read/visual_comparison.h"
#include "read/visual_match.h"
#include "read/visual_value.h"

namespace chowki::read {
namespace {

constexpr double kLowestConfidence = 0.35;  // below it a word at a line's edge is noise
// Below these a value is not taken: a letter of another script reads as some word or other.
constexpr double kLeastOfLetters = 0.4;
constexpr double kLeastOfNumbers = 0.25;

// Confidences, by what was measured (docs/figures.md).
constexpr double kAgreesWithMrz = 0.99;  // two readings of two prints
constexpr double kAgreesAtSecondLook = 0.95;
constexpr double kBorneOut = 0.85;  // the print allows what the MRZ says, and something else too
constexpr double kSameAtSecondLook = 0.85;  // of the reader's own, when the MRZ says otherwise
// The same when one of two others reads so, or both agree in what the MRZ has otherwise; the
// reader's own for this.
constexpr double kPartlySame = 0.83;
constexpr double kLeastOwn = 0.85;
constexpr double kNearlyTrust = 0.95;  // that what is nearly the MRZ's value is its field's
constexpr double kWithoutMrz = 0.9;

constexpr double kLeastSupport = -3;  // less than what one letter seen as another costs
constexpr double kNoSupport = -6;     // what one letter clearly seen as another costs

constexpr std::string_view kNumberAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
// Without what ShapesOf leaves out: O and I, which many typefaces draw as 0 and 1, and marks.
constexpr std::string_view kNumberShapes = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";
constexpr std::string_view kNameShapes = "ABCDEFGHIJKLMNOPQRSTUVWXYZ' -";
constexpr std::string_view kDateAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./- ";
constexpr std::string_view kDigitalDateAlphabet = "0123456789./- ";

bool HasLetters(const std::string& text) {
  const std::string letters = NumberLetters(text);
  return std::count_if(letters.begin(), letters.end(),
                       [](char c) { return c >= 'A' && c <= 'Z'; }) >= 2;
}

// The letters and digits of a date in the forms that are printed most, without what parts them.
std::vector<std::string> PrintedForms(const std::string& iso) {
  static constexpr std::array<std::string_view, 12> kMonths = {
      "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
  const std::string year = iso.substr(0, 4);
  const std::string month = iso.substr(5, 2);
  const std::string day = iso.substr(8, 2);
  std::vector<std::string> forms = {day + month + year, year + month + day};
  const auto number = static_cast<std::size_t>(std::atoi(month.c_str()));
  if (number >= 1 && number <= kMonths.size()) {
    const std::string name(kMonths[number - 1]);
    forms.push_back(day + name + year);
    forms.push_back(day + name + name + year.substr(2));
  }
  return forms;
}

// Whether two looks that differ from each other agree in a letter which the MRZ has otherwise, and
// which is not easily taken for the MRZ's. The second may have a letter more or less at an end.
bool AgreeAgainst(std::string_view mrz, std::string_view one, std::string_view other) {
  static constexpr std::size_t kMostMore = 2;
  if (one.size() != mrz.size() || one.empty()) return false;
  const std::size_t most = std::max(one.size(), other.size());
  if (most - std::min(one.size(), other.size()) > kMostMore) return false;
  const auto agree = [&](bool at_end) {
    std::size_t alike = 0;
    bool against = false;
    for (std::size_t i = 0; i < one.size(); ++i) {
      const std::size_t at = at_end ? i + other.size() - one.size() : i;  // wraps: beyond the end
      if (at >= other.size() || one[i] != other[at]) continue;
      ++alike;
      against = against || icao::DigitLike(one[i]) != icao::DigitLike(mrz[i]);
    }
    return against && 3 * alike >= 2 * one.size();
  };
  return agree(false) || agree(true);
}

}  // namespace

VisualClaims::VisualClaims(VisualLines& lines, const icao::MrzRecord* record, const Date& today)
    : lines_(lines),
      expected_(record),
      dates_(today, record == nullptr ? Calendar::kGregorian : CalendarOf(record->issuing_state)) {}

bool VisualClaims::Has(VisualField field) const {
  return zone_.fields.contains(std::string(Name(field)));
}

std::string VisualClaims::Value(VisualField field) const {
  const auto found = zone_.fields.find(std::string(Name(field)));
  return found == zone_.fields.end() ? "" : found->second.value;
}

std::optional<std::size_t> VisualClaims::LineOf(VisualField field) const {
  const auto found = where_.find(field);
  return found == where_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> VisualClaims::ValueOf(VisualField field, const std::string& text) const {
  if (field == VisualField::kDocumentNumber && expected_.record() != nullptr) {
    std::string number = expected_.WithDrawnDigits(NumberLetters(text));
    // A number of letters alone is one where the MRZ has nearly the same.
    if (IsNearly(field, number, expected_.Of(field))) return number;
    return NormaliseValue(field, number, dates_);
  }
  if (field == VisualField::kNationality && expected_.MayBeNationality(text)) {
    return expected_.record()->nationality;
  }
  return NormaliseValue(field, text, dates_);
}

// Words at the edges that are hardly words were margin or background.
std::optional<WordRun> VisualClaims::FreeRun(VisualField field, std::size_t line) const {
  const VisualLine& from = lines_[line];
  if (!from.is_read || from.text.words.empty() || lines_.IsUsed(line)) return std::nullopt;
  const bool label_alone = from.label.field != VisualField::kNone && from.label.rest.empty();
  if (label_alone) return std::nullopt;
  WordRun run = lines_.Whole(line);
  if (IsDate(field)) return run;  // a date proves itself also among noise
  const auto is_noise = [&](std::size_t word) {
    return from.text.words[word].confidence < kLowestConfidence;
  };
  while (run.count > 0 && is_noise(run.first + run.count - 1)) --run.count;
  while (run.count > 0 && is_noise(run.first)) ++run.first, --run.count;
  const bool in_letters = !IsNumber(field) && field != VisualField::kSex;
  if (run.count == 0 || lines_.Confidence(run) < (in_letters ? kLeastOfLetters : kLeastOfNumbers)) {
    return std::nullopt;
  }
  return run;
}

void VisualClaims::Store(VisualField field, const VisualClaim& claim, std::string value,
                         double confidence) {
  where_[field] = claim.runs.front().line;
  cv::Rect box = lines_.Box(claim.runs.front());
  for (const WordRun& run : claim.runs) {
    box |= lines_.Box(run);
    lines_.Use(run);
  }
  zone_.fields.emplace(Name(field),
                       Reading<std::string>{std::move(value), confidence, Source::kVisual,
                                            lines_.page().Region(box), claim.text});
}

// A label is nobody's name, a day of one digit may have lost its first, and no sex is printed in a
// small letter: that one was part of a label in another script.
bool VisualClaims::IsHardlyValue(VisualField field, const std::string& value,
                                 const VisualClaim& claim) const {
  if (field == VisualField::kSurname || field == VisualField::kGivenNames) {
    return IsPieceOfLabel(VisualField::kSurname, value) ||
           IsPieceOfLabel(VisualField::kGivenNames, value);
  }
  if (IsDate(field)) {
    const auto words = Words(FoldLatin(claim.text));
    return !words.empty() && words[0].size() == 1 && expected_.Of(field).ends_with(words[0]);
  }
  if (field != VisualField::kSex) return false;
  const WordRun& run = claim.runs.back();
  const std::string& word = lines_[run.line].text.words[run.first + run.count - 1].text;
  return word.size() == 1 && word[0] >= 'a' && word[0] <= 'z';
}

Status VisualClaims::Put(VisualField field, const VisualClaim& claim) {
  if (Has(field)) return Ok();
  auto value = ValueOf(field, claim.text);
  if (!value) {
    if (expected_.Of(field).empty() || claim.runs.size() > 1) return Ok();
    return PutIfExpected(field, claim.runs.front()).status();
  }
  if (expected_.Is(field, *value)) {
    Store(field, claim, *std::move(value), kAgreesWithMrz);
    return Ok();
  }
  // A circle that was seen as both O and 0.
  if (field == VisualField::kDocumentNumber && claim.runs.size() == 1) {
    const TextLine by_shape = lines_.ReadWithin(claim.runs.front(), kNumberShapes);
    const std::string number = NumberLetters(by_shape.Text());
    const std::string expected = expected_.Of(field);
    if (IsNearly(field, number, expected) && !IsNearly(field, *value, expected)) value = number;
  }
  if (IsHardlyValue(field, *value, claim)) return Ok();
  double own = 1;
  for (const WordRun& run : claim.runs) own = std::min(own, lines_.Confidence(run));
  if (expected_.Of(field).empty()) {
    Store(field, claim, *std::move(value), own * claim.trust * kWithoutMrz);
    return Ok();
  }
  if (claim.runs.size() > 1) return Ok();
  CHOWKI_ASSIGN_OR_RETURN(const SecondLook again, LookAgain(field, claim.runs.front()));
  if (again.as_expected) {
    Store(field, {claim.runs, again.text, 1}, again.value, again.confidence);
    return Ok();
  }
  CHOWKI_ASSIGN_OR_RETURN(const double trust, TrustAgainstMrz(field, claim, *value, again));
  if (trust > 0) Store(field, claim, *std::move(value), trust);
  return Ok();
}

Result<double> VisualClaims::TrustAgainstMrz(VisualField field, const VisualClaim& claim,
                                             const std::string& value,
                                             const SecondLook& again) const {
  const WordRun& run = claim.runs.front();
  const std::string shapes = ShapesOf(field, value);
  double own = lines_.Confidence(run);
  const TextLine by_shape = lines_.ReadWithin(run, IsName(field)     ? kNameShapes
                                                   : IsNumber(field) ? kNumberShapes
                                                                     : AlphabetOf(field, run));
  const bool as_before = ShapesOf(field, ValueOf(field, by_shape.Text()).value_or("")) == shapes;
  if (as_before) own = std::max(own, by_shape.Confidence());
  // What is nearly the MRZ's value is its field's, however faint the label. But issue and expiry
  // are often one but for the year.
  const bool settled = field != VisualField::kExpiryDate || Has(VisualField::kIssueDate);
  const bool nearly = IsNearly(field, value, expected_.Of(field));
  own *= settled && nearly ? std::max(claim.trust, kNearlyTrust) : claim.trust;
  if (again.value.empty()) return 0;
  if (ShapesOf(field, again.value) == shapes) return own * kSameAtSecondLook;
  if (!nearly || own < kLeastOwn || IsBorneOut(field, run, kNoSupport)) return 0;
  CHOWKI_ASSIGN_OR_RETURN(const TextLine third,
                          lines_.ReadAgain(run, AlphabetOf(field, run), false));
  const std::string other = ValueOf(field, third.Text()).value_or("");
  if (expected_.Is(field, other)) return 0;
  if (ShapesOf(field, other) == shapes) return own * kPartlySame;
  const std::string mrz = ShapesOf(field, expected_.Of(field));
  const bool agree = AgreeAgainst(mrz, shapes, ShapesOf(field, again.value));
  return agree ? own * kPartlySame : 0;
}

std::string_view VisualClaims::AlphabetOf(VisualField field, const WordRun& run) const {
  if (IsNumber(field)) return kNumberAlphabet;
  if (!IsDate(field)) return {};
  return HasLetters(lines_.Text(run)) ? kDateAlphabet : kDigitalDateAlphabet;
}

Result<bool> VisualClaims::PutIfExpected(VisualField field, const WordRun& run) {
  CHOWKI_ASSIGN_OR_RETURN(const SecondLook look, LookAgain(field, run));
  if (look.as_expected) Store(field, {{run}, look.text, 1}, look.value, look.confidence);
  return look.as_expected;
}

Result<VisualClaims::SecondLook> VisualClaims::LookAgain(VisualField field,
                                                         const WordRun& run) const {
  const std::string_view alphabet = AlphabetOf(field, run);
  const auto said = [&](const std::string& text) {
    const auto value = ValueOf(field, text);
    return value ? SecondLook{text, *value, expected_.Is(field, *value), kAgreesAtSecondLook}
                 : SecondLook{};
  };
  SecondLook look = said(lines_.ReadWithin(run, alphabet).Text());
  if (!look.as_expected && IsBorneOut(field, run, kLeastSupport)) {
    const std::string expected = expected_.Of(field);
    look = {expected, IsNumber(field) ? NumberLetters(expected) : expected, true, kBorneOut};
  }
  for (const bool background : {true, false}) {
    if (look.as_expected) break;
    CHOWKI_ASSIGN_OR_RETURN(const TextLine again, lines_.ReadAgain(run, alphabet, background));
    SecondLook other = said(again.Text());
    if (other.value.empty()) continue;
    look = std::move(other);
    break;
  }
  return look;
}

// Whether what the MRZ says is among the readings that the same look allows. Small or worn print
// has several; a letter that was seen clearly has one.
bool VisualClaims::IsBorneOut(VisualField field, const WordRun& run, double least) const {
  const std::string expected = expected_.Of(field);
  if (expected.empty()) return false;
  const auto is_borne_out = [&](const std::string& letters) {
    return lines_.SupportFor(run, letters) >= least;
  };
  if (!IsDate(field)) return is_borne_out(NumberLetters(expected));
  const std::vector<std::string> forms = PrintedForms(expected);
  return std::any_of(forms.begin(), forms.end(), is_borne_out);
}

void VisualClaims::AddOverprint(Reading<std::string> overprint) {
  zone_.overprints.push_back(std::move(overprint));
}

bool VisualClaims::IsComplete() const {
  if (expected_.record() == nullptr) return false;
  static constexpr std::array kWanted = {VisualField::kSurname, VisualField::kGivenNames,
                                         VisualField::kDocumentNumber, VisualField::kBirthDate,
                                         VisualField::kExpiryDate};
  return std::all_of(kWanted.begin(), kWanted.end(),
                     [&](VisualField field) { return Has(field) || expected_.Of(field).empty(); });
}

}  // namespace chowki::read
