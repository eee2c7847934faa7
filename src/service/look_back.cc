#include "service/look_back.h"

#include <algorithm>

#include "base/date.h"
#include "base/deadline.h"
#include "base/log.h"
#include "identify/suppress.h"

namespace chowki::service {
namespace {

// Of a list: when more has changed, searching all of it costs no more. As identify::Matcher's
// ShareSince.
constexpr double kMostChanged = 0.1;

std::string ListOf(const identify::Matcher& matcher) { return matcher.snapshot().head().list; }

bool Knows(const screen::Screening& screening, const journal::LookBack& plan) {
  return std::ranges::any_of(screening.provenance.lists, [&](const watchlist::ListState& list) {
    return list.list == plan.list && list.state_root == plan.root;
  });
}

}  // namespace

LookBack::LookBack(journal::Journal* journal, screen::PinLists lists, const Clock* clock,
                   Metrics* metrics, Options options)
    : journal_(journal),
      lists_(std::move(lists)),
      clock_(clock),
      metrics_(metrics),
      options_(options) {}

Status LookBack::SeeVersions(const screen::ListGenerations& lists, Time now) {
  for (const screen::ListGeneration& list : lists) {
    // Names will be ready soon.
    if (list.matcher == nullptr || !list.matcher->names_ready()) continue;
    const watchlist::Snapshot& snapshot = list.matcher->snapshot();
    auto& seen = seen_[ListOf(*list.matcher)];
    if (seen == list.matcher) continue;
    journal::LookBack plan;
    plan.list = ListOf(*list.matcher);
    plan.root = snapshot.head().state_root;
    plan.since = now;
    if (seen != nullptr) {
      const watchlist::Changes changes = snapshot.ChangesSince(seen->snapshot());
      for (const watchlist::Entry& entry : changes.put) plan.entries.push_back(entry.id);
      plan.whole_list = static_cast<double>(plan.entries.size()) >
                        std::max(kMostChanged * static_cast<double>(snapshot.size()), 1.0);
    } else {
      CHOWKI_ASSIGN_OR_RETURN(const auto before, journal_->LookedBackFrom(plan.list));
      plan.whole_list = before != plan.root;
    }
    if (plan.whole_list) plan.entries.clear();
    CHOWKI_RETURN_IF_ERROR(journal_->PlanLookBack(plan));
    seen = list.matcher;
  }
  return Ok();
}

Result<bool> LookBack::Step() {
  const Time now = clock_->Now();
  const screen::ListGenerations lists = lists_(now);
  CHOWKI_RETURN_IF_ERROR(SeeVersions(lists, now));
  CHOWKI_ASSIGN_OR_RETURN(const auto plans, journal_->ListLookBacks());
  metrics_->Set("chowki_look_back_waiting", static_cast<double>(plans.size()));
  for (const journal::LookBack& plan : plans) {
    // Also when the clock was set back.
    if (now >= plan.since && now - plan.since < options_.settle) continue;
    const auto found = seen_.find(plan.list);
    // The list is not loaded, or no longer followed: it waits.
    if (found == seen_.end() || found->second == nullptr) continue;
    CHOWKI_RETURN_IF_ERROR(LookAtPage(plan, found->second, now));
    return true;
  }
  plan_ = 0;
  list_.reset();
  entries_.reset();
  return false;
}

Status LookBack::LookAtPage(journal::LookBack plan,
                            const std::shared_ptr<const identify::Matcher>& list, Time now) {
  const auto cpu = ThreadCpuTime();
  if (plan_ != plan.number || list_ != list) {
    entries_ = plan.whole_list ? list : list->Among(plan.entries);
    plan_ = plan.number;
    list_ = list;
  }
  auto page = journal_->List({}, options_.page, plan.place);
  if (Detail(page.status()) && Detail(page.status())->reason == "PAGE_TOKEN_INVALID") {
    // Of another version of the program: from the beginning.
    page = journal_->List({}, options_.page, "");
  }
  if (!page.ok()) return page.status();
  std::vector<journal::LateAlert> alerts;
  for (const journal::Record& record : page->records) {
    CHOWKI_ASSIGN_OR_RETURN(auto late, LookAt(plan, *entries_, record.screening, now));
    std::ranges::move(late, std::back_inserter(alerts));
  }
  const auto looked_at = std::ssize(page->records);
  plan.place = page->next_page_token;
  plan.crossings += looked_at;
  const bool finished = plan.place.empty();
  CHOWKI_ASSIGN_OR_RETURN(const auto raised,
                          journal_->LookBackDone(plan, finished, std::move(alerts)));
  metrics_->Count("chowki_look_back_crossings_total", {{"list", plan.list}},
                  static_cast<double>(looked_at));
  for (const journal::LateAlert& alert : raised) {
    metrics_->Count("chowki_late_alerts_total",
                    {{"list", plan.list}, {"kind", std::string(Name(alert.match.kind))}});
    log::Info("late_alert.raised", {{"list", log::Value::Id(plan.list)},
                                    {"screening", log::Value::Id(alert.screening)}});
  }
  metrics_->Count(
      "chowki_look_back_cpu_seconds_total", {},
      std::chrono::duration_cast<std::chrono::duration<double>>(ThreadCpuTime() - cpu).count());
  if (finished) {
    log::Info("look_back.done",
              {{"list", log::Value::Id(plan.list)}, {"crossings", plan.crossings}});
  }
  return Ok();
}

Result<std::vector<journal::LateAlert>> LookBack::LookAt(const journal::LookBack& plan,
                                                         const identify::Matcher& entries,
                                                         const screen::Screening& screening,
                                                         Time now) const {
  std::vector<journal::LateAlert> late;
  // Nobody was read, or the version was there already.
  if (!screening.identity || Knows(screening, plan)) return late;
  identify::Query query =
      identify::ToQuery(*screening.identity, screening.record ? &*screening.record : nullptr);
  query.today = ToDate(now);
  std::vector<identify::Match> matches = entries.Find(query);
  std::erase_if(matches, [&](const identify::Match& match) {
    return !match.alert || !journal::IsNews(match, screening.matches);
  });
  if (matches.empty()) return late;
  CHOWKI_ASSIGN_OR_RETURN(const auto told, journal_->ToldLate(screening.id));
  if (const auto person = identify::PersonKey(query)) {
    CHOWKI_ASSIGN_OR_RETURN(const auto said, journal_->SuppressionsOf(*person, now));
    identify::Suppress(said, now, matches);
  }
  for (identify::Match& match : matches) {
    if (!match.alert || !journal::IsNews(match, told)) continue;
    journal::LateAlert alert;
    alert.screening = screening.id;
    alert.checkpoint = screening.checkpoint;
    alert.lane = screening.lane;
    alert.crossed = screening.time;
    alert.match = std::move(match);
    late.push_back(std::move(alert));
  }
  return late;
}

}  // namespace chowki::service
