#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <type_traits>
#include <vector>

#include "sql/connection.h"

namespace chowki::sql {

// Connections that are not in use, so that a call does not open one each time.
//
// A transaction that a server took with it when it failed is begun anew on another connection,
// which may lead to the server that took over; so is one that a deadlock ended. That is done for so
// long as `patience`, and never for one that was being committed: whether it is nobody can know.
//
// thread  safe.
class Pool {
 public:
  using Open = std::function<Result<std::unique_ptr<Connection>>()>;
  // patience  0: nothing is begun anew.
  explicit Pool(Open open, std::chrono::milliseconds patience = std::chrono::milliseconds(0))
      : open_(std::move(open)), patience_(patience) {}

  // Runs `work` in one transaction: committed when it is OK, else as if nothing had been.
  //
  // work    may run several times, each time from its start: what it fills it must clear first.
  // errors  of opening, of work, of the commit. kUnavailable at a commit on PostgreSQL may mean
  //         that it was done and nobody heard: whatever calls this must be repeatable.
  [[nodiscard]] Status Write(const std::function<Status(Connection&)>& work) {
    return Transact(Mode::kWrite, work);
  }
  // One view of everything, which cannot be changed.
  [[nodiscard]] Status Read(const std::function<Status(Connection&)>& work) {
    return Transact(Mode::kRead, work);
  }
  // For work that hands on what it reads: run once, whatever happens.
  [[nodiscard]] Status ReadOnce(const std::function<Status(Connection&)>& work) {
    return TransactOnce(Mode::kRead, work).status;
  }

  // Write and Read for work that gives a Result.
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
  // How a transaction ended.
  struct Ended {
    Status status;
    bool committing = false;  // it was at its commit
  };
  [[nodiscard]] Status Transact(Mode mode, const std::function<Status(Connection&)>& work);
  [[nodiscard]] Ended TransactOnce(Mode mode, const std::function<Status(Connection&)>& work);
  [[nodiscard]] Result<std::unique_ptr<Connection>> Take();
  void PutBack(std::unique_ptr<Connection> connection);

  const Open open_;
  const std::chrono::milliseconds patience_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace chowki::sql
