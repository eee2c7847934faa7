#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "sql/listener.h"
#include "sql/pool.h"

namespace chowki::central {

// Everything that the centre keeps: one database, in which every piece of work is one transaction.
//
// where   "sqlite:FILE", or a PostgreSQL server as libpq takes it ("postgresql://host/name",
//         "host=... dbname=..."), several hosts of one cluster included.
// patience  how long a transaction that a failed server took with it is begun anew (sql::Pool).
// errors  kInvalidArgument; those of sql::OpenSqlite and sql::OpenPostgres.
[[nodiscard]] Result<std::unique_ptr<sql::Pool>> OpenStore(
    const std::string& where, std::chrono::seconds patience = std::chrono::seconds(0));

// Opens what hears of publications of other processes; empty where there are none (SQLite).
[[nodiscard]] std::function<Result<std::unique_ptr<sql::Listener>>()> ListenerFor(
    const std::string& where);

// Times in the database are milliseconds since 1970.
[[nodiscard]] std::int64_t ToMs(Time time);
[[nodiscard]] Time FromMs(std::int64_t milliseconds);

}  // namespace chowki::central
