#pragma once

#include <filesystem>
#include <memory>

#include "sql/connection.h"
#include "sqlite/schema.h"

namespace chowki::sql {

// Opens the file, makes it when there is none, and brings it up to the schema. Every commit is on
// the disk before it returns.
//
// errors  as sqlite::Database::Open and sqlite::Migrate.
[[nodiscard]] Result<std::unique_ptr<Connection>> OpenSqlite(const std::filesystem::path& file,
                                                             const sqlite::Schema& schema);

}  // namespace chowki::sql
