#pragma once

#include <string>
#include <vector>

#include "base/status.h"
#include "sync/centre.h"
#include "sync/post_store.h"

namespace chowki::sync {

// Finds where the entries of a list are not those that were signed, and fetches these buckets anew,
// 64 at a time. The store lies locked only while they are written, never while the other side is
// asked. Each bucket is held against the digests that the signed state root is made of before any
// of it is written; what was mended stays when the line breaks.
//
// When the list moves on meanwhile (somebody brought a bundle) it begins again.
//
// centre   any that answers for single buckets; a relay does not.
// returns  the numbers of the buckets that were damaged; none: the list is whole.
// errors   kNotFound: nothing of it is held; kAborted: it moves on all the time, or with LIST_MOVED
//          that its version is too old for the centre; STATE_ROOT_MISMATCH and others of
//          trust::CheckBucket: what the other side says is not what was signed; those of Centre and
//          SQLite.
[[nodiscard]] Result<std::vector<int>> Repair(PostStore& store, Centre& centre,
                                              const std::string& list);

}  // namespace chowki::sync
