#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "verify/catalogue.h"
#include "verify/exhibit.h"
#include "verify/finding.h"

namespace chowki::verify {

// The reason of a check that broke; every check may give it.
inline constexpr std::string_view kCheckBroke = "check_broke";

// Performs every check of the catalogue, in its order.
//
// A check that throws gives one finding "aborted" and the others go on. A mandatory check that was
// not performed, or broke, contributes at least attention.
//
// exhibit  transcript is never null.
// returns  at least one finding a check.
// thread   pure.
[[nodiscard]] std::vector<Finding> Verify(const Exhibit& exhibit);

// The same with these checks only.
[[nodiscard]] std::vector<Finding> Verify(const Exhibit& exhibit,
                                          std::span<const CatalogueEntry> checks);

}  // namespace chowki::verify
