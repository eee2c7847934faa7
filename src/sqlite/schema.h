#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/status.h"
#include "sqlite/database.h"

namespace chowki::sqlite {

// One numbered .sql file, built into the program by chowki_migrations()
// (cmake/ChowkiMigrations.cmake).
struct Migration {
  std::string_view name;  // "001_first"
  const char* sql = "";
};

// What a room keeps in its kind of file.
struct Schema {
  std::string_view kind;                  // "journal", for messages
  std::int32_t application_id = 0;        // PRAGMA application_id, tells the kinds apart
  std::span<const Migration> migrations;  // migration i takes a file from version i to i + 1
};

// Brings a file up to the schema, one transaction a migration; PRAGMA user_version counts them.
//
// errors  kFailedPrecondition: the file is of another kind, or was written by a newer version of
// this
//         program. Nothing is changed then.
[[nodiscard]] Status Migrate(Database& database, const Schema& schema);

// The same demand without changing anything: the file is of this kind and at this version.
[[nodiscard]] Status CheckSchema(Database& database, const Schema& schema);

}  // namespace chowki::sqlite
