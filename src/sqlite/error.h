#pragma once

#include <string_view>

#include "base/status.h"

struct sqlite3;

namespace chowki::sqlite {

// The status of the last call on a connection.
//
// doing   what failed, for the message: "opening", "preparing INSERT INTO record".
// path    of the database, for the message.
// returns kUnavailable (busy, locked), kResourceExhausted with detail DISK_LOW (disk full),
// kDataLoss
//         (corrupt, not a database, input/output error), kAlreadyExists (unique),
//         kFailedPrecondition (other constraint, read-only, no permission), kNotFound (cannot be
//         opened), kInternal otherwise. Bound values never stand in the message.
// source  sqlite.org/rescode.html
[[nodiscard]] Status ErrorOf(sqlite3* connection, int code, std::string_view doing,
                             std::string_view path);

}  // namespace chowki::sqlite
