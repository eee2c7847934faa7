#pragma once

#include <span>

#include "sqlite/schema.h"

namespace chowki::watchlist {

// The numbered files of watchlist/sql, built in.
[[nodiscard]] std::span<const sqlite::Migration> Migrations();

}  // namespace chowki::watchlist
