#pragma once

#include <cstdint>
#include <string>

#include "base/digest.h"
#include "base/status.h"
#include "sqlite/database.h"

namespace chowki::journal {

// Requests that may be repeated: the first answer is found again by scope and id.

// What a repeated request finds.
struct Earlier {
  bool found = false;
  bool same = false;
  std::int64_t sequence = 0;
};

[[nodiscard]] Result<Earlier> FindRequest(sqlite::Database& database, const std::string& scope,
                                          const std::string& id, const Digest& content);

[[nodiscard]] Status PutRequest(sqlite::Database& database, const std::string& scope,
                                const std::string& id, const Digest& content,
                                std::int64_t sequence);

// kAlreadyExists with REQUEST_ID_REUSED.
[[nodiscard]] Status Reused(const std::string& id);

}  // namespace chowki::journal
