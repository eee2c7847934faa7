#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "capture/image.h"
#include "screen/screening.h"

namespace chowki::report {

// A screening as one HTML page that needs nothing else: the advice, what deserves a look with its
// place cut out, the page in each light with numbered regions, the values of the MRZ and of the
// page side by side, every check, and what it all rests on. No scripts; a policy in the page lets
// nothing be fetched or run. It holds the document's images: whoever keeps the file keeps personal
// data.
//
// title   of the document, for people: a file's name or an id. Foreign text.
// images  as decoded, at most one a light, as `screening` was made from them.
// errors  kResourceExhausted when an image cannot be encoded.
// thread  pure.
[[nodiscard]] Result<std::string> WriteReport(const screen::Screening& screening,
                                              const std::vector<capture::Image>& images,
                                              std::string_view title);

}  // namespace chowki::report
