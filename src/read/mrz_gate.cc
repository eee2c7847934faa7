#include "read/mrz_gate.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "icao/country.h"
#include "icao/mrz_check.h"
#include "read/mrz_grammar.h"

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

// Share of a zone's own evidence that must hold: text of the right shape that is cut from a longer
// line has none, a zone whose digits are all printed wrong still has states and a code.
constexpr double kLeastSense = 0.3;

// A zone that is partly covered: what can be seen of it must be clear.
constexpr double kClear = 0.9;
constexpr double kClearShare = 0.6;

std::vector<std::string> TextOf(const ZoneReading& reading) {
  std::vector<std::string> lines;
  for (const DecodedLine& line : reading.lines) lines.push_back(line.Text());
  return lines;
}

// Check digits, states and the first character of a zone: how many of them are as they should be.
bool MakesSense(const ZoneReading& reading) {
  const std::vector<std::string> lines = TextOf(reading);
  double all = 1,
         held =
             Grammar(reading.format, 0)[0][static_cast<size_t>(IndexOf(lines[0][0]))] < 0 ? 0 : 1;
  for (const icao::CheckDigitResult& digit : icao::CheckDigits(reading.format, lines)) {
    ++all;
    held += digit.valid ? 1 : 0;
  }
  for (const icao::Field field : {icao::Field::kIssuingState, icao::Field::kNationality}) {
    const auto cells = icao::CellsOf(reading.format, field);
    if (!cells) continue;
    std::string_view code = icao::TextOf(lines, *cells);
    code = code.substr(0, code.find_last_not_of('<') + 1);
    ++all;
    held += icao::FindCountry(code) != nullptr ? 1 : 0;
  }
  return held >= kLeastSense * all;
}

bool IsClear(const DecodedCell& cell) { return cell.confidence >= kClear; }

double ClearShare(const ZoneReading& reading) {
  double clear = 0, all = 0;
  for (const DecodedLine& line : reading.lines) {
    all += static_cast<double>(line.cells.size());
    clear += static_cast<double>(std::count_if(line.cells.begin(), line.cells.end(), IsClear));
  }
  return clear / all;
}

// Clear characters stand on one grid, also across what is covered: a reading that lost or made up a
// character there has all that follow in wrong cells.
bool IsEven(const DecodedLine& line) {
  constexpr size_t kNear = 8;  // cells over which perspective leaves the pitch as it is
  const auto& cells = line.cells;
  const auto pitch_near = [&](size_t from, size_t to) {
    std::vector<double> gaps;
    for (size_t i = from; i < to; ++i) {
      if (IsClear(cells[i]) && IsClear(cells[i + 1])) {
        gaps.push_back(cells[i + 1].step - cells[i].step);
      }
    }
    std::sort(gaps.begin(), gaps.end());
    return gaps.empty() ? 0.0 : gaps[gaps.size() / 2];
  };
  // A clear character among covered ones is chance.
  const auto settled = [&](size_t i) {
    size_t first = i, last = i;
    while (first > 0 && IsClear(cells[first - 1])) --first;
    while (last + 1 < cells.size() && IsClear(cells[last + 1])) ++last;
    return IsClear(cells[i]) && last - first >= 2;
  };
  size_t before = cells.size();
  for (size_t i = 0; i < cells.size(); ++i) {
    if (!settled(i)) continue;
    if (before < cells.size()) {
      const double pitch =
          pitch_near(before > kNear ? before - kNear : 0, std::min(i + kNear, cells.size() - 1));
      const double expected = static_cast<double>(i - before) * pitch;
      if (std::abs(cells[i].step - cells[before].step - expected) >= kGoodMisfit * pitch)
        return false;
    }
    before = i;
  }
  return true;
}

// A check digit holds over characters that are all clear.
bool SomeDigitHolds(const ZoneReading& reading) {
  const std::vector<std::string> lines = TextOf(reading);
  const auto clear = [&](const icao::Span& span) {
    const auto& cells = reading.lines[static_cast<size_t>(span.line)].cells;
    return std::all_of(cells.begin() + span.column, cells.begin() + span.column + span.length,
                       IsClear);
  };
  const auto checks = icao::ChecksOf(reading.format, lines);
  const auto results = icao::CheckDigits(reading.format, lines);
  for (size_t i = 0; i < checks.size(); ++i) {
    const auto& spans = checks[i].spans;
    if (results[i].valid && clear(checks[i].digit) &&
        std::all_of(spans.begin(), spans.end(), clear) &&
        icao::CheckedText(lines, checks[i]).find_first_not_of('<') != std::string::npos) {
      return true;
    }
  }
  return false;
}

bool PartlySeen(const ZoneReading& reading) {
  const double clear = ClearShare(reading);
  return clear >= kClearShare && clear < 1 && reading.Strays() <= kMostStrays &&
         SomeDigitHolds(reading);
}

}  // namespace

bool Passes(const DecodedLine& line) {
  return line.score > kGoodScore && line.misfit < kGoodMisfit;
}

bool Passes(const ZoneReading& reading) {
  return reading.WorstScore() > kGoodScore && reading.SmallestConfidence() > kGoodConfidence &&
         reading.Misfit() < kGoodMisfit && reading.Strays() <= kMostStrays && MakesSense(reading);
}

bool Plausible(const ZoneReading& reading) {
  const bool whole = reading.WorstScore() > kGoodScore && reading.Misfit() < kLargestMisfit &&
                     reading.Strays() <= kMostStrays;
  return (whole || PartlySeen(reading)) && MakesSense(reading) &&
         std::all_of(reading.lines.begin(), reading.lines.end(), IsEven);
}

bool Recognisable(const ZoneReading& reading) {
  return reading.WorstScore() > kRecognisableScore && reading.Misfit() < 2 * kLargestMisfit;
}

}  // namespace chowki::read
