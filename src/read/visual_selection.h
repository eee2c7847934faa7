#pragma once

#include <cstddef>
#include <vector>

#include "read/page_layout.h"
#include "read/visual_lines.h"

namespace chowki::read {

// The lines that can be values by their size and place: reading them first, and often nothing else,
// is what keeps the visual zone cheap.
//
// layouts  that fit the page, or none
// returns  indices, from top to bottom.
// thread   pure.
[[nodiscard]] std::vector<std::size_t> LinesOfValues(const VisualLines& lines,
                                                     const std::vector<const PageLayout*>& layouts);

// The lines to read next for their labels.
//
// complete  the fields that matter have their values: only labels right above lines that were read
//           and mean nothing yet are worth their time. Else everything that was not read.
// returns   indices, from top to bottom.
// thread    pure.
[[nodiscard]] std::vector<std::size_t> LinesOfLabels(const VisualLines& lines, bool complete);

}  // namespace chowki::read
