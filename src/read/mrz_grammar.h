#pragma once

#include <vector>

#include "icao/mrz_layout.h"
#include "read/line_decoder.h"

namespace chowki::read {

// The layouts that share a number of lines and of characters a line; their first characters and
// their classes tell which it is. The French card first: it wins where others fit as well.
[[nodiscard]] std::vector<icao::Format> FormatsOf(int lines, int characters);

// What the layout expects of each cell of a line, as costs for the decoder.
//
// line    0-based, inside the layout.
// thread  pure.
[[nodiscard]] std::vector<CellCosts> Grammar(icao::Format format, int line);

// Whether the cell belongs to a field of names.
[[nodiscard]] bool InNames(icao::Format format, int line, int column);

// Whether a first line, decoded as this layout's, clearly begins with what no other layout of its
// size expects there, so that it need not be decoded as theirs.
[[nodiscard]] bool BeginsAs(icao::Format format, const DecodedLine& line);

}  // namespace chowki::read
