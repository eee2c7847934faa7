#pragma once

#include <vector>

#include "icao/mrz_layout.h"
#include "read/line_decoder.h"

namespace chowki::read {

// The layouts that share a number of lines and of characters a line; their first characters and
// their classes tell which it is. The most special one first: it wins where others fit as well.
[[nodiscard]] std::vector<icao::Format> FormatsOf(int lines, int characters);

// What the layout expects of each cell of a line, as costs for the decoder.
//
// line    0-based, inside the layout.
// thread  pure.
[[nodiscard]] std::vector<CellCosts> Grammar(icao::Format format, int line);

// Whether the cell belongs to a field of names.
[[nodiscard]] bool InNames(icao::Format format, int line, int column);

}  // namespace chowki::read
