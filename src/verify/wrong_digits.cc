#include "verify/wrong_digits.h"

#include <algorithm>

#include "verify/cells.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

icao::CheckedCells CellsOf(const icao::MrzRecord& record, icao::CheckDigitField field) {
  const auto checks = icao::ChecksOf(record.format, record.lines);
  return *std::find_if(checks.begin(), checks.end(),
                       [&](const icao::CheckedCells& check) { return check.field == field; });
}

}  // namespace

std::optional<Finding> WrongDigit(const Exhibit& exhibit, const icao::CheckDigitResult& digit,
                                  std::string_view certain_reason,
                                  std::string_view doubtful_reason) {
  if (digit.valid) return std::nullopt;
  const read::MrzReading& reading = exhibit.transcript->mrz;
  const icao::CheckedCells check = CellsOf(*exhibit.record, digit.field);
  const double confidence =
      std::min(ConfidenceOf(reading, check.spans), ConfidenceOf(reading, {&check.digit, 1}));

  Finding finding = confidence >= kDoubtfulBelow
                        ? Failed(certain_reason, Contribution::kRefer, kNearProof)
                        : Undetermined(doubtful_reason, Contribution::kAttention, kModerate);
  finding.value = confidence;
  finding.threshold = kDoubtfulBelow;
  finding.evidence.push_back(EvidenceOf(reading, check.digit, std::string(1, digit.computed),
                                        std::string(1, digit.stated)));
  for (const icao::Span& span : check.spans) {
    if (span.length == 0) continue;
    finding.evidence.push_back(
        EvidenceOf(reading, span, "", icao::TextOf(exhibit.record->lines, span)));
  }
  return finding;
}

}  // namespace chowki::verify
