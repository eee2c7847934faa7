#pragma once

#include <span>
#include <vector>

#include "base/status.h"
#include "trust/bucket.h"

namespace chowki::trust {

// Which buckets differ from what was signed.
//
// signed_root  of a manifest that was verified.
// ours     of the entries that are held, computed anew.
// offered  the digests of all buckets, from anybody.
// returns  their numbers, ascending.
// errors   STATE_ROOT_MISMATCH: the offered digests are not those that were signed.
[[nodiscard]] Result<std::vector<int>> BucketsToRepair(const Digest& signed_root,
                                                       const BucketDigests& ours,
                                                       const BucketDigests& offered);

// The entries of one bucket, from anybody, against its digest.
//
// entries  bytes of each, ascending by id.
// errors   RECORD_MALFORMED, RECORD_ORDER (also: of another bucket), STATE_ROOT_MISMATCH.
[[nodiscard]] Status CheckBucket(int bucket, const Digest& expected,
                                 std::span<const std::string> entries);

}  // namespace chowki::trust
