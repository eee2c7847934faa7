#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/status.h"
#include "journal/record.h"

namespace chowki::journal {

// What walking the chain found.
struct Verification {
  bool intact = false;
  std::int64_t records = 0;    // rows that hold, from the first on
  Head head;                   // the last of them
  std::int64_t broken_at = 0;  // sequence of the first row that does not hold; 0 when intact
  std::string reason;          // why it does not hold
};

// Walks a journal from its first row to its head, also while a service writes to it.
//
// expected  a head that was written down before: its row must be there and unchanged.
// errors    the file cannot be opened, is no journal or is damaged below the rows. A broken chain
// is
//           a result, not an error.
[[nodiscard]] Result<Verification> Verify(const std::filesystem::path& path,
                                          const std::optional<Head>& expected = std::nullopt);

}  // namespace chowki::journal
