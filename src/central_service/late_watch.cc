#include "central_service/late_watch.h"

#include <limits>
#include <utility>

#include <sys/resource.h>
#include <unistd.h>

#include "base/date.h"
#include "base/log.h"
#include "central_service/impact.h"
#include "journal/late_alert.h"
#include "journal/payload.h"
#include "screen/screening_id.h"

namespace chowki::central_service {
namespace {

constexpr int kNicest = 19;
constexpr std::chrono::seconds kLook{10};  // for a new version
constexpr std::chrono::seconds kAfterFault{60};
constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();

// Goes to the newest event of the next post; false: there is none.
Result<bool> NextDevice(sql::Connection& store, central::LookBack& plan) {
  CHOWKI_ASSIGN_OR_RETURN(const auto device, central::DeviceAfter(store, plan.device));
  if (!device) return false;
  plan.device = *device;
  plan.stream_epoch = kLast;
  plan.sequence = kLast;
  return true;
}

// As far as news needs it.
identify::Match MatchOf(const central::LateAlert& alert) {
  identify::Match match;
  match.list = alert.list;
  match.entry = alert.entry;
  match.action = alert.action;
  using identify::Band;
  using identify::MatchKind;
  for (const auto kind : {MatchKind::kSuspect, MatchKind::kMissing, MatchKind::kAtRisk,
                          MatchKind::kDocument, MatchKind::kDocumentOfAnother}) {
    if (identify::Name(kind) == alert.kind) match.kind = kind;
  }
  for (const auto band : {Band::kExactDocument, Band::kStrong, Band::kPossible}) {
    if (identify::Name(band) == alert.band) match.band = band;
  }
  return match;
}

central::LateAlert AlertOf(const std::string& device, const screen::Screening& screening,
                           const identify::Match& match, std::int64_t version, Time now) {
  central::LateAlert alert;
  alert.id = screen::NewScreeningId(now);
  alert.device = device;
  alert.screening = screening.id;
  alert.crossed = screening.time;
  alert.list = match.list;
  alert.version = version;
  alert.entry = match.entry;
  alert.entry_digest = match.entry_digest;
  alert.kind = identify::Name(match.kind);
  alert.band = identify::Name(match.band);
  alert.category = match.category;
  alert.action = match.action;
  alert.raised = now;
  return alert;
}

// What the version says of one crossing that nobody was told.
Status LookAt(sql::Connection& store, const central::LookBack& plan,
              const central::PastEvent& event, const identify::Matcher& entries, Time now,
              std::vector<central::LateAlert>& raised) {
  const auto screening = journal::ScreeningFromPayload(event.payload);
  // Of another version of chowki, or nobody was read.
  if (!screening.ok() || !screening->identity) return Ok();
  identify::Query query =
      identify::ToQuery(*screening->identity, screening->record ? &*screening->record : nullptr);
  query.today = ToDate(now);
  for (const identify::Match& match : entries.Find(query)) {
    if (!match.alert || !journal::IsNews(match, screening->matches)) continue;
    CHOWKI_ASSIGN_OR_RETURN(const auto before,
                            central::LateAlertsOf(store, plan.device, screening->id));
    std::vector<identify::Match> told;
    for (const central::LateAlert& alert : before) told.push_back(MatchOf(alert));
    if (!journal::IsNews(match, told)) continue;
    central::LateAlert alert = AlertOf(plan.device, *screening, match, plan.target, now);
    CHOWKI_ASSIGN_OR_RETURN(const bool added, central::AddLateAlert(store, alert));
    if (added) raised.push_back(std::move(alert));
  }
  return Ok();
}

}  // namespace

Status LateLook::Prepare(const central::LookBack& plan) {
  if (entries_ != nullptr && list_ == plan.list && target_ == plan.target) return Ok();
  std::vector<std::string> ids;
  std::shared_ptr<const watchlist::Snapshot> list;
  const Status read = store_->Read([&](sql::Connection& store) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(ids, central::ChangedEntries(store, plan));
    CHOWKI_ASSIGN_OR_RETURN(list, LoadList(store, plan.list, Deadline()));
    return Ok();
  });
  CHOWKI_RETURN_IF_ERROR(read);
  entries_ = identify::Matcher(std::move(list)).Among(ids);
  list_ = plan.list;
  target_ = plan.target;
  return Ok();
}

Result<bool> LateLook::Step() {
  CHOWKI_ASSIGN_OR_RETURN(const auto plans, store_->WriteFor([](sql::Connection& store) {
    return central::PlanLookBacks(store);
  }));
  if (plans.empty()) {
    entries_.reset();
    return false;
  }
  const central::LookBack& before = plans.front();
  CHOWKI_RETURN_IF_ERROR(Prepare(before));
  const Time now = clock_->Now();
  std::vector<central::LateAlert> raised;
  std::int64_t looked_at = 0;
  const Status written = store_->Write([&](sql::Connection& store) -> Status {
    raised.clear();
    looked_at = 0;
    central::LookBack plan = before;
    if (plan.device.empty()) {
      CHOWKI_ASSIGN_OR_RETURN(const bool any, NextDevice(store, plan));
      if (!any) plan.done = plan.target;
    }
    if (plan.done != plan.target) {
      CHOWKI_ASSIGN_OR_RETURN(const auto events, central::EventsBefore(store, plan, options_.page));
      bool end = std::ssize(events) < options_.page;
      for (const central::PastEvent& event : events) {
        plan.stream_epoch = event.stream_epoch;
        plan.sequence = event.sequence;
        end = end || now - event.time > options_.days;
        if (event.kind != "screening" || now - event.time > options_.days) continue;
        ++looked_at;
        CHOWKI_RETURN_IF_ERROR(LookAt(store, plan, event, *entries_, now, raised));
      }
      if (end) {
        CHOWKI_ASSIGN_OR_RETURN(const bool any, NextDevice(store, plan));
        if (!any) plan.done = plan.target;
      }
    }
    if (plan.done == plan.target) plan.device.clear();
    return central::MoveLookBack(store, before, plan);
  });
  CHOWKI_RETURN_IF_ERROR(written);
  metrics_->Count("chowki_look_back_crossings_total", {{"list", before.list}},
                  static_cast<double>(looked_at));
  for (const central::LateAlert& alert : raised) {
    metrics_->Count("chowki_late_alerts_total", {{"list", alert.list}, {"kind", alert.kind}});
    log::Info("late_alert.raised", {{"list", log::Value::Id(alert.list)},
                                    {"device", log::Value::Id(alert.device)},
                                    {"screening", log::Value::Id(alert.screening)}});
  }
  return true;
}

LateWatch::LateWatch(LateLook look) : look_(std::move(look)) {
  thread_ = std::jthread([this] { Run(); });
}

LateWatch::~LateWatch() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
}

void LateWatch::Run() {
  // On Linux of this thread alone.
  (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNicest);
  while (true) {
    const auto more = look_.Step();
    std::chrono::milliseconds pause = kLook;
    if (!more.ok()) {
      pause = kAfterFault;
      log::Warning("look_back.failed", {{"code", static_cast<int>(more.status().code())},
                                        {"fault", log::Value::Id(Message(more.status()))}});
    } else if (*more) {
      pause = std::chrono::milliseconds(1);
    }
    std::unique_lock lock(mutex_);
    if (stop_.wait_for(lock, pause, [this] { return stopping_; })) return;
  }
}

}  // namespace chowki::central_service
