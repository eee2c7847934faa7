#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "central/accepted_certificates.h"
#include "service/caller.h"
#include "sql/pool.h"

namespace chowki::central_service {

// Which certificates of posts are accepted, in memory: every process of the centre asks the store
// once a second whether that changed, and so hears of what the others revoked. While the store is
// away, what was known last counts.
//
// thread  safe; has one of its own.
class CertificateWatch {
 public:
  // store    must outlive it.
  // changed  called after every change, from the thread that saw it; may be empty.
  // errors   those of the store.
  [[nodiscard]] static Result<std::unique_ptr<CertificateWatch>> Start(
      sql::Pool* store, std::function<void()> changed);
  ~CertificateWatch();
  CertificateWatch(const CertificateWatch&) = delete;
  CertificateWatch& operator=(const CertificateWatch&) = delete;

  // The server's Vet: of callers with the role device. What people may do is said by their keys and
  // by tls.revoked.
  [[nodiscard]] Status Check(const service::Caller& caller) const;

  // Looks now, because this process changed something.
  // errors  those of the store: it is seen with the next look.
  [[nodiscard]] Status Look();

 private:
  using Accepted = std::shared_ptr<const central::AcceptedCertificates>;

  CertificateWatch(sql::Pool* store, std::function<void()> changed)
      : store_(store), changed_(std::move(changed)) {}
  [[nodiscard]] Accepted accepted() const;
  void Run();

  sql::Pool* const store_;
  const std::function<void()> changed_;
  mutable std::mutex mutex_;
  std::condition_variable stop_;
  Accepted accepted_;
  bool stopping_ = false;
  std::jthread thread_;  // last: ended before the rest goes
};

}  // namespace chowki::central_service
