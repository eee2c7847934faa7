#include <array>
#include <optional>

#include "icao/personal_number.h"
#include "verify/cells.h"
#include "verify/check.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kBirthDiffers = "birth_date_differs";
constexpr std::string_view kSexDiffers = "sex_differs";
constexpr std::string_view kNoNumber = "no_personal_number";
constexpr std::string_view kDoubtful = "doubtful_characters";
constexpr std::string_view kNoMrz = "no_mrz";
constexpr std::string_view kReasons[] = {kBirthDiffers, kSexDiffers, kNoNumber, kDoubtful, kNoMrz};

struct Found {
  icao::PersonalNumber says;
  icao::Span cells;
};

std::optional<Found> FindNumber(const icao::MrzRecord& record) {
  struct Place {
    icao::Field field;
    const std::string& text;
  };
  for (const auto& [field, text] : {Place{icao::Field::kOptionalData, record.optional_data},
                                    Place{icao::Field::kOptionalData2, record.optional_data_2}}) {
    const auto cells = icao::CellsOf(record.format, field);
    const auto says = icao::ReadPersonalNumber(record.issuing_state, text);
    if (cells && says) return Found{*says, *cells};
  }
  return std::nullopt;
}

class Comparison {
 public:
  Comparison(const Exhibit& exhibit, const Found& found) : exhibit_(exhibit), found_(found) {}

  std::vector<Finding> Findings() && {
    const icao::MrzRecord& record = *exhibit_.record;
    const std::string& birth = record.birth_date_text;
    const bool whole = birth.find('<') == std::string::npos;
    if (whole && !found_.says.birth_date.empty() && found_.says.birth_date != birth) {
      Add(kBirthDiffers, icao::Field::kBirthDate, found_.says.birth_date, birth);
    }
    if (record.sex != icao::Sex::kUnspecified && record.sex != found_.says.sex) {
      Add(kSexDiffers, icao::Field::kSex, icao::Name(found_.says.sex), icao::Name(record.sex));
    }
    if (findings_.empty()) findings_.push_back(Successful());
    return std::move(findings_);
  }

 private:
  void Add(std::string_view reason, icao::Field field, std::string_view expected,
           std::string_view seen) {
    const read::MrzReading& mrz = exhibit_.transcript->mrz;
    const auto cells = icao::CellsOf(exhibit_.record->format, field);
    if (!cells) return;
    const double confidence = ConfidenceOf(mrz, std::array{*cells, found_.cells});
    Finding finding = confidence >= kDoubtfulBelow
                          ? Undetermined(reason, Contribution::kAttention, kModerate)
                          : Undetermined(kDoubtful, Contribution::kClear, kNothing);
    finding.value = confidence;
    finding.threshold = kDoubtfulBelow;
    finding.evidence.push_back(EvidenceOf(mrz, *cells, expected, seen));
    finding.evidence.push_back(EvidenceOf(mrz, found_.cells, seen, expected));
    findings_.push_back(std::move(finding));
  }

  const Exhibit& exhibit_;
  const Found& found_;
  std::vector<Finding> findings_;
};

// Who alters a date of birth makes its check digit right and forgets that the personal number says
// it once more. A legal change of gender and a corrected date explain it, too.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  if (exhibit.record == nullptr) return {NotPerformed(kNoMrz)};
  const auto found = FindNumber(*exhibit.record);
  if (!found) return {NotPerformed(kNoNumber)};
  return Comparison(exhibit, *found).Findings();
}

}  // namespace

extern const Check kDocPersonalNumber;
constinit const Check kDocPersonalNumber{&Perform, kReasons};

}  // namespace chowki::verify
