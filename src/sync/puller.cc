#include "sync/puller.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <utility>

#include "base/log.h"
#include "sync/repair.h"
#include "trust/apply.h"
#include "trust/refusal.h"
#include "trust/verifier.h"

namespace chowki::sync {
namespace {

namespace fs = std::filesystem;

// Of a post that goes step by step: what a bad line brought so far stays when it breaks.
constexpr size_t kStepsAtOnce = 64;

// What is held does not lead to what is signed: only a snapshot can mend that.
bool StateDiverged(const Status& status) {
  const auto refusal = trust::RefusalOf(status);
  return refusal == trust::Refusal::kStateRootMismatch ||
         refusal == trust::Refusal::kEntryCountMismatch ||
         refusal == trust::Refusal::kRevisionConflict;
}

}  // namespace

Result<Pulled> Puller::Round(std::chrono::seconds wait, const std::set<std::string>& lists) {
  const auto pulled = Ask(wait, lists);
  if (pulled.status().code() == StatusCode::kCancelled) return pulled;
  std::set<std::string> tried = {""};
  std::map<std::string, Status> failed;
  if (pulled.ok()) {
    tried.insert(lists.begin(), lists.end());
    failed = pulled->failed;
  } else {
    failed.emplace("", pulled.status());
  }
  const Status kept = parts_.store->KeepFaults(tried, failed, parts_.clock->Now());
  if (!kept.ok()) log::Debug("sync.fault_not_kept", {{"fault", log::Value::Id(Message(kept))}});
  if (pulled.ok() && !failed.empty() && failed.size() == lists.size()) {
    return failed.begin()->second;
  }
  return pulled;
}

Result<Pulled> Puller::Ask(std::chrono::seconds wait, const std::set<std::string>& lists) {
  CHOWKI_ASSIGN_OR_RETURN(trust::TrustState state, parts_.store->ReadTrust());
  CHOWKI_ASSIGN_OR_RETURN(const Offered offered, parts_.centre->GetHead(state, lists, wait));
  Pulled pulled;
  pulled.minimum_wait = offered.minimum_wait;
  if (offered.root_version > state.root->version) {
    CHOWKI_ASSIGN_OR_RETURN(state, FollowRoots(std::move(state), offered.root_version));
  }
  const auto held = state.heartbeat;
  CHOWKI_ASSIGN_OR_RETURN(const auto heartbeat, TakeHeartbeat(offered, state));
  pulled.confirmed = state.heartbeat != held;

  for (const std::string& list : lists) {
    const auto changed = PullList(list, offered, heartbeat, state);
    if (!changed.ok()) {
      pulled.failed.emplace(list, Annotate(changed.status(), "list " + list));
    } else if (*changed) {
      pulled.changed.insert(list);
    }
  }
  return pulled;
}

Result<trust::Verified<trust::Heartbeat>> Puller::TakeHeartbeat(const Offered& offered,
                                                                trust::TrustState& state) {
  // Without a newer heartbeat the one held still names what a broken round left to be fetched.
  const std::string newest = !offered.heartbeat.empty() ? offered.heartbeat
                             : state.heartbeat          ? state.heartbeat->envelope
                                                        : "";
  if (newest.empty()) return trust::Refuse(trust::Refusal::kHeartbeatMissing);
  CHOWKI_ASSIGN_OR_RETURN(auto heartbeat, trust::Verifier::CheckHeartbeat(state, newest));
  if (!state.heartbeat || heartbeat.digest() != state.heartbeat->digest) {
    trust::TrustState next = state;
    next.heartbeat = {*heartbeat, heartbeat.digest(), newest};
    CHOWKI_RETURN_IF_ERROR(CommitTrust(state, next));
    state = std::move(next);
  }
  return heartbeat;
}

Result<trust::TrustState> Puller::FollowRoots(trust::TrustState state, std::int64_t root_version) {
  while (state.root->version < root_version) {
    CHOWKI_ASSIGN_OR_RETURN(const auto roots, parts_.centre->GetRoots(state.root->version));
    trust::TrustState next = state;
    CHOWKI_ASSIGN_OR_RETURN(next.root,
                            trust::Verifier::FollowRoots(state, roots, parts_.clock->Now()));
    // It promised a root that it does not have.
    if (next.root->version == state.root->version) break;
    CHOWKI_RETURN_IF_ERROR(CommitTrust(state, next));
    state = std::move(next);
    log::Info("sync.root_followed", {{"version", state.root->version}});
  }
  return state;
}

Result<std::vector<std::string>> Puller::ManifestsOf(const std::string& list,
                                                     const trust::TrustState& state,
                                                     const Offered& offered) {
  std::vector<std::string> manifests;
  const trust::Head& head = state.heartbeat->heartbeat.heads.at(list);
  const bool step_by_step = parts_.policy.check_approvals && state.Find(list) != nullptr &&
                            parts_.policy.accepted_manifest != head.manifest;
  if (step_by_step) {
    std::int64_t after = state.Find(list)->version;
    while (after < head.version) {
      CHOWKI_ASSIGN_OR_RETURN(auto more, parts_.centre->ListManifests(list, after));
      if (more.empty()) break;
      after += static_cast<std::int64_t>(more.size());
      for (std::string& manifest : more) manifests.push_back(std::move(manifest));
    }
    // What was published since is for the next heartbeat.
    for (; after > head.version && !manifests.empty(); --after) manifests.pop_back();
    return manifests;
  }
  for (const std::string& manifest : offered.manifests) {
    if (ListOf(manifest) == list) manifests.push_back(manifest);
  }
  return manifests;
}

Result<bool> Puller::PullList(const std::string& list, const Offered& offered,
                              const trust::Verified<trust::Heartbeat>& heartbeat,
                              trust::TrustState& state) {
  // A list that was never published is no fault: a post may be set up before it.
  if (!heartbeat->heads.contains(list) && state.Find(list) == nullptr) return false;
  std::vector<std::string> manifests;
  if (heartbeat->heads.contains(list)) {
    CHOWKI_ASSIGN_OR_RETURN(manifests, ManifestsOf(list, state, offered));
  }
  CHOWKI_ASSIGN_OR_RETURN(const auto chain, trust::Verifier::CheckManifests(
                                                state, heartbeat, list, manifests, parts_.policy));
  if (chain.empty()) return false;
  const auto walk = [&]() -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto route,
                            trust::PlanRoute(chain, state.Find(list), parts_.policy));
    return ApplyRoute(list, route, state);
  };
  Status applied = walk();
  if (StateDiverged(applied)) {
    log::Warning("sync.list_diverged",
                 {{"list", log::Value::Id(list)}, {"fault", log::Value::Id(Message(applied))}});
    // From where it stands now, which may be some steps further.
    if (RepairBuckets(list).value_or(false)) applied = walk();
  }
  if (StateDiverged(applied) && chain.back()->snapshot && !parts_.policy.check_approvals) {
    log::Warning("sync.snapshot_instead", {{"list", log::Value::Id(list)}});
    applied = ApplyRoute(list, {trust::Step{&chain.back(), nullptr}}, state);
  }
  CHOWKI_RETURN_IF_ERROR(applied);
  return true;
}

Result<bool> Puller::RepairBuckets(const std::string& list) {
  auto mended = sync::Repair(*parts_.store, *parts_.centre, list);
  if (!mended.ok() && parts_.buckets != nullptr) {
    mended = sync::Repair(*parts_.store, *parts_.buckets, list);
  }
  if (!mended.ok()) {
    log::Warning("sync.not_repaired", {{"list", log::Value::Id(list)},
                                       {"fault", log::Value::Id(Message(mended.status()))}});
    return mended.status();
  }
  if (mended->empty()) return false;
  log::Info("sync.repaired", {{"list", log::Value::Id(list)}, {"buckets", mended->size()}});
  return true;
}

Status Puller::Mend(const std::string& list) {
  const auto repaired = RepairBuckets(list);
  if (repaired.ok() && *repaired) return Ok();
  CHOWKI_ASSIGN_OR_RETURN(trust::TrustState state, parts_.store->ReadTrust());
  // As whoever holds nothing of it asks.
  trust::TrustState without = state;
  without.lists.erase(list);
  CHOWKI_ASSIGN_OR_RETURN(const Offered offered,
                          parts_.centre->GetHead(without, {list}, std::chrono::seconds(0)));
  CHOWKI_ASSIGN_OR_RETURN(const auto heartbeat, TakeHeartbeat(offered, state));
  without.heartbeat = state.heartbeat;
  if (!heartbeat->heads.contains(list)) {
    return trust::Refuse(trust::Refusal::kHeartbeatLacksList, {{"list", list}});
  }
  CHOWKI_ASSIGN_OR_RETURN(const auto manifests, ManifestsOf(list, without, offered));
  CHOWKI_ASSIGN_OR_RETURN(
      const auto chain,
      trust::Verifier::CheckManifests(without, heartbeat, list, manifests, parts_.policy));
  const trust::HeldList* held = state.Find(list);
  const bool may = !parts_.policy.check_approvals ||
                   (held != nullptr && chain.back().digest() == held->manifest);
  if (may && chain.back()->snapshot) {
    return ApplyRoute(list, {trust::Step{&chain.back(), nullptr}}, state);
  }
  if (!repaired.ok()) return repaired.status();
  return trust::Refuse(
      trust::Refusal::kStepNotApproved,
      {{"from", held != nullptr ? held->version : 0}, {"to", chain.back()->version}});
}

Status Puller::ApplyRoute(const std::string& list, const std::vector<trust::Step>& route,
                          trust::TrustState& state) {
  for (std::span<const trust::Step> left(route); !left.empty();) {
    const auto now = left.first(std::min(left.size(), kStepsAtOnce));
    left = left.subspan(now.size());
    CHOWKI_RETURN_IF_ERROR(ApplySteps(list, now, state));
  }
  return Ok();
}

Status Puller::ApplySteps(const std::string& list, std::span<const trust::Step> steps,
                          trust::TrustState& state) {
  // All files first: nothing is locked while a bad line takes its time.
  std::vector<fs::path> files;
  for (const trust::Step& step : steps) {
    auto file = Fetch(step.file(), *parts_.centre, parts_.downloads, parts_.progress);
    if (parts_.policy.check_approvals && step.delta != nullptr &&
        trust::RefusalOf(file.status()) == trust::Refusal::kFileMissing) {
      return trust::Refuse(trust::Refusal::kStepNotApproved,
                           {{"from", step.delta->from_version},
                            {"to", (*step.manifest)->version},
                            {"not kept any more", ToHex(step.file().sha256)}});
    }
    CHOWKI_RETURN_IF_ERROR(file.status());
    files.push_back(*std::move(file));
  }
  const auto apply = [&]() -> Status {
    trust::TrustState next = state;
    CHOWKI_ASSIGN_OR_RETURN(PostChange change, BeginFrom(state));
    for (size_t i = 0; i < steps.size(); ++i) {
      const auto onto = steps[i].delta == nullptr ? trust::Onto::kNothing : trust::Onto::kHeld;
      trust::Entries* entries = change.EntriesOf(list, onto);
      std::ifstream in(files[i], std::ios::binary);
      trust::StreamSource source(in);
      CHOWKI_ASSIGN_OR_RETURN(next.lists[list],
                              trust::Apply(steps[i], source, next.Find(list), *entries));
    }
    CHOWKI_RETURN_IF_ERROR(change.Commit(next));
    state = std::move(next);
    return Ok();
  };
  const Status applied = apply();
  // Applied, or not what was promised: of no use any more. A full disk is no fault of theirs.
  if (applied.ok() || trust::RefusalOf(applied)) {
    std::error_code ignored;
    for (const fs::path& file : files) fs::remove(file, ignored);
  }
  return applied;
}

Result<PostChange> Puller::BeginFrom(const trust::TrustState& state) {
  CHOWKI_ASSIGN_OR_RETURN(PostChange change, parts_.store->Begin(parts_.follows));
  if (change.held() == state) return change;
  return Aborted("{}: somebody brought something else meanwhile; the next round goes on from it",
                 parts_.store->path());
}

Status Puller::CommitTrust(const trust::TrustState& before, const trust::TrustState& state) {
  CHOWKI_ASSIGN_OR_RETURN(PostChange change, BeginFrom(before));
  return change.Commit(state);
}

}  // namespace chowki::sync
