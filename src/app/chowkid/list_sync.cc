#include "app/chowkid/list_sync.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "trust/trust_state.h"

namespace chowki::app {
namespace {

// Whoever answers may ask for a pause, but neither for none nor for one without end.
constexpr std::chrono::seconds kLeastPause{1};
constexpr std::chrono::seconds kLongestPause{300};

Result<sync::PostStore> OpenOrCreate(const ListSync::Options& options) {
  auto store = sync::PostStore::Open(options.store);
  if (store.status().code() != StatusCode::kNotFound) return store;
  if (options.first_root.empty()) {
    return FailedPrecondition("{}: is not there yet; sync.root must name the first trust root",
                              options.store.string());
  }
  return sync::PostStore::Create(options.store, options.first_root);
}

std::int64_t DiskFree(const std::filesystem::path& file) {
  std::error_code error;
  const auto space = std::filesystem::space(std::filesystem::absolute(file).parent_path(), error);
  return error ? 0 : static_cast<std::int64_t>(space.available);
}

}  // namespace

Result<std::unique_ptr<ListSync>> ListSync::Start(const Options& options, ListInForce* list,
                                                  Metrics* metrics) {
  CHOWKI_ASSIGN_OR_RETURN(auto store, OpenOrCreate(options));
  CHOWKI_ASSIGN_OR_RETURN(auto centre, sync::Centre::Make(options.centre));
  auto made = std::unique_ptr<ListSync>(
      new ListSync(options, std::move(store), std::move(centre), list, metrics));
  list->BeginLoading();
  made->thread_ = std::jthread([sync = made.get()] { sync->Run(); });
  return made;
}

ListSync::ListSync(Options options, sync::PostStore store, std::unique_ptr<sync::Centre> centre,
                   ListInForce* list, Metrics* metrics)
    : options_(std::move(options)),
      store_(std::move(store)),
      centre_(std::move(centre)),
      list_(list),
      metrics_(metrics),
      puller_({&store_,
               centre_.get(),
               &clock_,
               std::filesystem::path(options_.store.string() + ".files"),
               {options_.list},
               options_.policy,
               {}}) {}

ListSync::~ListSync() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  centre_->Cancel();
}

bool ListSync::Sleep(sync::Backoff::Duration time) {
  std::unique_lock lock(mutex_);
  stop_.wait_for(lock, time, [this] { return stopping_ || woken_; });
  woken_ = false;
  return !stopping_;
}

void ListSync::Wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  stop_.notify_all();
}

void ListSync::Run() {
  Refresh();
  list_->EndLoading();
  while (Sleep(Round())) {
    Refresh();
  }
}

void ListSync::Refresh() {
  const auto state = store_.ReadTrust();
  const trust::HeldList* held = state.ok() ? state->Find(options_.list) : nullptr;
  if (held == nullptr) return;
  list_->Confirm(ConfirmedAt(*state, options_.list), held->expires);
  if (loaded_ == held->manifest) return;
  const auto older = list_->Current();
  auto snapshot = store_.Load(options_.list, older.get());
  if (snapshot.ok()) {
    list_->Put(*std::move(snapshot));
    loaded_ = held->manifest;
  } else {
    list_->LoadFailed(options_.store.string(), snapshot.status());
  }
}

sync::Backoff::Duration ListSync::Round() {
  const auto pulled = puller_.Round(sync::Centre::kMaxWait);
  metrics_->Count("chowki_sync_rounds_total", {{"result", pulled.ok() ? "ok" : "failed"}});
  if (!pulled.ok()) {
    const auto detail = Detail(pulled.status());
    const std::string reason = detail ? detail->reason : "";
    log::Warning("sync.round_failed", {{"code", static_cast<int>(pulled.status().code())},
                                       {"reason", log::Value::Id(reason)},
                                       {"fault", log::Value::Id(Message(pulled.status()))}});
    // What was refused came over a line that works: the centre should know.
    if (!reason.empty()) Report(reason);
    return backoff_.AfterFailure();
  }
  Refresh();
  while (store_.Sweep().value_or(false)) {
  }
  Report("");
  return backoff_.AfterSuccess(std::clamp(pulled->minimum_wait, kLeastPause, kLongestPause));
}

void ListSync::Report(const std::string& error_reason) {
  const auto state = store_.ReadTrust();
  if (!state.ok()) return;
  const std::int64_t waiting = options_.events_waiting ? options_.events_waiting() : 0;
  const Status told = centre_->Report(*state, {waiting, DiskFree(options_.store), error_reason});
  if (!told.ok()) log::Debug("sync.not_reported", {{"fault", log::Value::Id(Message(told))}});
}

}  // namespace chowki::app
