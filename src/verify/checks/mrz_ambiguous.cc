#include "read/blind_pair.h"
#include "verify/cells.h"
#include "verify/check.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kSeveralReadings = "several_readings";
constexpr std::string_view kDoubtful = "doubtful_characters";
constexpr std::string_view kNoMrz = "no_mrz";
constexpr std::string_view kReasons[] = {kSeveralReadings, kDoubtful, kNoMrz};

// "O 0.60, 0 0.40"; "K 0.55, < 0.45; no check digit tells <"
std::string Alternatives(const read::Doubt& doubt) {
  std::string text;
  for (const auto& [character, confidence] : doubt.alternatives) {
    if (!text.empty()) text += ", ";
    text += fmt::format("{} {:.2f}", character, confidence);
  }
  const std::string blind = read::BlindAlternatives(doubt);
  return blind.empty() ? text : text + "; no check digit tells " + blind;
}

char CharacterAt(const read::MrzReading& reading, const read::Doubt& doubt) {
  return reading.lines[static_cast<size_t>(doubt.line)][static_cast<size_t>(doubt.column)];
}

// Characters that the reader does not stand behind. Check digits may hold over a wrong one.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  const read::MrzReading& reading = exhibit.transcript->mrz;
  if (reading.status != read::MrzStatus::kRead) return {NotPerformed(kNoMrz)};
  if (!reading.ambiguous && reading.certain) return {Successful()};

  Finding finding = Undetermined(reading.ambiguous ? kSeveralReadings : kDoubtful,
                                 Contribution::kAttention, kWeak);
  finding.value = reading.confidence;
  for (const read::Doubt& doubt : reading.doubtful) {
    finding.evidence.push_back(EvidenceOf(reading, {doubt.line, doubt.column, 1},
                                          Alternatives(doubt),
                                          std::string(1, CharacterAt(reading, doubt))));
  }
  return {finding};
}

}  // namespace

extern const Check kMrzAmbiguous;
constinit const Check kMrzAmbiguous{&Perform, kReasons};

}  // namespace chowki::verify
