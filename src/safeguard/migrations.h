#pragma once

#include <span>

#include "sqlite/schema.h"

namespace chowki::safeguard {

// The numbered files of safeguard/sql, built in.
[[nodiscard]] std::span<const sqlite::Migration> Migrations();

}  // namespace chowki::safeguard
