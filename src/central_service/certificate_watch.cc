#include "central_service/certificate_watch.h"

#include <chrono>
#include <utility>

#include "base/log.h"

namespace chowki::central_service {
namespace {

constexpr std::chrono::seconds kPeriod{1};

}  // namespace

Result<std::unique_ptr<CertificateWatch>> CertificateWatch::Start(sql::Pool* store,
                                                                  std::function<void()> changed) {
  auto watch = std::unique_ptr<CertificateWatch>(new CertificateWatch(store, std::move(changed)));
  CHOWKI_RETURN_IF_ERROR(watch->Look());
  watch->thread_ = std::jthread([made = watch.get()] { made->Run(); });
  return watch;
}

CertificateWatch::~CertificateWatch() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
}

CertificateWatch::Accepted CertificateWatch::accepted() const {
  const std::lock_guard lock(mutex_);
  return accepted_;
}

Status CertificateWatch::Check(const service::Caller& caller) const {
  if (!caller.certificate || !caller.roles.Has(pki::Role::kDevice)) return Ok();
  const std::string& serial = caller.certificate->serial;
  if (accepted()->Accepts(caller.name, serial)) return Ok();
  return central::CertificateRevoked(caller.name, serial);
}

Status CertificateWatch::Look() {
  const Accepted known = accepted();
  Accepted found;
  CHOWKI_RETURN_IF_ERROR(store_->ReadOnce([&](sql::Connection& store) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(found, central::ReadAccepted(store, known));
    return Ok();
  }));
  {
    const std::lock_guard lock(mutex_);
    // Two look at a time: the newer one stays.
    if (accepted_ && found->change <= accepted_->change) return Ok();
    accepted_ = found;
  }
  if (known && changed_) changed_();
  return Ok();
}

void CertificateWatch::Run() {
  for (std::unique_lock lock(mutex_); !stop_.wait_for(lock, kPeriod, [this] { return stopping_; });
       lock.lock()) {
    lock.unlock();
    const Status looked = Look();
    if (!looked.ok()) {
      log::Warning("central.certificates_not_read", {{"fault", log::Value::Id(Message(looked))}});
    }
  }
}

}  // namespace chowki::central_service
