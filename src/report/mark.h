#pragma once

#include <optional>
#include <vector>

#include "verify/finding.h"

namespace chowki::report {

// A finding that the report points at in its pictures, by a number.
struct Mark {
  int number = 0;  // counts from 1
  const verify::Finding* finding = nullptr;
};

// What deserves a look, most serious first: findings that ask for attention, failed or left
// something undetermined. Silent ones are not shown.
//
// returns  borrows from `findings`.
[[nodiscard]] std::vector<Mark> MarksOf(const std::vector<verify::Finding>& findings);

// The number of a finding; nullopt when it has none.
[[nodiscard]] std::optional<int> NumberOf(const std::vector<Mark>& marks,
                                          const verify::Finding& finding);

}  // namespace chowki::report
