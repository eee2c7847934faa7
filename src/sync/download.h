#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "base/status.h"
#include "sync/centre.h"
#include "trust/file_spec.h"

namespace chowki::sync {

// How far a file has come.
using FetchProgress = std::function<void(std::int64_t bytes, std::int64_t of)>;

// Fetches a file into a folder under its digest. What arrived stays there when the line breaks, and
// the next try goes on at the next byte: chunks that are whole are checked and never fetched twice,
// what was begun of the next one is checked once that is whole.
//
// folder    made when it is not there.
// progress  told after each chunk; may be empty.
// returns   the path of the whole file.
// errors    kUnavailable, kDeadlineExceeded: the line broke, and calls since brought nothing; what
//           Centre and trust::FileCheck say; kResourceExhausted with DISK_LOW.
[[nodiscard]] Result<std::filesystem::path> Fetch(const trust::FileSpec& spec, Centre& centre,
                                                  const std::filesystem::path& folder,
                                                  const FetchProgress& progress = {});

}  // namespace chowki::sync
