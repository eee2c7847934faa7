#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "verify/check.h"

namespace chowki::verify {

// One line of catalogue.inc.
struct CatalogueEntry {
  std::string_view id;          // "mrz.check_digits"
  std::string_view generic_id;  // "IR-AB-MR"; "" for checks of our own
  bool mandatory = false;       // an advice is never clear when it could not be performed
  bool silent = false;          // recorded, not shown, not counted
  const Check* check = nullptr;
};

// All checks in the order in which they run and are shown.
[[nodiscard]] std::span<const CatalogueEntry> Catalogue();

// nullptr for an unknown id.
[[nodiscard]] const CatalogueEntry* FindCheck(std::string_view id);

// For decide::Policy.
[[nodiscard]] std::vector<std::string> MandatoryChecks();

}  // namespace chowki::verify
