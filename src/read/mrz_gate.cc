#include "read/mrz_gate.h"

namespace chowki::read {
namespace {

// Logarithms of a line's best path. Exact readings of our specimens and of scans lie above -22,
// text that is no MRZ below -75.
constexpr double kGoodScore = -30;
constexpr double kRecognisableScore = -60;
// Share of the weakest character.
constexpr double kGoodConfidence = 0.6;
// How far a character stands from the grid of all, in pitches: print stays below 0.35, characters
// made up to fill a line do not.
constexpr double kGoodMisfit = 0.45;
constexpr double kLargestMisfit = 0.75;
constexpr int kMostStrays = 1;

}  // namespace

bool Passes(const DecodedLine& line) {
  return line.score > kGoodScore && line.misfit < kGoodMisfit;
}

bool Passes(const ZoneReading& reading) {
  return reading.WorstScore() > kGoodScore && reading.SmallestConfidence() > kGoodConfidence &&
         reading.Misfit() < kGoodMisfit && reading.Strays() <= kMostStrays;
}

bool Plausible(const ZoneReading& reading) {
  return reading.WorstScore() > kGoodScore && reading.Misfit() < kLargestMisfit &&
         reading.Strays() <= kMostStrays;
}

bool Recognisable(const ZoneReading& reading) {
  return reading.WorstScore() > kRecognisableScore && reading.Misfit() < 2 * kLargestMisfit;
}

}  // namespace chowki::read
