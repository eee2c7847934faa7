#pragma once

#include "read/visual_claims.h"

namespace chowki::read {

// Claims what a page says of its bearer in few letters beside the names. Each does nothing when its
// field is claimed, and where the names are not.
//
// errors  those of the readers.

// The nationality: a line below the surname that names the MRZ's, else the next one in the names'
// column that names any. The issuing state stands above the names.
Status TakeNationality(VisualClaims& claims);

// The sex: a letter that often stands alone, or "K/F".
Status TakeSex(VisualClaims& claims);

// The line in another script that is nearest to the names.
Status TakeNativeName(VisualClaims& claims);

}  // namespace chowki::read
