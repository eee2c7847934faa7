#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/status.h"
#include "icao/country.h"
#include "icao/document_code.h"
#include "read/latin.h"
#include "read/visual_comparison.h"
#include "verify/cells.h"
#include "verify/check.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

using read::Agreement;
using read::VisualField;

constexpr std::string_view kAnother = "another_person";
constexpr std::string_view kBirthDate = "birth_date_differs";
constexpr std::string_view kNames = "names_differ";
constexpr std::string_view kSex = "sex_differs";
constexpr std::string_view kNationality = "nationality_differs";
constexpr std::string_view kSpelled = "spelled_otherwise";
constexpr std::string_view kNotNamed = "passport_number_not_named";
constexpr std::string_view kDoubtful = "doubtful_characters";
constexpr std::string_view kAlone = "no_other_document";
constexpr std::string_view kNoMrz = "no_mrz";
constexpr std::string_view kReasons[] = {kAnother, kBirthDate, kNames,    kSex,   kNationality,
                                         kSpelled, kNotNamed,  kDoubtful, kAlone, kNoMrz};

// Of a name's letters: as many may be others and it is still a spelling of the same one. States
// write names of other scripts as they like.
constexpr double kOtherLetters = 0.34;

using Fields = std::map<std::string, read::Reading<std::string>>;

// What a document says of its holder, as if it were printed on a page.
Fields HolderOf(const icao::MrzRecord& record) {
  Fields fields;
  const auto add = [&](VisualField field, std::string value) {
    if (!value.empty()) fields[std::string(read::Name(field))].value = std::move(value);
  };
  add(VisualField::kSurname, record.surname);
  add(VisualField::kGivenNames, record.given_names);
  add(VisualField::kNationality, record.nationality);
  if (ToFull(record.birth_date)) add(VisualField::kBirthDate, ToIso(record.birth_date));
  if (record.sex != icao::Sex::kUnspecified) {
    add(VisualField::kSex, record.sex == icao::Sex::kFemale ? "F" : "M");
  }
  return fields;
}

bool IsPassport(const icao::MrzRecord& record) {
  return icao::KindOf(record.document_code) == icao::DocumentKind::kPassport;
}

// The cells in which a document has what is compared.
std::vector<icao::Span> CellsOf(const icao::MrzRecord& record,
                                std::span<const icao::Field> fields) {
  std::vector<icao::Span> spans;
  for (const icao::Field field : fields) {
    if (const auto cells = icao::CellsOf(record.format, field)) spans.push_back(*cells);
  }
  return spans;
}

bool BirthDateHolds(const icao::MrzRecord& record) {
  return std::ranges::all_of(record.check_digits, [](const icao::CheckDigitResult& digit) {
    return digit.field != icao::CheckDigitField::kBirthDate || digit.valid;
  });
}

// One other document beside this one.
class Comparison {
 public:
  Comparison(const Exhibit& exhibit, const OtherDocument& other)
      : exhibit_(exhibit), record_(*exhibit.record), other_(other) {}

  std::vector<Finding> Findings() && {
    const bool names = NamesDiffer();
    const bool birth = Compare(VisualField::kBirthDate) == Agreement::kDiffers;
    if (names && birth && IsSure(kNameFields) && IsSure(kBirthFields)) {
      Add(kAnother, kStrong, kBirthFields, ToIso(record_.birth_date),
          ToIso(other_.record.birth_date));
      findings_.back().evidence.push_back(
          Beside(kNameFields, NameOf(record_), NameOf(other_.record)));
    } else {
      if (birth) {
        Add(kBirthDate, kModerate, kBirthFields, ToIso(record_.birth_date),
            ToIso(other_.record.birth_date));
      }
      if (names) Add(kNames, kModerate, kNameFields, NameOf(record_), NameOf(other_.record));
    }
    if (spelled_) {
      Add(kSpelled, kNothing, kNameFields, NameOf(record_), NameOf(other_.record));
    }
    static constexpr std::array kSexField = {icao::Field::kSex};
    if (Compare(VisualField::kSex) == Agreement::kDiffers) {
      Add(kSex, kWeak, kSexField, icao::Name(record_.sex), icao::Name(other_.record.sex));
    }
    JudgeNationality();
    JudgeNumber();
    return std::move(findings_);
  }

 private:
  static constexpr std::array kNameFields = {icao::Field::kName, icao::Field::kSurname,
                                             icao::Field::kGivenNames};
  static constexpr std::array kBirthFields = {icao::Field::kBirthDate};

  static std::string NameOf(const icao::MrzRecord& record) {
    return record.given_names.empty() ? record.surname : record.surname + ", " + record.given_names;
  }

  static Agreement In(const std::vector<read::FieldComparison>& comparisons, VisualField field) {
    const auto found = std::ranges::find(comparisons, field, &read::FieldComparison::field);
    return found == comparisons.end() ? Agreement::kNotCompared : found->agreement;
  }

  // Either may have been cut, and either may be the rendering of the other: they differ when they
  // do both ways.
  [[nodiscard]] Agreement Compare(VisualField field) const {
    const Agreement there = In(to_other_, field);
    return there == Agreement::kDiffers ? In(to_this_, field) : there;
  }

  // Whether both names are others; spelled_ where only one is, or letters of one.
  bool NamesDiffer() {
    const bool surname = Compare(VisualField::kSurname) == Agreement::kDiffers;
    const bool given = Compare(VisualField::kGivenNames) == Agreement::kDiffers;
    if (!surname && !given) return false;
    const auto alike = [](const std::string& a, const std::string& b) {
      const auto longer = std::max(a.size(), b.size());
      const int limit = static_cast<int>(kOtherLetters * static_cast<double>(longer));
      return read::Distance(a, b, limit + 1) <= limit;
    };
    const bool other_surname = surname && !alike(record_.surname, other_.record.surname);
    const bool other_given = given && !alike(record_.given_names, other_.record.given_names);
    // People marry, and are called by another of their names.
    if (other_surname && other_given) return true;
    spelled_ = true;
    return false;
  }

  // People of two nationalities have two passports; a visa or a permit names that of its passport.
  void JudgeNationality() {
    if (IsPassport(record_) && IsPassport(other_.record)) return;
    const std::string& here = record_.nationality;
    const std::string& there = other_.record.nationality;
    if (here.empty() || there.empty() || icao::SameState(here, there)) return;
    static constexpr std::array kField = {icao::Field::kNationality};
    Add(kNationality, kWeak, kField, here, there);
  }

  // A visa's MRZ has its own number or the passport's, as its issuer likes, so that another one
  // proves nothing: people compare with the page.
  void JudgeNumber() {
    const bool visa = icao::KindOf(record_.document_code) == icao::DocumentKind::kVisa;
    const bool other_visa = icao::KindOf(other_.record.document_code) == icao::DocumentKind::kVisa;
    if (visa == other_visa || !(visa ? IsPassport(other_.record) : IsPassport(record_))) return;
    const icao::MrzRecord& of_visa = visa ? record_ : other_.record;
    const std::string& passport = (visa ? other_.record : record_).document_number;
    if (passport.empty() || of_visa.document_number == passport ||
        of_visa.optional_data.find(passport) != std::string::npos) {
      return;
    }
    static constexpr std::array kField = {icao::Field::kDocumentNumber};
    Add(kNotNamed, kNothing, kField, record_.document_number, other_.record.document_number);
  }

  [[nodiscard]] bool IsSure(std::span<const icao::Field> fields) const {
    return std::min(ConfidenceOf(exhibit_.transcript->mrz, CellsOf(record_, fields)),
                    ConfidenceOf(other_.mrz, CellsOf(other_.record, fields))) >= kDoubtfulBelow &&
           BirthDateHolds(record_) && BirthDateHolds(other_.record);
  }

  [[nodiscard]] Evidence Beside(std::span<const icao::Field> fields, std::string_view here,
                                std::string_view there) const {
    return EvidenceOf(exhibit_.transcript->mrz, CellsOf(record_, fields).front(),
                      fmt::format("{} ({} {} {})", there, other_.record.document_code,
                                  other_.record.issuing_state, other_.name),
                      here);
  }

  void Add(std::string_view reason, double strength, std::span<const icao::Field> fields,
           std::string_view here, std::string_view there) {
    if (strength == kNothing) {
      findings_.push_back(Undetermined(reason, Contribution::kClear, kNothing));
    } else if (IsSure(fields)) {
      findings_.push_back(Undetermined(reason, Contribution::kAttention, strength));
    } else {
      findings_.push_back(Undetermined(kDoubtful, Contribution::kClear, kNothing));
    }
    findings_.back().evidence.push_back(Beside(fields, here, there));
  }

  const Exhibit& exhibit_;
  const icao::MrzRecord& record_;
  const OtherDocument& other_;
  const std::vector<read::FieldComparison> to_other_ =
      read::CompareWithMrz(record_, HolderOf(other_.record));
  const std::vector<read::FieldComparison> to_this_ =
      read::CompareWithMrz(other_.record, HolderOf(record_));
  bool spelled_ = false;
  std::vector<Finding> findings_;
};

// Who travels on a borrowed or altered passport has a visa of another, or a permit that nobody
// altered. Names have many spellings, and people change them, so that nothing here is more than a
// reason to look.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  if (exhibit.others.empty()) return {NotPerformed(kAlone)};
  if (exhibit.record == nullptr) return {NotPerformed(kNoMrz)};
  std::vector<Finding> findings;
  for (const OtherDocument& other : exhibit.others) {
    for (Finding& finding : Comparison(exhibit, other).Findings()) {
      findings.push_back(std::move(finding));
    }
  }
  if (findings.empty()) findings.push_back(Successful());
  return findings;
}

}  // namespace

extern const Check kDocTogether;
constinit const Check kDocTogether{&Perform, kReasons};

}  // namespace chowki::verify
