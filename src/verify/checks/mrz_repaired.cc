#include "verify/cells.h"
#include "verify/check.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kRepaired = "characters_repaired";
constexpr std::string_view kRepairedUncertain = "characters_repaired_uncertain";
constexpr std::string_view kNoMrz = "no_mrz";
constexpr std::string_view kReasons[] = {kRepaired, kRepairedUncertain, kNoMrz};

// Says that the text is not as first read. Nothing against the document, but who reads the text
// should know; where the reader does not stand behind the result an officer compares it.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  const read::MrzReading& reading = exhibit.transcript->mrz;
  if (reading.status != read::MrzStatus::kRead) return {NotPerformed(kNoMrz)};
  if (reading.repairs.empty()) return {Successful()};

  Finding finding = reading.certain
                        ? Undetermined(kRepaired, Contribution::kClear, kNothing)
                        : Undetermined(kRepairedUncertain, Contribution::kAttention, kWeak);
  for (const read::Repair& repair : reading.repairs) {
    finding.evidence.push_back(EvidenceOf(reading, {repair.line, repair.column, 1},
                                          std::string(1, repair.to), std::string(1, repair.from)));
  }
  finding.value = static_cast<double>(reading.repairs.size());
  return {finding};
}

}  // namespace

extern const Check kMrzRepaired;
constinit const Check kMrzRepaired{&Perform, kReasons};

}  // namespace chowki::verify
