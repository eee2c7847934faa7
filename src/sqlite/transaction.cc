#include "sqlite/transaction.h"

#include <utility>

namespace chowki::sqlite {

Result<Transaction> Transaction::BeginWrite(Database& database) {
  CHOWKI_RETURN_IF_ERROR(database.Execute("BEGIN IMMEDIATE"));
  return Transaction(&database);
}

Result<Transaction> Transaction::BeginRead(Database& database) {
  CHOWKI_RETURN_IF_ERROR(database.Execute("BEGIN"));
  return Transaction(&database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
  // A failed statement may have ended the transaction already (disk full, for one).
  if (database_ != nullptr && database_->InTransaction()) {
    database_->Execute("ROLLBACK").IgnoreError();
  }
}

Status Transaction::Commit() {
  CHOWKI_CHECK(database_ != nullptr);
  CHOWKI_RETURN_IF_ERROR(database_->Execute("COMMIT"));
  database_ = nullptr;
  return Ok();
}

}  // namespace chowki::sqlite
