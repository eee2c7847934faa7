#pragma once

#include "verify/exhibit.h"
#include "verify/page_model.h"

namespace chowki::verify {

// The page of an exhibit in each light, and where its face is (when the exhibit has a FaceReader).
//
// exhibit  with a visible image and a page
[[nodiscard]] PageScan ScanOf(const Exhibit& exhibit);

}  // namespace chowki::verify
