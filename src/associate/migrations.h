#pragma once

#include <span>

#include "sqlite/schema.h"

namespace chowki::associate {

// The numbered files of associate/sql, built in.
[[nodiscard]] std::span<const sqlite::Migration> Migrations();

}  // namespace chowki::associate
