#include <algorithm>

#include "verify/cells.h"
#include "verify/check.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kRepaired = "characters_repaired";
constexpr std::string_view kRepairedUncertain = "characters_repaired_uncertain";
constexpr std::string_view kTyped = "typed_by_officer";
constexpr std::string_view kNoMrz = "no_mrz";
constexpr std::string_view kReasons[] = {kRepaired, kRepairedUncertain, kTyped, kNoMrz};

// Where what was typed differs from what had been read.
Finding Typed(const read::MrzReading& reading) {
  Finding finding = Undetermined(kTyped, Contribution::kClear, kNothing);
  for (size_t line = 0; line < std::min(reading.lines.size(), reading.raw_lines.size()); ++line) {
    const std::string& typed = reading.lines[line];
    const std::string& seen = reading.raw_lines[line];
    if (typed.size() != seen.size()) continue;
    for (size_t column = 0; column < typed.size(); ++column) {
      if (typed[column] == seen[column]) continue;
      finding.evidence.push_back(
          EvidenceOf(reading, {static_cast<int>(line), static_cast<int>(column), 1},
                     std::string(1, typed[column]), std::string(1, seen[column])));
    }
  }
  return finding;
}

// Says that the text is not as first read. Nothing against the document, but who reads the text
// should know; where the reader does not stand behind the result an officer compares it.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  const read::MrzReading& reading = exhibit.transcript->mrz;
  if (reading.status != read::MrzStatus::kRead) return {NotPerformed(kNoMrz)};
  if (reading.typed) return {Typed(reading)};
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
