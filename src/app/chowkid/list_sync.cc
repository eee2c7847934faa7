#include "app/chowkid/list_sync.h"

#include <algorithm>
#include <set>
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

std::set<std::string> NamesOf(const std::map<std::string, ListInForce*>& lists) {
  std::set<std::string> names;
  for (const auto& [name, list] : lists) names.insert(name);
  return names;
}

std::string ReasonOf(const Status& status) {
  const auto detail = Detail(status);
  return detail ? detail->reason : "";
}

}  // namespace

Result<std::unique_ptr<ListSync>> ListSync::Start(const Options& options, Metrics* metrics) {
  CHOWKI_ASSIGN_OR_RETURN(auto store, OpenOrCreate(options));
  CHOWKI_ASSIGN_OR_RETURN(auto centre, sync::Centre::Make(options.centre, options.certificate));
  std::unique_ptr<sync::Centre> buckets;
  if (options.buckets) {
    CHOWKI_ASSIGN_OR_RETURN(buckets, sync::Centre::Make(*options.buckets, options.certificate));
  }
  auto made = std::unique_ptr<ListSync>(
      new ListSync(options, std::move(store), std::move(centre), std::move(buckets), metrics));
  for (const auto& [name, list] : options.lists) list->BeginLoading();
  made->thread_ = std::jthread([sync = made.get()] { sync->Run(); });
  return made;
}

ListSync::ListSync(Options options, sync::PostStore store, std::unique_ptr<sync::Centre> centre,
                   std::unique_ptr<sync::Centre> buckets, Metrics* metrics)
    : options_(std::move(options)),
      store_(std::move(store)),
      centre_(std::move(centre)),
      buckets_(std::move(buckets)),
      metrics_(metrics),
      puller_({&store_,
               centre_.get(),
               &clock_,
               std::filesystem::path(options_.store.string() + ".files"),
               NamesOf(options_.lists),
               options_.policy,
               {},
               buckets_.get()}) {
  for (const auto& [name, list] : options_.lists) lists_[name].list = list;
}

ListSync::~ListSync() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  centre_->Cancel();
  if (buckets_) buckets_->Cancel();
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
  const auto state = store_.ReadTrust();
  for (auto& [name, followed] : lists_) {
    if (state.ok()) Refresh(name, followed, *state);
    followed.list->EndLoading();
  }
  while (Sleep(Round())) {
    Refresh();
  }
}

void ListSync::Refresh() {
  const auto state = store_.ReadTrust();
  if (!state.ok()) return;
  for (auto& [name, followed] : lists_) Refresh(name, followed, *state);
}

void ListSync::Refresh(const std::string& name, Followed& followed,
                       const trust::TrustState& state) {
  const trust::HeldList* held = state.Find(name);
  if (held == nullptr) return;
  followed.list->Confirm(ConfirmedAt(state, name), held->expires);
  if (followed.loaded == held->manifest) return;
  const auto older = followed.list->Current();
  auto snapshot = store_.Load(name, older.get());
  if (snapshot.ok()) {
    followed.list->Put(*std::move(snapshot));
    followed.loaded = held->manifest;
    followed.damaged = false;
  } else {
    followed.damaged = snapshot.status().code() == StatusCode::kDataLoss;
    followed.list->LoadFailed(options_.store.string(), snapshot.status());
  }
}

void ListSync::Mend() {
  for (auto& [name, followed] : lists_) {
    if (!followed.damaged || followed.due > std::chrono::steady_clock::now()) continue;
    const Status mended = puller_.Mend(name);
    if (mended.ok()) {
      Refresh();
    } else {
      SitOut(name, followed, mended);
      Report(ReasonOf(mended));
    }
  }
}

sync::Backoff::Duration ListSync::Round() {
  Mend();
  const SteadyTime now = std::chrono::steady_clock::now();
  std::set<std::string> due;
  std::chrono::seconds wait = sync::Centre::kMaxWait;
  for (const auto& [name, followed] : lists_) {
    if (followed.due <= now) {
      due.insert(name);
    } else {
      wait = std::min(wait, std::chrono::ceil<std::chrono::seconds>(followed.due - now));
    }
  }
  const auto pulled = puller_.Round(wait, due);
  metrics_->Count("chowki_sync_rounds_total", {{"result", pulled.ok() ? "ok" : "failed"}});
  if (!pulled.ok()) {
    const std::string reason = ReasonOf(pulled.status());
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
  SitOut(pulled->failed);
  Report(pulled->failed.empty() ? "" : ReasonOf(pulled->failed.begin()->second));
  return backoff_.AfterSuccess(std::clamp(pulled->minimum_wait, kLeastPause, kLongestPause));
}

void ListSync::SitOut(const std::map<std::string, Status>& failed) {
  for (auto& [name, followed] : lists_) {
    const auto why = failed.find(name);
    if (why == failed.end()) {
      const bool well = !followed.damaged && followed.due <= std::chrono::steady_clock::now();
      if (well) followed.backoff = sync::Backoff();
      continue;
    }
    SitOut(name, followed, why->second);
  }
}

void ListSync::SitOut(const std::string& name, Followed& followed, const Status& why) {
  log::Warning("sync.list_not_pulled", {{"list", log::Value::Id(name)},
                                        {"reason", log::Value::Id(ReasonOf(why))},
                                        {"fault", log::Value::Id(Message(why))}});
  followed.due = std::chrono::steady_clock::now() + followed.backoff.AfterFailure();
}

void ListSync::Report(const std::string& error_reason) {
  const auto state = store_.ReadTrust();
  if (!state.ok()) return;
  const std::int64_t waiting = options_.events_waiting ? options_.events_waiting() : 0;
  const Status told = centre_->Report(*state, {waiting, DiskFree(options_.store), error_reason});
  if (!told.ok()) log::Debug("sync.not_reported", {{"fault", log::Value::Id(Message(told))}});
}

}  // namespace chowki::app
