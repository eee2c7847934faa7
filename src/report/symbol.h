#pragma once

#include <string>

#include "decide/verdict.h"
#include "verify/finding.h"

namespace chowki::report {

// Shapes that tell levels and outcomes apart without colour: a disc with a tick, a triangle, an
// octagon, a ring, a dashed ring, a square. Black and white printers and colour-blind eyes see
// them.

// The definitions that the shapes below refer to; once a page.
[[nodiscard]] std::string SymbolDefinitions();

// Shape and word.
[[nodiscard]] std::string Badge(decide::Advice advice);
[[nodiscard]] std::string Badge(verify::Outcome outcome);

// The class that carries a level's colour: "refer", "attention", "note" for what adds nothing.
[[nodiscard]] std::string LevelClass(verify::Contribution contribution);

}  // namespace chowki::report
