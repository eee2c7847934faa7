#include "icao/country.h"
#include "icao/mrz_check.h"
#include "verify/cells.h"
#include "verify/check.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kSpecimenState = "specimen_state";
constexpr std::string_view kSpecimenOverprint = "specimen_overprint";
constexpr std::string_view kNothingRead = "nothing_read";
constexpr std::string_view kReasons[] = {kSpecimenState, kSpecimenOverprint, kNothingRead};

bool IsSpecimenState(const std::string& code) {
  const icao::Country* country = icao::FindCountry(code);
  return country != nullptr && country->kind == icao::CountryKind::kSpecimen;
}

// A specimen is announced and the process goes on (Doc 9303-2, C.14): people train and test with
// them. It contributes nothing to the advice; a deployment that wants more says so in its policy.
Finding Announce(std::string_view reason, Evidence evidence) {
  Finding finding = Undetermined(reason, Contribution::kClear, kNothing);
  finding.evidence.push_back(std::move(evidence));
  return finding;
}

std::vector<Finding> Perform(const Exhibit& exhibit) {
  const read::Transcript& transcript = *exhibit.transcript;
  if (exhibit.record == nullptr && transcript.overprints.empty()) {
    return {NotPerformed(kNothingRead)};
  }
  std::vector<Finding> findings;
  if (exhibit.record != nullptr && IsSpecimenState(exhibit.record->issuing_state)) {
    const icao::Span cells = *icao::CellsOf(exhibit.record->format, icao::Field::kIssuingState);
    findings.push_back(Announce(
        kSpecimenState, EvidenceOf(transcript.mrz, cells, "", exhibit.record->issuing_state)));
  }
  for (const read::Reading<std::string>& overprint : transcript.overprints) {
    findings.push_back(Announce(kSpecimenOverprint,
                                {capture::Light::kVisible, overprint.region, "", overprint.value}));
  }
  if (findings.empty()) findings.push_back(Successful());
  return findings;
}

}  // namespace

extern const Check kDocSpecimen;
constinit const Check kDocSpecimen{&Perform, kReasons};

}  // namespace chowki::verify
