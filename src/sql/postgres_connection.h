#pragma once

#include <memory>
#include <span>
#include <string>

#include "sql/connection.h"
#include "sqlite/schema.h"

namespace chowki::sql {

// Connects, and brings the database up to the schema; table schema_version counts the migrations.
//
// where   as libpq takes it: "postgresql://host/name", "host=/run/postgresql dbname=chowki".
// errors  kUnavailable: nobody answers there; kFailedPrecondition: a newer version of this program
//         was here.
[[nodiscard]] Result<std::unique_ptr<Connection>> OpenPostgres(
    const std::string& where, std::span<const sqlite::Migration> migrations);

}  // namespace chowki::sql
