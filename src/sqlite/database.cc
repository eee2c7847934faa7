#include "sqlite/database.h"

#include <utility>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "sqlite/error.h"

namespace chowki::sqlite {
namespace {

// What a log file is cut to once its content is in the database.
constexpr int kLongestIdleLogBytes = 16 << 20;
constexpr char kInMemory[] = ":memory:";

// SQLite would make the file readable for everybody; the side files inherit its mode.
void CreatePrivate(const std::string& path) {
  const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0) ::close(file);
}

int OpenFlags(Access access) {
  constexpr int kAlways = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  switch (access) {
    case Access::kReadOnly:
      return kAlways | SQLITE_OPEN_READONLY;
    case Access::kReadWrite:
      return kAlways | SQLITE_OPEN_READWRITE;
    case Access::kCreate:
      return kAlways | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  }
  return kAlways;
}

}  // namespace

void Database::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

Database::Database(Connection connection, std::shared_ptr<const std::string> path)
    : connection_(std::move(connection)), path_(std::move(path)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::Open(const std::filesystem::path& path, const OpenOptions& options) {
  const std::string name = path.string();
  if (options.access == Access::kCreate && name != kInMemory) CreatePrivate(name);
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &raw, OpenFlags(options.access), nullptr);
  Connection connection(raw);
  if (code != SQLITE_OK) return ErrorOf(raw, code, "opening", name);
  Database database(std::move(connection), std::make_shared<const std::string>(name));
  CHOWKI_RETURN_IF_ERROR(database.Configure(options));
  return database;
}

Result<Database> Database::OpenInMemory() { return Open(kInMemory); }

Status Database::Configure(const OpenOptions& options) {
  sqlite3* connection = connection_.get();
  sqlite3_busy_timeout(connection, static_cast<int>(options.busy_timeout.count()));
  SetDefensive(true);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  CHOWKI_RETURN_IF_ERROR(Execute("PRAGMA cell_size_check = ON"));
  // Reads the first page: tells a file that is no database now instead of at the first query.
  CHOWKI_ASSIGN_OR_RETURN(std::ignore, QueryInt("PRAGMA schema_version"));
  if (options.access != Access::kReadOnly) {
    CHOWKI_RETURN_IF_ERROR(Execute(options.journal == JournalMode::kWal
                                       ? "PRAGMA journal_mode = WAL"
                                       : "PRAGMA journal_mode = DELETE"));
    CHOWKI_RETURN_IF_ERROR(
        Execute(fmt::format("PRAGMA journal_size_limit = {}", kLongestIdleLogBytes)));
  }
  return Execute(options.durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
}

void Database::SetDefensive(bool on) {
  sqlite3_db_config(connection_.get(), SQLITE_DBCONFIG_DEFENSIVE, on ? 1 : 0, nullptr);
}

Result<Statement> Database::Prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                                      &statement, nullptr);
  if (code != SQLITE_OK) {
    return ErrorOf(connection_.get(), code, fmt::format("preparing {}", sql), *path_);
  }
  return Statement(statement, path_);
}

Status Database::Execute(const std::string& sql) {
  const int code = sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code == SQLITE_OK) return Ok();
  return ErrorOf(connection_.get(), code, sql.substr(0, sql.find('\n')), *path_);
}

Result<std::int64_t> Database::QueryInt(std::string_view sql) {
  CHOWKI_ASSIGN_OR_RETURN(Statement query, Prepare(sql));
  CHOWKI_ASSIGN_OR_RETURN(const bool row, query.Step());
  if (!row) return NotFound("{}: no row from {}", *path_, sql);
  return query.Int(0);
}

Status Database::CheckIntegrity() {
  CHOWKI_ASSIGN_OR_RETURN(Statement check, Prepare("PRAGMA quick_check(1)"));
  CHOWKI_ASSIGN_OR_RETURN(const bool row, check.Step());
  if (row && check.Text(0) == "ok") return Ok();
  return DataLoss("{}: the file is damaged: {}", *path_, row ? check.Text(0) : "no answer");
}

bool Database::InTransaction() const { return sqlite3_get_autocommit(connection_.get()) == 0; }

}  // namespace chowki::sqlite
