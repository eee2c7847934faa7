#pragma once

#include <span>

#include "sqlite/schema.h"

namespace chowki::accounts {

// The numbered files of accounts/sql, built in.
[[nodiscard]] std::span<const sqlite::Migration> Migrations();

}  // namespace chowki::accounts
