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
  seen_ = StampNow();
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
