#pragma once

#include "read/visual_claims.h"

namespace chowki::read {

// Looks once more for a birth or an expiry that nobody found: where a pattern, a fold or a slant
// joins lines of print to one that is too tall to be read, its strips are read one by one. Claims a
// date alone that is the MRZ's or nearly (IsNearly). Nothing without an MRZ.
//
// errors  those of the readers.
Status TakeFromStrips(VisualClaims& claims);

}  // namespace chowki::read
