#include "sqlite/error.h"

#include <sqlite3.h>

namespace chowki::sqlite {

Status ErrorOf(sqlite3* connection, int code, std::string_view doing, std::string_view path) {
  const int extended = connection != nullptr ? sqlite3_extended_errcode(connection) : code;
  const char* what = connection != nullptr ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
  const std::string text = fmt::format("{}: {}: {}", path, doing, what);
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Unavailable("{} (another process holds the file; try again)", text);
    case SQLITE_FULL:
      return WithDetail(ResourceExhausted("{} (free some space)", text),
                        {"DISK_LOW", {{"free_bytes", "0"}}});
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return DataLoss("{} (the file is damaged or is no database; restore it from a copy)", text);
    case SQLITE_IOERR:
      return DataLoss("{} (input/output error {})", text, extended);
    case SQLITE_CONSTRAINT:
      if (extended == SQLITE_CONSTRAINT_UNIQUE || extended == SQLITE_CONSTRAINT_PRIMARYKEY ||
          extended == SQLITE_CONSTRAINT_ROWID) {
        return AlreadyExists("{}", text);
      }
      return FailedPrecondition("{}", text);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return FailedPrecondition("{}", text);
    case SQLITE_CANTOPEN:
      return NotFound("{}", text);
    case SQLITE_NOMEM:
      return ResourceExhausted("{}", text);
    default:
      return Internal("{} (code {})", text, extended);
  }
}

}  // namespace chowki::sqlite
