#pragma once

#include <optional>
#include <string>

#include "base/date.h"
#include "base/geometry.h"
#include "verify/exhibit.h"

namespace chowki::verify {

// The date of issue as the visual zone has it.
struct IssueDate {
  Date day;
  std::string text;  // ISO
  Quad region;       // relative coordinates of the visible image
};

// returns  nullopt where it was not read, or not surely.
// thread   pure.
[[nodiscard]] std::optional<IssueDate> FindIssueDate(const Exhibit& exhibit);

}  // namespace chowki::verify
