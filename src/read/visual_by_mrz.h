#pragma once

#include "read/visual_claims.h"

namespace chowki::read {

// Claims the number and the names that the MRZ leads to expect, at most one letter in four
// different. Nothing without an MRZ.
//
// errors  those of the readers.
Status TakeByMrz(VisualClaims& claims);

}  // namespace chowki::read
