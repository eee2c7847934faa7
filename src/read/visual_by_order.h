#pragma once

#include "read/visual_claims.h"

namespace chowki::read {

// Claims the dates: those that the MRZ leads to expect, lines that are nearly one of them read once
// more, and the others by their order: birth, issue, expiry. Nothing without an MRZ.
//
// errors  those of the readers.
Status TakeDates(VisualClaims& claims);

}  // namespace chowki::read
