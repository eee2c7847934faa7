#include "app/chowkid/lists_in_force.h"

#include <algorithm>

#include "base/status.h"

namespace chowki::app {
namespace {

watchlist::FreshnessLimits LimitsOf(int aging_h, int stale_h) {
  watchlist::FreshnessLimits limits;
  limits.aging_after = std::chrono::hours(aging_h);
  limits.stale_after = std::chrono::hours(stale_h);
  return limits;
}

}  // namespace

ListsInForce::ListsInForce(const Config& config, Metrics* metrics) {
  if (config.sync_server.empty()) {
    const auto limits = LimitsOf(config.watchlist_aging_h, config.watchlist_stale_h);
    lists_.push_back(std::make_unique<ListInForce>("", limits, metrics));
    return;
  }
  const auto lists = FollowedLists(config);
  CHOWKI_CHECK(lists.ok());
  for (const FollowedList& list : *lists) {
    lists_.push_back(
        std::make_unique<ListInForce>(list.name, LimitsOf(list.aging_h, list.stale_h), metrics));
    followed_[list.name] = lists_.back().get();
  }
}

void ListsInForce::Wait(std::chrono::milliseconds patience_for_names) {
  const auto until = std::chrono::steady_clock::now() + patience_for_names;
  for (const auto& list : lists_) list->Wait(until);
}

screen::ListGenerations ListsInForce::At(Time now) const {
  screen::ListGenerations generations;
  for (const auto& list : lists_) generations.push_back(list->At(now));
  return generations;
}

bool ListsInForce::AllFresh(Time now) const {
  using watchlist::Freshness;
  return std::ranges::all_of(lists_, [now](const auto& list) {
    const Freshness freshness = list->At(now).state.freshness;
    return freshness == Freshness::kFresh || freshness == Freshness::kAging;
  });
}

void ListsInForce::TellMetrics(Time now, Metrics& metrics) const {
  for (const auto& list : lists_) {
    const watchlist::ListState state = list->At(now).state;
    const Metrics::Labels labels = {{"list", state.list}};
    metrics.Set("chowki_watchlist_entries", static_cast<double>(state.entries), labels);
    metrics.Set("chowki_watchlist_version", static_cast<double>(state.version), labels);
    metrics.Set("chowki_watchlist_age_seconds", static_cast<double>(state.age.count()), labels);
  }
}

}  // namespace chowki::app
