#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/status.h"
#include "sqlite/statement.h"

struct sqlite3;

namespace chowki::sqlite {

enum class Access { kReadOnly, kReadWrite, kCreate };

// kWal       readers never wait for the writer; two more files lie beside the database.
// kOneFile   rollback journal: what is left after closing is one file that can be moved.
enum class JournalMode { kWal, kOneFile };

struct OpenOptions {
  Access access = Access::kCreate;
  JournalMode journal = JournalMode::kWal;
  bool durable = false;  // a commit is on the disk before it returns (synchronous FULL)
  std::chrono::milliseconds busy_timeout{5000};
};

// One connection to one SQLite file, opened the careful way: foreign keys on, schema not trusted,
// defensive mode, cells checked for size. A file that is made here can be read by its owner only.
//
// thread  one at a time: every thread opens its own.
class Database {
 public:
  // errors  kNotFound (no such file or folder), kDataLoss (not a database), kUnavailable (locked),
  //         kFailedPrecondition (no permission).
  [[nodiscard]] static Result<Database> Open(const std::filesystem::path& path,
                                             const OpenOptions& options = {});
  [[nodiscard]] static Result<Database> OpenInMemory();

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  [[nodiscard]] Result<Statement> Prepare(std::string_view sql);

  // Runs one or several statements that take no values.
  [[nodiscard]] Status Execute(const std::string& sql);

  // The single number that a query gives: pragmas, counts.
  [[nodiscard]] Result<std::int64_t> QueryInt(std::string_view sql);

  // PRAGMA quick_check: kDataLoss naming the first fault.
  [[nodiscard]] Status CheckIntegrity();

  [[nodiscard]] bool InTransaction() const;
  [[nodiscard]] const std::string& path() const { return *path_; }

 private:
  friend Status Migrate(Database& database, const struct Schema& schema);
  // Whether SQL may not write to what SQLite keeps for itself: always, but in a migration.
  void SetDefensive(bool on);

  struct Close {
    void operator()(sqlite3* connection) const;
  };
  using Connection = std::unique_ptr<sqlite3, Close>;
  Database(Connection connection, std::shared_ptr<const std::string> path);
  [[nodiscard]] Status Configure(const OpenOptions& options);

  Connection connection_;
  std::shared_ptr<const std::string> path_;
};

}  // namespace chowki::sqlite
