#include "read/visual_claims.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "base/partial_date.h"
#include "base/text.h"
#include "icao/country.h"
#include "icao/transliterate.h"
#include "read/latin.h"
#include "read/visual_value.h"

namespace chowki::read {
namespace {

constexpr double kLowestConfidence = 0.35;  // below it a word at a line's edge is noise
// Below these a value is not taken: a letter of another script reads as some word or other.
constexpr double kLeastOfLetters = 0.5;
constexpr double kLeastOfNumbers = 0.25;

// Confidences, by what was measured (docs/figures.md).
constexpr double kAgreesWithMrz = 0.99;  // two readings of two prints
constexpr double kAgreesAtSecondLook = 0.95;
constexpr double kSameAtSecondLook = 0.85;  // of Tesseract's own, when the MRZ says otherwise
constexpr double kByOrder = 0.85;
constexpr double kWithoutMrz = 0.9;

constexpr std::string_view kNumberAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::string_view kDateAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./- ";
constexpr std::string_view kDigitalDateAlphabet = "0123456789./- ";
constexpr std::string_view kSexAlphabet = "FMX";

constexpr std::size_t kMostDoubtfulDates = 2;
constexpr std::size_t kMostSingleLetters = 3;
constexpr std::size_t kMostSpellings = 24;
constexpr std::size_t kLongestDate = 18;  // letters and digits
constexpr int kMostErrorsOfDate = 4;
constexpr std::size_t kCountryLetters = 4;  // that a nationality shares with its state's name

// Where a value may stand to its label, in mm.
constexpr double kLowestBelow = -0.8;
constexpr double kHighestBelow = 6.0;
constexpr double kFurthestLeft = 4.0;
constexpr double kFurthestRight = 14.0;
constexpr double kFurthestBeside = 35.0;
// Distance that a number behind its label counts as: other scripts' label words look like numbers.
constexpr double kBehindNumberLabel = 8;

bool IsDate(VisualField field) {
  return field == VisualField::kBirthDate || field == VisualField::kExpiryDate ||
         field == VisualField::kIssueDate;
}

bool IsNumber(VisualField field) {
  return field == VisualField::kDocumentNumber || field == VisualField::kPersonalNumber;
}

bool IsName(VisualField field) {
  return field == VisualField::kSurname || field == VisualField::kGivenNames;
}

// How far a value stands from its label, in mm; nullopt when it cannot belong to it. Below is where
// documents put it; beside comes second.
std::optional<double> DistanceMm(const Rect& label, const Rect& value) {
  const double down = value.y - (label.y + label.height);
  const double right = value.x - label.x;
  if (down > kLowestBelow && down < kHighestBelow && right > -kFurthestLeft &&
      right < kFurthestRight) {
    return std::max(down, 0.0) + 0.5 * std::abs(right);
  }
  const double beside = value.x - (label.x + label.width);
  const double level = std::abs(value.y + value.height / 2 - label.y - label.height / 2);
  if (level < 1.2 && beside > -0.5 && beside < kFurthestBeside) return 3 + 0.3 * beside;
  return std::nullopt;
}

// O and 0 are one drawing in many fonts, so are I and 1, and recognisers take them for letters:
// where the MRZ has the digit in the same place, so has the number.
std::string WithDrawnDigits(std::string number, std::string_view mrz) {
  if (number.size() != mrz.size()) return number;
  for (std::size_t i = 0; i < number.size(); ++i) {
    const bool one_drawing =
        (number[i] == 'O' && mrz[i] == '0') || (number[i] == 'I' && mrz[i] == '1');
    if (one_drawing) number[i] = mrz[i];
  }
  return number;
}

// Whether a word of a line says the state's name or its people's: "UTOPIA", "UTOPIAN", "UTO".
bool SaysState(const std::string& word, const icao::Country& country) {
  if (word == country.code) return true;
  const std::string name = NumberLetters(country.name);
  if (word.size() < kCountryLetters || name.size() < kCountryLetters) return false;
  return word.compare(0, kCountryLetters, name, 0, kCountryLetters) == 0;
}

// In how many digits a text differs from a date, whichever way this is printed; all of them when
// the text is no such thing.
int ErrorsOfDate(const std::string& text, const std::string& iso) {
  std::string digits = AsDigits(NumberLetters(text));
  if (digits.size() > kLongestDate) return kMostErrorsOfDate + 1;
  std::erase_if(digits, [](char c) { return c < '0' || c > '9'; });
  const std::string year = iso.substr(0, 4);
  const std::string short_year = iso.substr(2, 2);
  const std::string month = iso.substr(5, 2);
  const std::string day = iso.substr(8, 2);
  int fewest = kMostErrorsOfDate + 1;
  for (const std::string& form : {day + month + year, day + month + short_year, year + month + day,
                                  day + year, day + short_year}) {
    const int errors = Distance(digits, form, kMostErrorsOfDate);
    if (2 * errors <= static_cast<int>(form.size())) fewest = std::min(fewest, errors);
  }
  return fewest;
}

bool HasLetters(const std::string& text) {
  const std::string letters = NumberLetters(text);
  return std::count_if(letters.begin(), letters.end(),
                       [](char c) { return c >= 'A' && c <= 'Z'; }) >= 2;
}

}  // namespace

bool VisualClaims::Has(VisualField field) const {
  return zone_.fields.contains(std::string(Name(field)));
}

std::string VisualClaims::Expected(VisualField field) const {
  if (record_ == nullptr) return {};
  switch (field) {
    case VisualField::kSurname:
      return record_->surname;
    case VisualField::kGivenNames:
      return record_->given_names;
    case VisualField::kDocumentNumber:
      return record_->document_number;
    case VisualField::kBirthDate:
      return IsUnknown(record_->birth_date) ? "" : ToIso(record_->birth_date);
    case VisualField::kExpiryDate:
      return IsUnknown(record_->expiry_date) ? "" : ToIso(record_->expiry_date);
    case VisualField::kSex:
      return record_->sex == icao::Sex::kFemale ? "F" : record_->sex == icao::Sex::kMale ? "M" : "";
    default:
      return {};
  }
}

bool VisualClaims::AsExpected(VisualField field, std::string_view value) const {
  const std::string expected = Expected(field);
  if (expected.empty()) return false;
  // An MRZ has two digits of the year.
  if (IsDate(field)) return value.substr(2) == std::string_view(expected).substr(2);
  if (!IsName(field)) return value == NumberLetters(expected);
  const std::string letters = NumberLetters(expected);
  if (NumberLetters(value) == letters || NameLetters(value) == letters) return true;
  const auto spellings = icao::MrzSpellings(value, kMostSpellings);
  if (!spellings.ok()) return false;
  return std::any_of(spellings->begin(), spellings->end(), [&](const std::string& spelling) {
    const std::string spelt = NumberLetters(spelling);
    return spelt == letters || (record_->name_may_be_truncated && letters.size() > 2 &&
                                spelt.compare(0, letters.size(), letters) == 0);
  });
}

std::optional<std::string> VisualClaims::ValueOf(VisualField field, const std::string& text) const {
  if (field == VisualField::kDocumentNumber && record_ != nullptr) {
    const std::string mrz = NumberLetters(record_->document_number);
    return NormaliseValue(field, WithDrawnDigits(NumberLetters(text), mrz), context_);
  }
  return NormaliseValue(field, text, context_);
}

// Words at the edges that are hardly words were margin or background.
std::optional<WordRun> VisualClaims::FreeRun(VisualField field, std::size_t line) const {
  const VisualLine& from = lines_[line];
  if (!from.is_read || from.text.words.empty() || lines_.IsUsed(line)) return std::nullopt;
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

void VisualClaims::Store(VisualField field, const Claim& claim, std::string value,
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

Status VisualClaims::Put(VisualField field, const Claim& claim) {
  auto value = ValueOf(field, claim.text);
  if (!value || Has(field)) return Ok();
  if (AsExpected(field, *value)) {
    Store(field, claim, *std::move(value), kAgreesWithMrz);
    return Ok();
  }
  double own = 1;
  for (const WordRun& run : claim.runs) own = std::min(own, lines_.Confidence(run));
  if (Expected(field).empty()) {
    Store(field, claim, *std::move(value), own * claim.trust * kWithoutMrz);
    return Ok();
  }
  if (claim.runs.size() > 1) return Ok();
  // It may be that the page says something else than its MRZ, or that it was misread.
  CHOWKI_ASSIGN_OR_RETURN(const SecondLook again, LookAgain(field, claim.runs.front()));
  if (again.as_expected) {
    Store(field, {claim.runs, again.text, 1}, again.value, kAgreesAtSecondLook);
    return Ok();
  }
  // Two looks that differ from each other and from the MRZ are no reading.
  if (again.value != *value) return Ok();
  Store(field, claim, *std::move(value), own * claim.trust * kSameAtSecondLook);
  return Ok();
}

Result<VisualClaims::SecondLook> VisualClaims::LookAgain(VisualField field,
                                                         const WordRun& run) const {
  std::string_view alphabet;
  if (IsNumber(field)) alphabet = kNumberAlphabet;
  if (IsDate(field)) alphabet = HasLetters(lines_.Text(run)) ? kDateAlphabet : kDigitalDateAlphabet;
  SecondLook look;
  for (const bool background : {true, false}) {
    CHOWKI_ASSIGN_OR_RETURN(const TextLine again, lines_.ReadAgain(run, alphabet, background));
    const auto value = ValueOf(field, again.Text());
    if (!value) continue;
    look = {again.Text(), *value, AsExpected(field, *value)};
    if (look.as_expected) break;
  }
  return look;
}

bool VisualClaims::IsComplete() const {
  if (record_ == nullptr) return false;
  static constexpr std::array kWanted = {VisualField::kSurname, VisualField::kGivenNames,
                                         VisualField::kDocumentNumber, VisualField::kBirthDate,
                                         VisualField::kExpiryDate};
  return std::all_of(kWanted.begin(), kWanted.end(),
                     [&](VisualField field) { return Has(field) || Expected(field).empty(); });
}

// The first line with its middle in a place that can be the field's value.
std::optional<WordRun> VisualClaims::RunAt(VisualField field, const Rect& place_mm) const {
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const Rect box = lines_.BoxMm(i);
    const double right = box.x + box.width / 2 - place_mm.x;
    const double down = box.y + box.height / 2 - place_mm.y;
    if (right < 0 || right > place_mm.width || down < 0 || down > place_mm.height) continue;
    const auto run = FreeRun(field, i);
    if (run && ValueOf(field, lines_.Text(*run))) return run;
  }
  return std::nullopt;
}

int VisualClaims::FitOf(const PageLayout& layout) const {
  int fit = 0;
  for (const auto& [field, place] : layout.values) {
    const auto run = Expected(field).empty() ? std::nullopt : RunAt(field, place);
    if (run) fit += AsExpected(field, *ValueOf(field, lines_.Text(*run))) ? 1 : -1;
  }
  return fit;
}

Status VisualClaims::TakeByLayout(const PageLayout& layout) {
  for (const auto& [field, place] : layout.values) {
    const auto run = Has(field) ? std::nullopt : RunAt(field, place);
    if (run) CHOWKI_RETURN_IF_ERROR(Put(field, {{*run}, lines_.Text(*run), 1}));
  }
  return Ok();
}

Status VisualClaims::TakeByMrz() {
  if (record_ == nullptr) return Ok();
  CHOWKI_RETURN_IF_ERROR(TakeLike(VisualField::kDocumentNumber));
  CHOWKI_RETURN_IF_ERROR(TakeDates());
  CHOWKI_RETURN_IF_ERROR(TakeLike(VisualField::kSurname));
  CHOWKI_RETURN_IF_ERROR(TakeLike(VisualField::kGivenNames));
  return TakeNationality();
}

Status VisualClaims::TakeLike(VisualField field) {
  const bool number = IsNumber(field);
  const std::string expected = Expected(field);
  const std::string wanted = number ? NumberLetters(expected) : NameLetters(expected);
  if (Has(field) || wanted.empty()) return Ok();
  const bool cut = record_->name_may_be_truncated &&
                   (field == VisualField::kGivenNames || record_->given_names.empty());
  const Likeness likeness = number ? Likeness::kNumber
                            : cut  ? Likeness::kNameStart
                                   : Likeness::kName;
  std::optional<LikeRun> best;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (!lines_[i].is_read) continue;
    const auto found = FindLike(lines_, i, wanted, likeness);
    if (found && (!best || found->errors < best->errors)) best = found;
  }
  if (!best) return Ok();
  if (field == VisualField::kGivenNames) best->run = WithMoreNames(best->run);
  return Put(field, {{best->run}, lines_.Text(best->run), 1});
}

// An MRZ that is full leaves out last names without a sign of it; the page has them.
WordRun VisualClaims::WithMoreNames(WordRun run) const {
  const VisualLine& line = lines_[run.line];
  for (std::size_t i = run.first + run.count; i < line.text.words.size(); ++i) {
    const TextWord& word = line.text.words[i];
    const std::string letters = NumberLetters(word.text);
    const bool name =
        letters.size() >= 2 && word.confidence >= kLeastOfLetters &&
        std::all_of(letters.begin(), letters.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!name || line.used[i]) break;
    ++run.count;
  }
  return run;
}

Status VisualClaims::TakeNationality() {
  const icao::Country* country = icao::FindCountry(record_->nationality);
  // The issuing state's name and code stand above the names, the nationality below them.
  const auto surname = where_.find(VisualField::kSurname);
  if (Has(VisualField::kNationality) || country == nullptr || surname == where_.end()) return Ok();
  const int names_bottom = lines_[surname->second].box().br().y;
  static constexpr std::size_t kMostWords = 4;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const auto run = FreeRun(VisualField::kNationality, i);
    if (!run || run->count > kMostWords || lines_[i].box().y < names_bottom) continue;
    const auto words = Words(FoldLatin(lines_.Text(*run)));
    const bool says = std::any_of(words.begin(), words.end(), [&](const std::string& word) {
      return SaysState(word, *country);
    });
    if (!says) continue;
    const auto value = ValueOf(VisualField::kNationality, lines_.Text(*run));
    if (!value) continue;
    Store(VisualField::kNationality, {{*run}, lines_.Text(*run), 1}, *value,
          lines_.Confidence(*run) * kWithoutMrz);
    break;
  }
  return Ok();
}

Status VisualClaims::TakeDates() {
  for (const VisualField field : {VisualField::kBirthDate, VisualField::kExpiryDate}) {
    if (Has(field)) continue;
    for (const DateRun& date : FindDates(lines_, context_)) {
      const auto value = ValueOf(field, date.text);
      if (!value || !AsExpected(field, *value)) continue;
      CHOWKI_RETURN_IF_ERROR(Put(field, {date.runs, date.text, 1}));
      break;
    }
  }
  CHOWKI_RETURN_IF_ERROR(TakeDoubtfulDates());
  return TakeDatesByOrder();
}

// Lines that are nearly an expected date and do not read as one, once more.
Status VisualClaims::TakeDoubtfulDates() {
  for (const VisualField field : {VisualField::kBirthDate, VisualField::kExpiryDate}) {
    const std::string expected = Expected(field);
    if (Has(field) || expected.empty()) continue;
    std::multimap<int, WordRun> nearest;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const auto run = FreeRun(field, i);
      if (!run) continue;
      const int errors = ErrorsOfDate(lines_.Text(*run), expected);
      if (errors <= kMostErrorsOfDate) nearest.emplace(errors, *run);
    }
    std::size_t looks = 0;
    for (const auto& [errors, run] : nearest) {
      if (++looks > kMostDoubtfulDates) break;
      CHOWKI_ASSIGN_OR_RETURN(const SecondLook again, LookAgain(field, run));
      if (!again.as_expected) continue;
      Store(field, {{run}, again.text, 1}, again.value, kAgreesAtSecondLook);
      break;
    }
  }
  return Ok();
}

// A page has three dates: birth comes before issue and issue before expiry. Where it has more (of
// another calendar), one between the other two is still the issue.
Status VisualClaims::TakeDatesByOrder() {
  static constexpr int kLongestValidity = 11;  // years
  static constexpr std::array kOrder = {VisualField::kBirthDate, VisualField::kIssueDate,
                                        VisualField::kExpiryDate};
  std::map<std::string, DateRun> dates;  // by value; nothing in it that is claimed already
  for (const DateRun& date : FindDates(lines_, context_)) {
    const auto value = ValueOf(VisualField::kExpiryDate, date.text);
    if (value) dates.emplace(*value, date);
  }
  for (const VisualField field : kOrder) {
    if (Has(field)) dates[zone_.fields.at(std::string(Name(field))).value] = {};
  }
  const auto year = [](const std::string& iso) { return std::atoi(iso.c_str()); };
  for (auto issue = dates.begin(); issue != dates.end(); ++issue) {
    if (issue == dates.begin() || std::next(issue) == dates.end()) continue;
    const auto birth = dates.size() == 3 ? dates.begin() : std::prev(issue);
    const auto expiry = std::next(issue);
    const std::array<decltype(issue), 3> three = {birth, issue, expiry};
    bool fits = year(expiry->first) - year(issue->first) <= kLongestValidity;
    for (std::size_t i = 0; i < three.size(); ++i) {
      const bool claimed = three[i]->second.runs.empty();
      fits = fits && (claimed ? Has(kOrder[i]) : !Has(kOrder[i]));
      if (claimed && Has(kOrder[i])) {
        fits = fits && zone_.fields.at(std::string(Name(kOrder[i]))).value == three[i]->first;
      }
      // Among more than three only the issue is told by its place.
      if (dates.size() > 3 && i != 1) fits = fits && claimed;
    }
    if (!fits) continue;
    for (std::size_t i = 0; i < three.size(); ++i) {
      const DateRun& date = three[i]->second;
      if (date.runs.empty()) continue;
      CHOWKI_RETURN_IF_ERROR(Put(kOrder[i], {date.runs, date.text, kByOrder}));
    }
    break;
  }
  return Ok();
}

// "Name" is the surname's label on some documents and the whole name's on others.
void VisualClaims::SettleFullName() {
  labels_.clear();
  bool has_surname = false;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const VisualField field = lines_[i].label.field;
    if (!lines_[i].is_read || field == VisualField::kNone || lines_.IsUsed(i)) continue;
    labels_[i] = field;
    has_surname = has_surname || field == VisualField::kSurname;
  }
  for (auto& [line, field] : labels_) {
    if (field != VisualField::kFullName) continue;
    field = has_surname ? VisualField::kOther : VisualField::kSurname;
  }
}

// A value on its label's own line, where its type tells it from more words of the label.
std::optional<std::string> VisualClaims::ValueBehindLabel(const LabelMatch& label) const {
  if (!IsNumber(label.field) && !IsDate(label.field)) return std::nullopt;
  auto value = ValueOf(label.field, label.rest);
  if (!value || IsDate(label.field)) return value;
  const auto digits =
      std::count_if(value->begin(), value->end(), [](char c) { return c >= '0' && c <= '9'; });
  const bool mostly_digits = 3 * static_cast<std::size_t>(digits) >= 2 * value->size();
  return mostly_digits ? value : std::nullopt;
}

Status VisualClaims::TakeByLabels() {
  // Labels brought new lines, which the MRZ may know.
  CHOWKI_RETURN_IF_ERROR(TakeByMrz());
  SettleFullName();
  struct Pair {
    double distance;
    VisualField field;
    double trust;
    WordRun value;
    std::string text;
  };
  std::vector<Pair> pairs;
  for (const auto& [i, field] : labels_) {
    if (Name(field).empty() || Has(field)) continue;
    const LabelMatch& label = lines_[i].label;
    if (ValueBehindLabel(label)) {
      const double distance = IsDate(field) ? 0 : kBehindNumberLabel;
      pairs.push_back({distance, field, label.quality, lines_.Whole(i), label.rest});
    }
    for (std::size_t j = 0; j < lines_.size(); ++j) {
      if (labels_.contains(j)) continue;
      const auto distance = DistanceMm(lines_.BoxMm(i), lines_.BoxMm(j));
      const auto run = FreeRun(field, j);
      if (!distance || !run || !ValueOf(field, lines_.Text(*run))) continue;
      pairs.push_back({*distance, field, label.quality, *run, lines_.Text(*run)});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.distance < b.distance; });
  for (const Pair& pair : pairs) {
    if (lines_.IsUsed(pair.value.line) || Has(pair.field)) continue;
    CHOWKI_RETURN_IF_ERROR(Put(pair.field, {{pair.value}, pair.text, pair.trust}));
  }
  return Ok();
}

Status VisualClaims::TakeNativeName() {
  const auto surname = where_.find(VisualField::kSurname);
  if (Has(VisualField::kNativeName) || surname == where_.end()) return Ok();
  static constexpr double kFurthestMm = 16;  // from the surname, downwards more than upwards
  std::optional<WordRun> nearest;
  double least = kFurthestMm;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const auto run = FreeRun(VisualField::kNativeName, i);
    if (!run || !ValueOf(VisualField::kNativeName, lines_.Text(*run))) continue;
    const double down = lines_.BoxMm(i).y - lines_.BoxMm(surname->second).y;
    const double distance = down < 0 ? -2 * down : down;
    if (distance < least) least = distance, nearest = run;
  }
  if (!nearest) return Ok();
  return Put(VisualField::kNativeName, {{*nearest}, lines_.Text(*nearest), kWithoutMrz});
}

Status VisualClaims::TakeSex() {
  // "K/F" on a line of its own or before the place of birth.
  for (std::size_t i = 0; i < lines_.size() && !Has(VisualField::kSex); ++i) {
    if (!lines_[i].is_read || lines_[i].text.words.empty() || lines_[i].used[0]) continue;
    static constexpr std::size_t kLongest = 5;
    const WordRun word = {i, 0, 1};
    const std::string text = lines_.Text(word);
    const auto value = ValueOf(VisualField::kSex, text);
    if (!value || text.size() > kLongest || !AsExpected(VisualField::kSex, *value)) continue;
    CHOWKI_RETURN_IF_ERROR(Put(VisualField::kSex, {{word}, text, 1}));
  }
  std::vector<SingleLetter> letters = SingleLetters();
  letters.resize(std::min(letters.size(), kMostSingleLetters));
  for (const SingleLetter& letter : letters) {
    if (Has(VisualField::kSex)) break;
    CHOWKI_ASSIGN_OR_RETURN(const TextLine read, lines_.ReadLetter(letter.line, kSexAlphabet));
    const auto value = ValueOf(VisualField::kSex, read.Text());
    if (!value || !(letter.labelled || AsExpected(VisualField::kSex, *value))) continue;
    const double trust = AsExpected(VisualField::kSex, *value) ? kAgreesAtSecondLook : kWithoutMrz;
    zone_.fields.emplace(
        Name(VisualField::kSex),
        Reading<std::string>{*value, read.Confidence() * trust, Source::kVisual,
                             lines_.page().Region(lines_[letter.line].box()), read.Text()});
  }
  return Ok();
}

// Letters that stand alone, those at the label first, then those in line with values.
std::vector<VisualClaims::SingleLetter> VisualClaims::SingleLetters() const {
  static constexpr double kInLineMm = 0.8;
  std::vector<SingleLetter> letters;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (lines_[i].is_read || lines_[i].print.letters != 1) continue;
    const Rect box = lines_.BoxMm(i);
    SingleLetter letter = {i, false, 0};
    for (std::size_t j = 0; j < lines_.size(); ++j) {
      if (!lines_[j].is_read) continue;
      const Rect other = lines_.BoxMm(j);
      if (lines_[j].label.field == VisualField::kSex && DistanceMm(other, box)) {
        letter.labelled = true;
      }
      if (lines_[j].text.words.empty() || lines_[j].label.field != VisualField::kNone) continue;
      const bool as_high = std::abs(other.height - box.height) < kInLineMm;
      if (as_high && std::abs(other.x - box.x) < kInLineMm) ++letter.in_line;
      if (as_high && std::abs(other.y - box.y) < kInLineMm) ++letter.in_line;
    }
    if (letter.labelled || letter.in_line > 0) letters.push_back(letter);
  }
  std::stable_sort(letters.begin(), letters.end(), [](const auto& a, const auto& b) {
    return std::pair(a.labelled, a.in_line) > std::pair(b.labelled, b.in_line);
  });
  return letters;
}

void VisualClaims::TakeOverprints() {
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (!lines_[i].is_read) continue;
    const std::string text = lines_[i].text.Text();
    const std::string_view overprint = FindOverprint(text);
    if (overprint.empty()) continue;
    zone_.overprints.push_back({std::string(overprint), lines_[i].text.Confidence(),
                                Source::kVisual, lines_.page().Region(lines_[i].box()), text});
  }
}

}  // namespace chowki::read
