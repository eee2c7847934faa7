#include "app/chowkid/memory_share.h"

#include <utility>

#include "base/log.h"

namespace chowki::app {
namespace {

// How soon a party is sent after it was remembered, how often news are asked for, how often keys:
// they are made many days ahead.
constexpr std::chrono::seconds kLook{2};
constexpr std::chrono::seconds kNews{30};
constexpr std::chrono::hours kKeys{1};

}  // namespace

Result<std::unique_ptr<MemoryShare>> MemoryShare::Start(const sync::CentreAddress& centre,
                                                        const sync::CertificateFiles& certificate,
                                                        sync::SharedMemoryParts parts,
                                                        Metrics* metrics) {
  CHOWKI_ASSIGN_OR_RETURN(auto shared, sync::SharedMemory::Make(centre, parts, certificate));
  auto made =
      std::unique_ptr<MemoryShare>(new MemoryShare(std::move(shared), std::move(parts), metrics));
  made->thread_ = std::jthread([share = made.get()] { share->Run(); });
  return made;
}

MemoryShare::~MemoryShare() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  shared_->Cancel();
}

void MemoryShare::Run() {
  while (true) {
    const auto pause = Round();
    std::unique_lock lock(mutex_);
    if (stop_.wait_for(lock, pause, [this] { return stopping_; })) return;
  }
}

Status MemoryShare::FetchKeysWhenDue() {
  const SteadyTime now = std::chrono::steady_clock::now();
  if (now < keys_due_) return Ok();
  CHOWKI_RETURN_IF_ERROR(shared_->FetchKeys());
  keys_due_ = now + kKeys;
  return Ok();
}

sync::Backoff::Duration MemoryShare::Round() {
  const Status keys = FetchKeysWhenDue();
  if (keys.code() == StatusCode::kFailedPrecondition || keys.code() == StatusCode::kUnimplemented) {
    // This deployment does not share, or not in our periods: that is no fault of the line.
    log::Info("sync.memory_not_shared", {{"fault", log::Value::Id(Message(keys))}});
    return kKeys;
  }
  std::int64_t waiting = 0;
  const Status counted = parts_.with_memory([&](associate::Memory& memory) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(waiting, memory.CountOutgoing());
    return Ok();
  });
  metrics_->Set("chowki_sync_parties_waiting", static_cast<double>(waiting));
  const SteadyTime now = std::chrono::steady_clock::now();
  if (keys.ok() && counted.ok() && waiting == 0 && now < news_due_) return kLook;
  const Status ready = keys.ok() ? counted : keys;
  const auto exchanged = ready.ok() ? shared_->Exchange() : Result<sync::Exchanged>(ready);
  metrics_->Count("chowki_sync_exchanges_total", {{"result", exchanged.ok() ? "ok" : "failed"}});
  if (!exchanged.ok()) {
    log::Warning("sync.exchange_failed", {{"code", static_cast<int>(exchanged.status().code())},
                                          {"fault", log::Value::Id(Message(exchanged.status()))}});
    return backoff_.AfterFailure();
  }
  news_due_ = now + kNews;
  metrics_->Set("chowki_sync_parties_waiting", static_cast<double>(exchanged->waiting));
  if (exchanged->unreadable > 0) {
    log::Warning("sync.foreign_rows_unreadable", {{"rows", exchanged->unreadable}});
  }
  return backoff_.AfterSuccess(kLook);
}

}  // namespace chowki::app
