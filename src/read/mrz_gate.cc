#include "read/mrz_gate.h"

namespace chowki::read {
namespace {

// Logarithms of a line's best path.
constexpr double kGoodScore = -12;
constexpr double kPlausibleScore = -22;
constexpr double kRecognisableScore = -40;
constexpr double kGoodConfidence = 0.6;
constexpr double kLargestMisfit = 0.8;  // pitches: print stands on a grid

}  // namespace

bool Passes(const ZoneReading& reading) {
  return reading.WorstScore() > kGoodScore && reading.SmallestConfidence() > kGoodConfidence &&
         reading.Misfit() < kLargestMisfit;
}

bool Plausible(const ZoneReading& reading) { return reading.WorstScore() > kPlausibleScore; }

bool Recognisable(const ZoneReading& reading) { return reading.WorstScore() > kRecognisableScore; }

}  // namespace chowki::read
