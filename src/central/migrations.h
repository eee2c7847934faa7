#pragma once

#include <span>

#include "sqlite/schema.h"

namespace chowki::central {

// The numbered files of central/sql/sqlite and central/sql/postgres, built in.
[[nodiscard]] std::span<const sqlite::Migration> SqliteMigrations();
[[nodiscard]] std::span<const sqlite::Migration> PostgresMigrations();

}  // namespace chowki::central
