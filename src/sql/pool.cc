#include "sql/pool.h"

#include <algorithm>
#include <thread>

namespace chowki::sql {
namespace {

// More come back only after a burst; each is some memory, and a process of the server's.
constexpr size_t kIdleKept = 8;
// Between two attempts; a server that takes over needs seconds.
constexpr std::chrono::milliseconds kShortestPause{50};
constexpr std::chrono::milliseconds kLongestPause{1000};

// Whether the same transaction may end better in a while. Errors of the work itself carry a reason.
bool MayPass(const Status& status, bool committing) {
  if (status.code() == StatusCode::kUnavailable) return !committing;
  return status.code() == StatusCode::kAborted && !Detail(status);
}

}  // namespace

Status Pool::Transact(Mode mode, const std::function<Status(Connection&)>& work) {
  const auto until = std::chrono::steady_clock::now() + patience_;
  for (auto pause = kShortestPause;; pause = std::min(2 * pause, kLongestPause)) {
    Ended ended = TransactOnce(mode, work);
    if (!MayPass(ended.status, ended.committing)) return ended.status;
    if (std::chrono::steady_clock::now() + pause > until) return ended.status;
    std::this_thread::sleep_for(pause);
  }
}

Pool::Ended Pool::TransactOnce(Mode mode, const std::function<Status(Connection&)>& work) {
  auto taken = Take();
  if (!taken.ok()) return {taken.status()};
  std::unique_ptr<Connection> connection = *std::move(taken);
  Ended ended{connection->Begin(mode)};
  if (ended.status.ok()) {
    ended.status = work(*connection);
    if (ended.status.ok()) {
      ended = {connection->Commit(), true};
    } else {
      connection->Rollback();
    }
  }
  PutBack(std::move(connection));
  return ended;
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
