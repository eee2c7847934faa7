#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include <opencv2/core.hpp>

#include "icao/mrz_layout.h"
#include "infer/network.h"
#include "locate/mrz_lines.h"
#include "locate/strip.h"
#include "read/line_decoder.h"

namespace chowki::read {

// The lines of one zone as they were decoded, before anything is decided about them.
struct ZoneReading {
  icao::Format format = icao::Format::kTd3;
  locate::Cells cells;
  std::vector<DecodedLine> lines;  // in reading order

  [[nodiscard]] double WorstScore() const;          // of the lines; 0 is best
  [[nodiscard]] double SmallestConfidence() const;  // of the cells
  [[nodiscard]] double Misfit() const;              // of the lines, in pitches
  // Characters beside the line that has fewest of them: more than one says that the lines go on,
  // and that a longer zone was read as a shorter one.
  [[nodiscard]] int Strays() const;
  // Width of a character in the image by where the characters were read: the ends of a line, which
  // the cells were cut by, reach a little further than its characters.
  [[nodiscard]] double PitchPx() const;
};

// Where a step of a strip lies, in characters from the first cell's left edge.
[[nodiscard]] double ColumnOf(double step, const locate::Cells& cells);

// Orders readings of one image: higher is better.
[[nodiscard]] double Quality(const ZoneReading& reading);

// Reads measured lines: both ways up on the first line, then the others; every layout that has so
// many lines, by the zone's proportions first.
//
// grey    8UC1
// returns nothing when no first line reads like one of a zone.
// errors  those of Recognise().
// thread  safe.
[[nodiscard]] Result<std::optional<ZoneReading>> ReadZone(
    const infer::Network& recogniser, const cv::Mat& grey, const locate::MrzLines& lines,
    bool mirrored, const std::function<void(std::string_view, const cv::Mat&)>& trace);

}  // namespace chowki::read
