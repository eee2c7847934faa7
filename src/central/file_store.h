#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/digest.h"
#include "sql/connection.h"
#include "trust/record_file.h"

namespace chowki::central {

// Snapshots and deltas lie in the database, in the pieces in which posts fetch them: what a
// manifest names is there exactly when the manifest is, on every replica and after every failure.

// Writes a file while it is made; nothing of it is in memory. One that is there already, with the
// same bytes, is kept.
//
// list, version  that it leads to.
// make           hands records to the writer.
[[nodiscard]] Result<trust::FileSpec> WriteFile(
    sql::Connection& store, const std::string& list, std::int64_t version,
    const std::function<Status(trust::RecordFileWriter&)>& make);

// One chunk of trust::kChunkBytes, from 0; the last one shorter. nullopt: behind the end.
// errors  kNotFound with FILE_MISSING.
[[nodiscard]] Result<std::optional<std::string>> ReadChunk(sql::Connection& store,
                                                           const Digest& sha256,
                                                           std::int64_t chunk);

// Says of a file that it is the single step from the version before, for DropFilesBelow.
[[nodiscard]] Status MarkStep(sql::Connection& store, const Digest& sha256);

// Drops the files of a list's versions below `version`: posts that are further behind take what
// the newest manifest names. Single steps, by which posts that check approvals go, are kept down to
// `step`.
[[nodiscard]] Status DropFilesBelow(sql::Connection& store, const std::string& list,
                                    std::int64_t version, std::int64_t step);

}  // namespace chowki::central
