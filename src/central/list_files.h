#pragma once

#include <optional>
#include <vector>

#include "central/change_set.h"
#include "central/version.h"
#include "trust/bucket.h"
#include "trust/manifest.h"

namespace chowki::central {

// The files that a manifest names, made of the entries as they are in the caller's transaction.

struct Snapshot {
  trust::FileSpec file;
  std::int64_t entries = 0;
  trust::BucketDigests digests;
};

// All entries of the list, ascending by bucket and id.
[[nodiscard]] Result<Snapshot> WriteSnapshot(sql::Connection& store, const Version& to);

// From the version before: the records of its change sets, one set after the other.
[[nodiscard]] Result<trust::Delta> WriteStep(sql::Connection& store, const Version& to,
                                             const Version& from,
                                             const std::vector<ChangeSet>& sets);

// Over several versions: the last record of each entry that moved. nullopt when more than half of
// the list did: the snapshot serves better.
[[nodiscard]] Result<std::optional<trust::Delta>> WriteSpan(sql::Connection& store,
                                                            const Version& to, const Version& from);

// The digests of all buckets of a list's newest version.
[[nodiscard]] Status SetDigests(sql::Connection& store, const Version& version,
                                const trust::BucketDigests& digests);

}  // namespace chowki::central
