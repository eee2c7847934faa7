#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "central/draft.h"
#include "watchlist/list_build.h"

namespace chowki::central_service {

// What a list file holds, as rows of a draft.
struct ListUpload {
  std::vector<central::DraftRow> rows;
  std::vector<watchlist::Problem> problems;  // the first of them
  std::int64_t rows_skipped = 0;
  std::int64_t values_left_out = 0;
};

inline constexpr size_t kProblemsTold = 100;

// Reads a file that somebody sent, as `chowki list build` reads one from a disk; it never is on one
// here.
//
// format  one of watchlist::SourceFormats that is a single file: "csv".
// errors  kInvalidArgument with FIELD_INVALID: no such format, or the file as a whole is none, or
//         no row of it is an entry.
// thread  any; costs about three times the file's size in memory.
[[nodiscard]] Result<ListUpload> ReadListUpload(std::string_view format, std::string_view bytes);

}  // namespace chowki::central_service
