#include "app/chowkid/watchlist_watch.h"

#include <sys/stat.h>

#include "base/log.h"
#include "watchlist/snapshot.h"
#include "watchlist/store.h"

namespace chowki::app {

WatchlistWatch::WatchlistWatch(std::filesystem::path file, const watchlist::FreshnessLimits& limits,
                               Metrics* metrics)
    : file_(std::move(file)), limits_(limits), metrics_(metrics) {}

std::optional<WatchlistWatch::Stamp> WatchlistWatch::StampNow() const {
  struct stat status {};
  if (file_.empty() || ::stat(file_.c_str(), &status) != 0) return std::nullopt;
  return Stamp{status.st_ino, static_cast<std::uintmax_t>(status.st_size),
               status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec};
}

void WatchlistWatch::Look() {
  const auto now = StampNow();
  if (now == seen_) return;
  if (now) {
    Reload();
  } else {
    log::Warning("watchlist.gone", {{"file", log::Value::Id(file_.string())}});
    seen_ = now;
  }
}

void WatchlistWatch::Reload() {
  if (file_.empty()) return;
  if (loader_.joinable()) loader_.join();
  seen_ = StampNow();
  Reach(Stage::kLoading);
  loader_ = std::jthread([this] {
    Load();
    Reach(Stage::kDone);
  });
}

void WatchlistWatch::Wait(std::chrono::milliseconds patience_for_names) {
  std::unique_lock lock(mutex_);
  reached_.wait(lock, [this] { return stage_ != Stage::kLoading; });
  reached_.wait_for(lock, patience_for_names, [this] { return stage_ == Stage::kDone; });
}

void WatchlistWatch::Reach(Stage stage) {
  {
    const std::lock_guard lock(mutex_);
    stage_ = stage;
  }
  reached_.notify_all();
}

void WatchlistWatch::Load() {
  auto snapshot = watchlist::Load(file_);
  if (!snapshot.ok()) {
    metrics_->Count("chowki_app_watchlist_loads_total", {{"result", "failed"}});
    log::Error("watchlist.not_loaded", {{"file", log::Value::Id(file_.string())},
                                        {"code", static_cast<int>(snapshot.status().code())},
                                        {"fault", log::Value::Id(Message(snapshot.status()))}});
    return;
  }
  auto shared = std::make_shared<const watchlist::Snapshot>(*std::move(snapshot));
  const watchlist::ListState state = shared->StateAt(SystemClock().Now(), limits_);
  if (holder_.Pin() == nullptr) {
    holder_.Put(
        std::make_shared<const identify::Matcher>(shared, identify::Matcher::Scope::kDocuments));
    log::Info("watchlist.documents_ready", {{"version", state.version}});
    Reach(Stage::kDocuments);
  }
  holder_.Put(std::make_shared<const identify::Matcher>(std::move(shared)));
  metrics_->Count("chowki_app_watchlist_loads_total", {{"result", "loaded"}});
  log::Info("watchlist.loaded", {{"list", log::Value::Id(state.list)},
                                 {"version", state.version},
                                 {"entries", state.entries},
                                 {"freshness", log::Value::Id(watchlist::Name(state.freshness))}});
}

screen::ListGeneration WatchlistWatch::InForce(Time now) const {
  screen::ListGeneration generation;
  generation.matcher = holder_.Pin();
  if (generation.matcher) generation.state = generation.matcher->snapshot().StateAt(now, limits_);
  return generation;
}

}  // namespace chowki::app
