#pragma once

#include <span>

#include "sqlite/schema.h"

namespace chowki::journal {

// The numbered files of journal/sql, built in.
[[nodiscard]] std::span<const sqlite::Migration> Migrations();

}  // namespace chowki::journal
