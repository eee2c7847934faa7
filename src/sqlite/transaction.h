#pragma once

#include "base/status.h"
#include "sqlite/database.h"

namespace chowki::sqlite {

// Several statements that happen together or not at all: rolls back unless committed. The database
// must outlive it.
class Transaction {
 public:
  // Takes the write lock at once, so that nothing after it can fail as locked.
  //
  // errors  kUnavailable when another connection keeps the lock beyond the busy timeout.
  [[nodiscard]] static Result<Transaction> BeginWrite(Database& database);

  // One consistent view for several queries.
  [[nodiscard]] static Result<Transaction> BeginRead(Database& database);

  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  // errors  as SQLite's; the transaction is rolled back then.
  [[nodiscard]] Status Commit();

 private:
  explicit Transaction(Database* database) : database_(database) {}
  Database* database_;
};

}  // namespace chowki::sqlite
