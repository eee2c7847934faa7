#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "verify/exhibit.h"
#include "verify/finding.h"

namespace chowki::verify {

// What a file in checks/ defines. Its id and its standing are its line in catalogue.inc.
//
// A check is pure. It gives at least one finding: all that is wrong, or one that says that nothing
// is, or one that says why it could not be performed. It leaves check, generic_id and silent empty.
struct Check {
  std::vector<Finding> (*perform)(const Exhibit& exhibit) = nullptr;
  std::span<const std::string_view> reasons;  // every reason code it may give
};

}  // namespace chowki::verify
