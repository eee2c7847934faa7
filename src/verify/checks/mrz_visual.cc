#include <algorithm>
#include <array>
#include <optional>

#include "read/latin.h"
#include "read/month_name.h"
#include "read/visual_comparison.h"
#include "verify/cells.h"
#include "verify/check.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

using read::VisualField;

// A field that a page has twice, and what it means when the two differ. Number and dates are of one
// spelling only: a difference that was surely read is certain. Names and states have many, more
// than any table knows.
struct FieldReasons {
  VisualField field;
  icao::Field cells;
  icao::Field cells_else;  // where a layout has the field elsewhere
  std::string_view differs;
  bool one_spelling;
};

constexpr std::array<FieldReasons, 7> kFields = {{
    {VisualField::kSurname, icao::Field::kName, icao::Field::kSurname, "surname_differs", false},
    {VisualField::kGivenNames, icao::Field::kName, icao::Field::kGivenNames, "given_names_differ",
     false},
    {VisualField::kDocumentNumber, icao::Field::kDocumentNumber, icao::Field::kDocumentNumber,
     "document_number_differs", true},
    {VisualField::kNationality, icao::Field::kNationality, icao::Field::kNationality,
     "nationality_differs", false},
    {VisualField::kBirthDate, icao::Field::kBirthDate, icao::Field::kBirthDate,
     "birth_date_differs", true},
    {VisualField::kSex, icao::Field::kSex, icao::Field::kSex, "sex_differs", false},
    {VisualField::kExpiryDate, icao::Field::kExpiryDate, icao::Field::kExpiryDate,
     "expiry_date_differs", true},
}};
constexpr std::string_view kDoubtful = "visual_value_doubtful";
constexpr std::string_view kNothingToCompare = "nothing_to_compare";
constexpr std::string_view kNoMrz = "no_mrz";
constexpr std::string_view kReasons[] = {
    kFields[0].differs, kFields[1].differs,
    kFields[2].differs, kFields[3].differs,
    kFields[4].differs, kFields[5].differs,
    kFields[6].differs, kDoubtful,
    kNothingToCompare,  kNoMrz,
};

// A value that the MRZ contradicts is given with 0.85 at most, when two looks at it read the same
// (read/visual_claims.h). Below the first it may have been misread and says nothing; at the second
// none that differed in our specimens and in those of the development corpus was misread.
constexpr double kRead = 0.7;
constexpr double kSurelyRead = 0.82;

const FieldReasons* ReasonsOf(VisualField field) {
  for (const FieldReasons& reasons : kFields) {
    if (reasons.field == field) return &reasons;
  }
  return nullptr;
}

std::optional<icao::Span> CellsOf(icao::Format format, const FieldReasons& reasons) {
  const auto cells = icao::CellsOf(format, reasons.cells);
  return cells ? cells : icao::CellsOf(format, reasons.cells_else);
}

// On a visa the MRZ has the visa's number or the passport's, as its issuer likes; but what is one
// of them in all but a character is no other number.
bool MayDiffer(const Exhibit& exhibit, const read::FieldComparison& comparison) {
  const icao::Format format = exhibit.record->format;
  const bool visa = format == icao::Format::kMrvA || format == icao::Format::kMrvB;
  if (!visa || comparison.field != VisualField::kDocumentNumber) return false;
  const std::string mrz = read::ShapesOf(comparison.field, comparison.mrz);
  const std::string visual = read::ShapesOf(comparison.field, comparison.visual);
  return mrz.size() != visual.size() || read::Distance(mrz, visual, 1) > 1;
}

// What a reading must have before it says anything: one letter alone is soon misread, and MAR is a
// month more often than Morocco.
double NeededOf(const read::FieldComparison& comparison) {
  static constexpr double kOfOneLetter = 0.84;
  static constexpr std::size_t kLettersOfState = 3;
  if (comparison.field == VisualField::kSex) return kOfOneLetter;
  const bool short_code = comparison.visual.size() < kLettersOfState;
  const bool month =
      comparison.visual.size() == kLettersOfState && read::FindMonth(comparison.visual);
  const bool nationality = comparison.field == VisualField::kNationality;
  return nationality && (short_code || month) ? 1 : kRead;
}

// Whether two names have too little in common for one to be the other with letters altered. Where
// one alone is another, a label or a neighbouring line may have been taken for it (StandsAlone).
bool IsAnother(const read::FieldComparison& comparison) {
  static constexpr std::size_t kMostMore = 3;  // letters that render one; a lost word has more
  if (comparison.field != VisualField::kSurname && comparison.field != VisualField::kGivenNames) {
    return false;
  }
  const std::string mrz = read::ShapesOf(comparison.field, comparison.mrz);
  const std::string visual = read::ShapesOf(comparison.field, comparison.visual);
  const std::size_t longer = std::max(mrz.size(), visual.size());
  if (longer - std::min(mrz.size(), visual.size()) > kMostMore) return true;
  return read::Distance(mrz, visual, static_cast<int>(longer)) > static_cast<int>(longer / 2);
}

// Whether a name that is another one was printed as this name: it is no label misread, no other
// value of the page is in it, and what else there is to compare agrees, so that the page is read as
// it is printed. (Where the MRZ's own name is anywhere on the page it was taken, and nothing
// differs. On 1,000 genuine specimens and the development corpus a name that nobody printed has
// 0.58 at most.)
bool StandsAlone(const read::FieldComparison& name,
                 const std::vector<read::FieldComparison>& comparisons) {
  static constexpr std::size_t kLeastLetters = 4;  // MAG, DR: titles
  static constexpr int kLeastAgreeing = 4;
  if (name.visual.size() < kLeastLetters) return false;
  if (read::IsNearlyLabel(name.field, name.visual)) return false;
  int agreeing = 0;
  for (const read::FieldComparison& other : comparisons) {
    if (&other == &name || other.agreement == read::Agreement::kNotCompared) continue;
    if (other.agreement == read::Agreement::kDiffers) return false;
    ++agreeing;
    if (other.visual.find(name.visual) != std::string::npos) return false;
  }
  return agreeing >= kLeastAgreeing;
}

// Whether a name only lost the letter before its apostrophe: 'DONOGHUE.
bool LostItsFirst(const read::FieldComparison& name) {
  return name.visual.starts_with('\'') && name.mrz.size() == name.visual.size() &&
         name.mrz.ends_with(name.visual.substr(1));
}

// Whether two numbers are one, cut a character or two apart: a label's or a neighbour's character
// was taken for the number's first or last. Who alters a number leaves the others where they are.
bool IsCutElsewhere(const read::FieldComparison& comparison) {
  static constexpr std::size_t kMostShift = 2;
  static constexpr std::size_t kLeastCommon = 5;
  if (comparison.field != VisualField::kDocumentNumber) return false;
  const auto follows = [](std::string_view front, std::string_view back, std::size_t shift) {
    if (front.size() < shift + kLeastCommon) return false;
    const std::string_view rest = front.substr(shift);
    return back.substr(0, rest.size()) == rest;
  };
  const bool one_is_longer = comparison.mrz.size() != comparison.visual.size();
  for (std::size_t shift = one_is_longer ? 0 : 1; shift <= kMostShift; ++shift) {
    if (follows(comparison.mrz, comparison.visual, shift)) return true;
    if (follows(comparison.visual, comparison.mrz, shift)) return true;
  }
  return false;
}

// The difference with both places, each with what the other says.
Finding Differing(const Exhibit& exhibit, const read::FieldComparison& comparison,
                  const FieldReasons& reasons, const icao::Span& cells, bool may_be_misread) {
  const bool mrz_certain =
      ConfidenceOf(exhibit.transcript->mrz, std::array{cells}) >= kDoubtfulBelow;
  const double needed = NeededOf(comparison);
  Finding finding = Undetermined(kDoubtful, Contribution::kClear, kNothing);
  if (mrz_certain && comparison.confidence >= needed && !may_be_misread) {
    const bool sure = reasons.one_spelling && comparison.confidence >= kSurelyRead;
    finding = sure ? Failed(reasons.differs, Contribution::kRefer, kNearProof)
                   : Undetermined(reasons.differs, Contribution::kAttention, kStrong);
  }
  finding.value = comparison.confidence;
  finding.threshold = reasons.one_spelling ? kSurelyRead : needed;
  finding.evidence.push_back(
      EvidenceOf(exhibit.transcript->mrz, cells, comparison.visual, comparison.mrz));
  const auto printed = exhibit.transcript->visual.find(std::string(read::Name(comparison.field)));
  finding.evidence.push_back(
      {capture::Light::kVisible, printed->second.region, comparison.mrz, comparison.visual});
  return finding;
}

// Who alters a document alters what people read, or what machines read, and seldom both alike.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  if (exhibit.record == nullptr) return {NotPerformed(kNoMrz)};
  std::vector<Finding> findings;
  int compared = 0;
  const auto comparisons = read::CompareWithMrz(*exhibit.record, exhibit.transcript->visual);
  const auto replaced = std::count_if(comparisons.begin(), comparisons.end(), [](const auto& each) {
    return each.agreement == read::Agreement::kDiffers && IsAnother(each) &&
           each.confidence >= NeededOf(each);
  });
  for (const read::FieldComparison& comparison : comparisons) {
    if (comparison.agreement == read::Agreement::kNotCompared) continue;
    const FieldReasons* reasons = ReasonsOf(comparison.field);
    if (reasons == nullptr || MayDiffer(exhibit, comparison)) continue;
    const auto cells = CellsOf(exhibit.record->format, *reasons);
    if (!cells) continue;
    ++compared;
    if (comparison.agreement != read::Agreement::kDiffers) continue;
    const bool may_be_misread =
        (IsAnother(comparison) && replaced < 2 && !StandsAlone(comparison, comparisons)) ||
        IsCutElsewhere(comparison) || LostItsFirst(comparison);
    findings.push_back(Differing(exhibit, comparison, *reasons, *cells, may_be_misread));
  }
  if (compared == 0) return {NotPerformed(kNothingToCompare)};
  if (findings.empty()) findings.push_back(Successful());
  return findings;
}

}  // namespace

extern const Check kMrzVisual;
constinit const Check kMrzVisual{&Perform, kReasons};

}  // namespace chowki::verify
