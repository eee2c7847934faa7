#pragma once

#include <filesystem>
#include <functional>

#include "base/status.h"
#include "watchlist/list_state.h"
#include "watchlist/snapshot.h"

namespace chowki::watchlist {

// Puts a snapshot in the place of a list file: written beside it, made durable, then renamed, so
// that readers see the old list or the new one, and a failure leaves the old one untouched.
//
// progress  told the number of entries written so far, now and then; may be empty.
// errors    as sqlite::Database; kResourceExhausted when the disk is full.
[[nodiscard]] Status Save(const Snapshot& snapshot, const std::filesystem::path& path,
                          const std::function<void(size_t)>& progress = {});

// Reads a list file and holds it against its count and state root.
//
// errors  kNotFound (no such file), kFailedPrecondition (no list, or of a newer version), kDataLoss
//         (damaged).
[[nodiscard]] Result<Snapshot> Load(const std::filesystem::path& path);

// What the file says of itself, without reading the entries. Errors as Load.
[[nodiscard]] Result<ListState> LoadHead(const std::filesystem::path& path);

}  // namespace chowki::watchlist
