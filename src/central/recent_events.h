#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "sql/connection.h"

namespace chowki::central {

// The newest rows of every post's journal that were not erased before they were sent, of one kind,
// newest first within a post. Every post has the same share, so that a busy one does not hide the
// others.
//
// limit  rows that are looked at, of all kinds together.
// take   device; payload. Within the transaction, and it must not use the store.
// errors those of the store and of take.
[[nodiscard]] Status ForEachRecentEvent(
    sql::Connection& store, const std::string& kind, std::int64_t limit,
    const std::function<Status(const std::string& device, const std::string& payload)>& take);

}  // namespace chowki::central
