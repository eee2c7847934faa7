#pragma once

#include <string>
#include <string_view>

#include "watchlist/sources/country_names.h"
#include "watchlist/sources/draft.h"

namespace chowki::watchlist {

// What OFAC's CSV and XML have in common.

// A draft with id, source, purpose, authority and reference.
//
// programs  "SDGT] [IRGC" or "SDGT".
[[nodiscard]] Draft OfacDraft(std::string_view uid, std::string_view programs, std::int64_t line,
                              Intake& intake);

// The kind of document by OFAC's word for it: "P" (passports and travel documents), "ID" (identity
// cards and national numbers), "V"; "" for what no traveller shows, such as tax numbers.
[[nodiscard]] std::string_view OfacDocumentType(std::string_view words);

}  // namespace chowki::watchlist
