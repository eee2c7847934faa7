#include "app/chowki_central/relaying.h"

#include "base/log.h"

namespace chowki::app {
namespace {

constexpr std::chrono::seconds kPause{1};

}  // namespace

Result<std::unique_ptr<Relaying>> Relaying::Start(const Options& options, sql::Pool* store,
                                                  central_service::HeadWatch* heads,
                                                  const Clock* clock) {
  CHOWKI_ASSIGN_OR_RETURN(auto centre, sync::Centre::Make(options.centre, options.certificate));
  auto made =
      std::unique_ptr<Relaying>(new Relaying(options, std::move(centre), store, heads, clock));
  made->thread_ = std::jthread([relaying = made.get()] { relaying->Run(); });
  return made;
}

Relaying::Relaying(const Options& options, std::unique_ptr<sync::Centre> centre, sql::Pool* store,
                   central_service::HeadWatch* heads, const Clock* clock)
    : centre_(std::move(centre)),
      heads_(heads),
      mirror_({store, centre_.get(), clock, options.downloads, options.versions_kept,
               options.steps_kept}) {}

Relaying::~Relaying() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  centre_->Cancel();
}

void Relaying::Run() {
  while (true) {
    const auto pause = Round();
    std::unique_lock lock(mutex_);
    if (stop_.wait_for(lock, pause, [this] { return stopping_; })) return;
  }
}

sync::Backoff::Duration Relaying::Round() {
  const auto changed = mirror_.Round(sync::Centre::kMaxWait);
  if (!changed.ok()) {
    log::Warning("relay.round_failed", {{"code", static_cast<int>(changed.status().code())},
                                        {"fault", log::Value::Id(Message(changed.status()))}});
    return backoff_.AfterFailure();
  }
  if (*changed) heads_->Look();
  return backoff_.AfterSuccess(kPause);
}

}  // namespace chowki::app
