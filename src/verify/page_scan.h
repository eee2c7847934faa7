#pragma once

#include "verify/exhibit.h"
#include "verify/page_model.h"

namespace chowki::verify {

// The page of an exhibit in each light, and where its face is (when the exhibit has a FaceReader).
//
// exhibit  with a visible image and a page
[[nodiscard]] PageScan ScanOf(const Exhibit& exhibit);

// What the portrait of a page looks like: from the image itself, which has more px than the view.
//
// exhibit  with a FaceReader
// scan     ScanOf(exhibit)
// returns  nullopt where no face was seen.
[[nodiscard]] std::optional<face::Embedding> PortraitOf(const Exhibit& exhibit,
                                                        const PageScan& scan);

}  // namespace chowki::verify
