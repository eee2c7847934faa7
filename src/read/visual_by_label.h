#pragma once

#include <optional>

#include "read/visual_claims.h"

namespace chowki::read {

// How far a value stands from its label, in mm; nullopt when it cannot belong to it. Below is where
// documents put it; beside comes second.
//
// thread  pure.
[[nodiscard]] std::optional<double> DistanceMm(const Rect& label_mm, const Rect& value_mm);

// Claims the nearest pairs of a label and a line that can be its value.
//
// errors  those of the readers.
Status TakeByLabels(VisualClaims& claims);

}  // namespace chowki::read
