#pragma once

#include <vector>

#include "read/page_layout.h"
#include "read/visual_claims.h"

namespace chowki::read {

// The layout whose places hold what the MRZ says: nullptr when none has two values more that agree
// than values that differ, as on a page of another kind.
//
// thread  pure.
[[nodiscard]] const PageLayout* BestFit(const VisualClaims& claims,
                                        const std::vector<const PageLayout*>& layouts);

// Claims values by their places on the page.
//
// errors  those of the readers.
Status TakeByLayout(VisualClaims& claims, const PageLayout& layout);

}  // namespace chowki::read
