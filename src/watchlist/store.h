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

// Makes `updated` of the list in a file by writing what changes: one transaction, so that readers
// see the old list or the new one.
//
// changes    those that made `updated` of the list with the state root `base_root`.
// errors     as sqlite::Database; kFailedPrecondition when the file holds another list.
[[nodiscard]] Status SaveChanges(const Snapshot& updated, const Changes& changes,
                                 const std::string& base_root, const std::filesystem::path& path);

// Reads a list file and holds it against its count and state root.
//
// errors  kNotFound (no such file), kFailedPrecondition (no list, or of a newer version), kDataLoss
//         (damaged).
[[nodiscard]] Result<Snapshot> Load(const std::filesystem::path& path);

// What the file says of itself, without reading the entries. Errors as Load.
[[nodiscard]] Result<ListState> LoadHead(const std::filesystem::path& path);

}  // namespace chowki::watchlist
