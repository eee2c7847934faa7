#pragma once

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "read/line_recogniser.h"

namespace chowki::read {

// What it costs (a logarithm, <= 0) to read each character in a cell. Soft, so that what is printed
// against the rules survives when it is printed clearly.
using CellCosts = std::array<float, kCharacters>;

// One cell of a decoded line.
struct DecodedCell {
  char best = '<';
  double confidence = 0;  // share of `best` in the evidence at its place; low where nothing is seen
  double step = 0;        // where it stands along the strip, in steps of the network
  std::vector<std::pair<char, double>> alternatives;  // best first, includes best; shares > 0.01
};

struct DecodedLine {
  std::vector<DecodedCell> cells;
  double score = 0;        // logarithm of the best path without its ends; nearer 0 is better
  double first_step = 0;   // where the first character stands, by a straight line through all
  double pitch_steps = 0;  // and how far apart they stand
  double misfit = 0;  // largest distance of a character from its place in a smooth row, pitches

  int strays = 0;  // characters that stand beside the line, as if it went on

  [[nodiscard]] std::string Text() const;
};

// The best reading of a strip with exactly one character for each cell: a Viterbi search over the
// network's steps, with states for whatever stands before and after the line.
//
// cells   one entry for each character of the line, 1 to 256.
// returns a line of cells.size() cells. A strip too short for them gives cells of confidence 0 and
//         the lowest score.
// thread  pure.
[[nodiscard]] DecodedLine Decode(const Posteriors& posteriors, const std::vector<CellCosts>& cells);

}  // namespace chowki::read
