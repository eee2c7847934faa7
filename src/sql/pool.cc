#include "sql/pool.h"

namespace chowki::sql {
namespace {

// More come back only after a burst; each is some memory, and a process of the server's.
constexpr size_t kIdleKept = 8;

}  // namespace

Status Pool::Transact(Mode mode, const std::function<Status(Connection&)>& work) {
  CHOWKI_ASSIGN_OR_RETURN(auto connection, Take());
  Status status = connection->Begin(mode);
  if (status.ok()) {
    status = work(*connection);
    if (status.ok()) {
      status = connection->Commit();
    } else {
      connection->Rollback();
    }
  }
  PutBack(std::move(connection));
  return status;
}

Result<std::unique_ptr<Connection>> Pool::Take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  return open_();
}

void Pool::PutBack(std::unique_ptr<Connection> connection) {
  const std::lock_guard lock(mutex_);
  if (!connection->broken() && idle_.size() < kIdleKept) idle_.push_back(std::move(connection));
}

}  // namespace chowki::sql
