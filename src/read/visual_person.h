#pragma once

#include "read/visual_claims.h"

namespace chowki::read {

// Claims what a page says of its bearer in few letters beside the names. Each does nothing when its
// field is claimed, and where the names are not.
//
// errors  those of the readers.

// The nationality: the line of letters that follows the names in their column, else one that says
// the state of the MRZ. Neither the issuing state above the names nor a place of birth below.
Status TakeNationality(VisualClaims& claims);

// The sex: a letter that often stands alone, or "K/F".
Status TakeSex(VisualClaims& claims);

// The line in another script that is nearest to the names.
Status TakeNativeName(VisualClaims& claims);

}  // namespace chowki::read
