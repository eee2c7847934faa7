#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/clock.h"
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
  std::int64_t erased = 0;     // of the rows that hold: whose payload's keys are not there
  Time newest_erased{};        // of the newest of them, by its own time
};

// Walks a journal from its first row to its head, also while a service writes to it. Of an erased
// row the chain still tells that it was there, when, and that it was not exchanged; a row that is
// erased before its time tells that somebody took its key away.
//
// expected  a head that was written down before: its row must be there and unchanged.
// keys      their folder; "": KeysBeside. Without them all rows count as erased.
// errors    the file cannot be opened, is no journal or is damaged below the rows. A broken chain
// is
//           a result, not an error.
[[nodiscard]] Result<Verification> Verify(const std::filesystem::path& path,
                                          const std::optional<Head>& expected = std::nullopt,
                                          const std::filesystem::path& keys = {});

}  // namespace chowki::journal
