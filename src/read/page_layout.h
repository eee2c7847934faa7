#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/geometry.h"
#include "locate/page.h"
#include "read/visual_label.h"

namespace chowki::read {

// Where one kind of page has its values, mm from its top left corner. Read from models/layouts
// (app/layout_files.h); models/README.md tells the form.
struct PageLayout {
  std::string name;  // "UTO-passport"
  locate::PageSize size = locate::PageSize::kId3;
  bool has_mrz = true;                 // else a card's other side
  std::vector<std::string> issuers;    // codes as in an MRZ; empty: any state
  std::string document_code;           // what the MRZ's begins with; "" is any
  std::map<VisualField, Rect> values;  // a value's print has its middle in this
  std::vector<Rect> without_text;      // portrait, signature: nothing is read there
};

// The layouts to try for a page with an MRZ, those of its state first.
//
// issuer, document_code  as in icao::MrzRecord
// thread                 pure.
[[nodiscard]] std::vector<const PageLayout*> LayoutsFor(const std::vector<PageLayout>& layouts,
                                                        locate::PageSize size,
                                                        std::string_view issuer,
                                                        std::string_view document_code);

// The layouts to try for a page without one, of all states.
[[nodiscard]] std::vector<const PageLayout*> LayoutsWithoutMrz(
    const std::vector<PageLayout>& layouts, locate::PageSize size);

}  // namespace chowki::read
