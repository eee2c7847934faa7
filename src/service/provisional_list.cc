#include "service/provisional_list.h"

#include "base/log.h"
#include "identify/matcher.h"
#include "watchlist/snapshot.h"

namespace chowki::service {
namespace {

using journal::ProvisionalEntry;
using journal::ProvisionalState;
using journal::ProvisionalStep;

// The confirmed ones whose time is not over, as a list; null when there are none.
//
// version  grows with every step, also over a restart.
std::shared_ptr<const identify::Matcher> MatcherOf(const std::vector<ProvisionalEntry>& open,
                                                   std::int64_t version, Time now) {
  watchlist::SnapshotBuilder builder;
  watchlist::ListState head;
  head.list = watchlist::kProvisionalList;
  head.version = version;
  for (const ProvisionalEntry& entry : open) {
    if (entry.state == ProvisionalState::kConfirmed && now < entry.until) {
      builder.Replace(entry.entry);
    }
  }
  if (builder.size() == 0) return nullptr;
  return std::make_shared<const identify::Matcher>(
      std::make_shared<const watchlist::Snapshot>(std::move(builder).Finish(std::move(head))));
}

// Which of the lists has it, as text: "national, version 7".
std::optional<std::string> ListThatHas(const screen::ListGenerations& lists,
                                       const std::string& id) {
  for (const screen::ListGeneration& list : lists) {
    if (list.matcher == nullptr || !list.matcher->snapshot().Find(id)) continue;
    return fmt::format("{}, version {}", list.state.list, list.state.version);
  }
  return std::nullopt;
}

// The step that is due, when there is one.
std::optional<ProvisionalStep> DueStep(const ProvisionalEntry& entry,
                                       const screen::ListGenerations& others, Time now) {
  ProvisionalStep step;
  step.id = entry.entry.id;
  if (const auto list = ListThatHas(others, entry.entry.id)) {
    step.kind = ProvisionalStep::Kind::kPublish;
    step.reason = *list;
    return step;
  }
  if (now < entry.until) return std::nullopt;
  step.kind = ProvisionalStep::Kind::kExpire;
  return step;
}

}  // namespace

Result<std::unique_ptr<ProvisionalList>> ProvisionalList::Open(journal::Journal* journal,
                                                               const Clock* clock,
                                                               std::string checkpoint) {
  std::unique_ptr<ProvisionalList> list(new ProvisionalList(journal, clock, std::move(checkpoint)));
  CHOWKI_RETURN_IF_ERROR(list->Read());
  return list;
}

Status ProvisionalList::Read() {
  const std::lock_guard reading(reading_);
  const auto head = journal_->ReadHead();
  auto open = journal_->ListProvisional(false);
  std::shared_ptr<const identify::Matcher> matcher;
  if (head.ok() && open.ok()) matcher = MatcherOf(*open, head->sequence, clock_->Now());
  const std::lock_guard lock(mutex_);
  stale_ = !head.ok() || !open.ok();
  CHOWKI_RETURN_IF_ERROR(head.status());
  if (!open.ok()) return open.status();
  open_ = *std::move(open);
  matcher_ = std::move(matcher);
  return Ok();
}

Result<ProvisionalEntry> ProvisionalList::Take(wire::ProvisionalRequest request,
                                               const Caller& officer) {
  request.step.officer = officer.name;
  request.step.checkpoint = checkpoint_;
  CHOWKI_ASSIGN_OR_RETURN(auto entry,
                          journal_->RecordProvisional(request.step, request.request_id));
  // Not in force, then: a repeat of the request tries again, as EndDue does by itself.
  CHOWKI_RETURN_IF_ERROR(Read());
  return entry;
}

Result<std::vector<ProvisionalEntry>> ProvisionalList::List(
    const wire::ProvisionalListRequest& request) const {
  if (!request.checkpoint.empty() && request.checkpoint != checkpoint_) {
    return std::vector<ProvisionalEntry>();
  }
  return journal_->ListProvisional(request.also_ended);
}

std::optional<screen::ListGeneration> ProvisionalList::At(Time now) const {
  const std::lock_guard lock(mutex_);
  if (matcher_ == nullptr) return std::nullopt;
  screen::ListGeneration generation{matcher_, matcher_->snapshot().head()};
  generation.state.issued = now;
  generation.state.freshness = watchlist::Freshness::kFresh;
  return generation;
}

void ProvisionalList::EndDue(const screen::ListGenerations& others) {
  const Time now = clock_->Now();
  std::vector<ProvisionalEntry> open;
  bool changed = false;
  {
    const std::lock_guard lock(mutex_);
    open = open_;
    changed = stale_;
  }
  for (const ProvisionalEntry& entry : open) {
    const auto step = DueStep(entry, others, now);
    if (!step) continue;
    changed = true;
    const auto ended = journal_->RecordProvisional(*step, "");
    if (ended.ok()) {
      log::Info("provisional.ended", {{"id", log::Value::Id(entry.entry.id)},
                                      {"state", log::Value::Id(Name(ended->state))}});
    } else {
      // An officer may have been quicker; what has run out does not match either way.
      log::Warning("provisional.not_ended", {{"id", log::Value::Id(entry.entry.id)},
                                             {"fault", log::Value::Id(Message(ended.status()))}});
    }
  }
  if (!changed) return;
  if (const Status read = Read(); !read.ok()) {
    log::Error("provisional.not_read", {{"fault", log::Value::Id(Message(read))}});
  }
}

}  // namespace chowki::service
