#pragma once

#include <span>

#include "sqlite/schema.h"

namespace chowki::sync {

// The numbered files of sync/sql, built in.
[[nodiscard]] std::span<const sqlite::Migration> Migrations();

}  // namespace chowki::sync
