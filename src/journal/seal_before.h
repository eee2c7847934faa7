#pragma once

#include "base/status.h"
#include "sqlite/database.h"
#include "vault/key_folder.h"

namespace chowki::journal {

// Brings a journal that was written in plain to the sealed form, and overwrites what the file still
// holds of the plain one. Does nothing when it was done; goes on where it was interrupted. What
// cannot be overwritten now (no room for a second copy, a reader in the way) is logged and tried
// again at the next start.
//
// database  writes, with secure_delete on; nobody else writes.
[[nodiscard]] Status SealWhatWasBefore(sqlite::Database& database, vault::KeyFolder& keys);

}  // namespace chowki::journal
