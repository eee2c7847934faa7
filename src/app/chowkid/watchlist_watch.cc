#include "app/chowkid/watchlist_watch.h"

#include <sys/stat.h>

#include "base/log.h"
#include "watchlist/store.h"

namespace chowki::app {

WatchlistWatch::WatchlistWatch(std::filesystem::path file, ListInForce* list)
    : file_(std::move(file)), list_(list) {}

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
  list_->BeginLoading();
  loader_ = std::jthread([this] {
    auto snapshot = watchlist::Load(file_);
    if (snapshot.ok()) {
      list_->Put(*std::move(snapshot));
    } else {
      list_->LoadFailed(file_.string(), snapshot.status());
    }
    list_->EndLoading();
  });
}

}  // namespace chowki::app
