#pragma once

#include <string>

#include "read/visual_claims.h"

namespace chowki::read {

// Claims the number and the names that the MRZ leads to expect, at most one letter in four
// different. Nothing without an MRZ.
//
// errors  those of the readers.
Status TakeByMrz(VisualClaims& claims);

// Claims a name, a birth or an expiry that has less in common with the MRZ's than TakeByMrz asks
// for and yet is it but for letters that somebody altered (IsNearly), where it was read beyond
// doubt and no label leads to it.
//
// errors  those of the readers.
Status TakeNearlyByMrz(VisualClaims& claims);

// Whether a date may be the issue, and no other on the page may: issue and expiry may differ in the
// year alone, and so may a child's birth and an issue.
//
// value   as ISO.
// thread  pure.
[[nodiscard]] bool MayBeIssueAlone(const VisualClaims& claims, const std::string& value);

}  // namespace chowki::read
