#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <type_traits>
#include <vector>

#include "sql/connection.h"

namespace chowki::sql {

// Connections that are not in use, so that a call does not open one each time.
//
// thread  safe.
class Pool {
 public:
  using Open = std::function<Result<std::unique_ptr<Connection>>()>;
  explicit Pool(Open open) : open_(std::move(open)) {}

  // Runs `work` in one transaction: committed when it is OK, else as if nothing had been.
  //
  // errors  of opening, of work, of the commit. kUnavailable at a commit on PostgreSQL may mean
  //         that it was done and nobody heard: whatever calls this must be repeatable.
  [[nodiscard]] Status Write(const std::function<Status(Connection&)>& work) {
    return Transact(Mode::kWrite, work);
  }
  // One view of everything, which cannot be changed.
  [[nodiscard]] Status Read(const std::function<Status(Connection&)>& work) {
    return Transact(Mode::kRead, work);
  }

  // The same for work that gives a Result.
  template <typename Work>
  [[nodiscard]] std::invoke_result_t<Work, Connection&> WriteFor(const Work& work) {
    return TransactFor(Mode::kWrite, work);
  }
  template <typename Work>
  [[nodiscard]] std::invoke_result_t<Work, Connection&> ReadFor(const Work& work) {
    return TransactFor(Mode::kRead, work);
  }

 private:
  template <typename Work>
  [[nodiscard]] std::invoke_result_t<Work, Connection&> TransactFor(Mode mode, const Work& work) {
    std::invoke_result_t<Work, Connection&> result = Internal("nothing was done");
    const Status status = Transact(mode, [&](Connection& connection) {
      result = work(connection);
      return result.status();
    });
    if (!status.ok()) return status;
    return result;
  }
  [[nodiscard]] Status Transact(Mode mode, const std::function<Status(Connection&)>& work);
  [[nodiscard]] Result<std::unique_ptr<Connection>> Take();
  void PutBack(std::unique_ptr<Connection> connection);

  const Open open_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace chowki::sql
