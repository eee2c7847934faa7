#include "app/chowkid/list_in_force.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/log.h"

namespace chowki::app {
namespace {

// Beyond this share of the list a new index is worth its cost.
constexpr double kMostSince = 0.1;

// A few changes are searched beside the index that is there; many are worth a new one.
std::shared_ptr<const identify::Matcher> IndexOf(const identify::Matcher* before,
                                                 std::shared_ptr<const watchlist::Snapshot> list) {
  if (before != nullptr && before->names_ready()) {
    const watchlist::Changes changes = list->ChangesSince(before->snapshot());
    const auto changed = static_cast<double>(changes.put.size() + changes.removed.size());
    const auto size = static_cast<double>(std::max<size_t>(before->snapshot().size(), 1));
    if (before->ShareSince() + changed / size <= kMostSince) return before->With(changes, list);
  }
  return std::make_shared<const identify::Matcher>(std::move(list));
}

}  // namespace

ListInForce::ListInForce(std::string name, const watchlist::FreshnessLimits& limits,
                         Metrics* metrics)
    : name_(std::move(name)), limits_(limits), metrics_(metrics) {}

void ListInForce::CountLoad(const char* result) {
  metrics_->Count("chowki_app_watchlist_loads_total", {{"list", name_}, {"result", result}});
}

void ListInForce::Reach(Stage stage) {
  {
    const std::lock_guard lock(mutex_);
    stage_ = stage;
  }
  reached_.notify_all();
}

void ListInForce::BeginLoading() { Reach(Stage::kLoading); }
void ListInForce::EndLoading() { Reach(Stage::kDone); }

void ListInForce::Put(watchlist::Snapshot snapshot) {
  auto shared = std::make_shared<const watchlist::Snapshot>(std::move(snapshot));
  const watchlist::ListState state = shared->StateAt(SystemClock().Now(), limits_);
  const auto before = holder_.Pin();
  if (before == nullptr) {
    holder_.Put(
        std::make_shared<const identify::Matcher>(shared, identify::Matcher::Scope::kDocuments));
    log::Info("watchlist.documents_ready", {{"version", state.version}});
    Reach(Stage::kDocuments);
  }
  holder_.Put(IndexOf(before.get(), std::move(shared)));
  CountLoad("loaded");
  log::Info("watchlist.loaded", {{"list", log::Value::Id(state.list)},
                                 {"version", state.version},
                                 {"entries", state.entries},
                                 {"freshness", log::Value::Id(watchlist::Name(state.freshness))}});
}

std::shared_ptr<const watchlist::Snapshot> ListInForce::Current() const {
  const auto matcher = holder_.Pin();
  if (matcher == nullptr) return nullptr;
  // Goes with the matcher that owns it.
  return {matcher, &matcher->snapshot()};
}

void ListInForce::LoadFailed(const std::string& source, const Status& status) {
  CountLoad("failed");
  log::Error("watchlist.not_loaded", {{"list", log::Value::Id(name_)},
                                      {"source", log::Value::Id(source)},
                                      {"code", static_cast<int>(status.code())},
                                      {"fault", log::Value::Id(Message(status))}});
}

void ListInForce::Confirm(Time newest_at, Time expires) {
  const std::lock_guard lock(mutex_);
  newest_at_ = newest_at;
  expires_ = expires;
}

void ListInForce::Wait(std::chrono::steady_clock::time_point names_until) {
  std::unique_lock lock(mutex_);
  reached_.wait(lock, [this] { return stage_ != Stage::kLoading; });
  reached_.wait_until(lock, names_until, [this] { return stage_ == Stage::kDone; });
}

screen::ListGeneration ListInForce::At(Time now) const {
  screen::ListGeneration generation;
  generation.matcher = holder_.Pin();
  generation.state.list = name_;
  if (!generation.matcher) return generation;
  watchlist::ListState state = generation.matcher->snapshot().head();
  const std::lock_guard lock(mutex_);
  state.issued = std::max(state.issued, newest_at_);
  generation.state = watchlist::WithAge(std::move(state), now, limits_);
  const bool in_force = generation.state.freshness == watchlist::Freshness::kFresh ||
                        generation.state.freshness == watchlist::Freshness::kAging;
  if (in_force && now > expires_) generation.state.freshness = watchlist::Freshness::kStale;
  return generation;
}

}  // namespace chowki::app
