#include "central/store.h"

#include "central/head.h"
#include "central/migrations.h"
#include "sql/postgres_connection.h"
#include "sql/sqlite_connection.h"

namespace chowki::central {
namespace {

constexpr std::string_view kSqlite = "sqlite:";
constexpr std::int32_t kApplicationId = 0x63686b63;  // "chkc"

}  // namespace

Result<std::unique_ptr<sql::Pool>> OpenStore(const std::string& where,
                                             std::chrono::seconds patience) {
  sql::Pool::Open open;
  if (where.starts_with(kSqlite)) {
    const sqlite::Schema schema{"central store", kApplicationId, SqliteMigrations()};
    open = [file = where.substr(kSqlite.size()), schema] { return sql::OpenSqlite(file, schema); };
  } else if (where.starts_with("postgresql://") || where.find('=') != std::string::npos) {
    open = [where] { return sql::OpenPostgres(where, PostgresMigrations()); };
  } else {
    return InvalidInput("a store is sqlite:FILE or postgresql://HOST/NAME");
  }
  auto pool = std::make_unique<sql::Pool>(open, patience);
  CHOWKI_RETURN_IF_ERROR(pool->Read([](sql::Connection&) { return Ok(); }));
  return pool;
}

std::function<Result<std::unique_ptr<sql::Listener>>()> ListenerFor(const std::string& where) {
  if (where.starts_with(kSqlite)) return {};
  return [where] { return sql::Listener::Open(where, kHeadChannel); };
}

std::int64_t ToMs(Time time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

Time FromMs(std::int64_t milliseconds) { return Time(std::chrono::milliseconds(milliseconds)); }

}  // namespace chowki::central
