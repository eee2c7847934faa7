#include "sync/puller.h"

#include <fstream>
#include <optional>
#include <utility>

#include "base/log.h"
#include "trust/apply.h"
#include "trust/refusal.h"
#include "trust/repair.h"
#include "trust/verifier.h"

namespace chowki::sync {
namespace {

namespace fs = std::filesystem;

// What is held does not lead to what is signed: only a snapshot can mend that.
bool StateDiverged(const Status& status) {
  const auto refusal = trust::RefusalOf(status);
  return refusal == trust::Refusal::kStateRootMismatch ||
         refusal == trust::Refusal::kEntryCountMismatch ||
         refusal == trust::Refusal::kRevisionConflict;
}

}  // namespace

Result<Pulled> Puller::Round(std::chrono::seconds wait, const std::set<std::string>& lists) {
  CHOWKI_ASSIGN_OR_RETURN(trust::TrustState state, parts_.store->ReadTrust());
  CHOWKI_ASSIGN_OR_RETURN(const Offered offered, parts_.centre->GetHead(state, lists, wait));
  Pulled pulled;
  pulled.minimum_wait = offered.minimum_wait;
  if (offered.root_version > state.root->version) {
    CHOWKI_ASSIGN_OR_RETURN(state, FollowRoots(std::move(state), offered.root_version));
  }
  // Without a newer heartbeat the one held still names what a broken round left to be fetched.
  const std::string newest = !offered.heartbeat.empty() ? offered.heartbeat
                             : state.heartbeat          ? state.heartbeat->envelope
                                                        : "";
  if (newest.empty()) {
    return trust::Refuse(trust::Refusal::kHeartbeatMissing);
  }
  CHOWKI_ASSIGN_OR_RETURN(const auto heartbeat, trust::Verifier::CheckHeartbeat(state, newest));
  if (!state.heartbeat || heartbeat.digest() != state.heartbeat->digest) {
    trust::TrustState next = state;
    next.heartbeat = {*heartbeat, heartbeat.digest(), newest};
    CHOWKI_RETURN_IF_ERROR(CommitTrust(state, next));
    state = std::move(next);
    pulled.confirmed = true;
  }

  for (const std::string& list : lists) {
    const auto changed = PullList(list, offered, heartbeat, state);
    if (!changed.ok()) {
      pulled.failed.emplace(list, Annotate(changed.status(), "list " + list));
    } else if (*changed) {
      pulled.changed.insert(list);
    }
  }
  if (!pulled.failed.empty() && pulled.failed.size() == lists.size()) {
    return pulled.failed.begin()->second;
  }
  return pulled;
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
  if (parts_.policy.check_approvals && state.Find(list) != nullptr) {
    std::int64_t after = state.Find(list)->version;
    const std::int64_t newest = state.heartbeat->heartbeat.heads.at(list).version;
    while (after < newest) {
      CHOWKI_ASSIGN_OR_RETURN(auto more, parts_.centre->ListManifests(list, after));
      if (more.empty()) break;
      after += static_cast<std::int64_t>(more.size());
      for (std::string& manifest : more) manifests.push_back(std::move(manifest));
    }
    // What was published since is for the next heartbeat.
    for (; after > newest; --after) manifests.pop_back();
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
  CHOWKI_ASSIGN_OR_RETURN(const auto route,
                          trust::PlanRoute(chain, state.Find(list), parts_.policy));
  Status applied = ApplyRoute(list, route, state);
  if (StateDiverged(applied) && chain.back()->snapshot && !parts_.policy.check_approvals) {
    log::Warning("sync.snapshot_instead",
                 {{"list", log::Value::Id(list)}, {"fault", log::Value::Id(Message(applied))}});
    applied = ApplyRoute(list, {trust::Step{&chain.back(), nullptr}}, state);
  }
  CHOWKI_RETURN_IF_ERROR(applied);
  return true;
}

Status Puller::ApplyRoute(const std::string& list, const std::vector<trust::Step>& route,
                          trust::TrustState& state) {
  // All files first: nothing is locked while a bad line takes its time.
  std::vector<fs::path> files;
  for (const trust::Step& step : route) {
    CHOWKI_ASSIGN_OR_RETURN(files.emplace_back(),
                            Fetch(step.file(), *parts_.centre, parts_.downloads, parts_.progress));
  }
  const auto apply = [&]() -> Status {
    trust::TrustState next = state;
    CHOWKI_ASSIGN_OR_RETURN(PostChange change, BeginFrom(state));
    for (size_t i = 0; i < route.size(); ++i) {
      const auto onto = route[i].delta == nullptr ? trust::Onto::kNothing : trust::Onto::kHeld;
      trust::Entries* entries = change.EntriesOf(list, onto);
      std::ifstream in(files[i], std::ios::binary);
      trust::StreamSource source(in);
      CHOWKI_ASSIGN_OR_RETURN(next.lists[list],
                              trust::Apply(route[i], source, next.Find(list), *entries));
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

Result<std::vector<int>> Puller::Repair(const std::string& list) {
  CHOWKI_ASSIGN_OR_RETURN(PostChange change, parts_.store->Begin({list}));
  const trust::HeldList* held = change.held().Find(list);
  if (held == nullptr) return NotFound("{}: holds nothing of list {}", parts_.store->path(), list);
  StoredEntries* entries = change.HeldEntriesOf(list);
  CHOWKI_CHECK(entries != nullptr);
  trust::BucketDigests ours = trust::EmptyBuckets();
  for (int bucket = 0; bucket < trust::kBucketCount; ++bucket) {
    CHOWKI_ASSIGN_OR_RETURN(ours[static_cast<size_t>(bucket)], entries->HashBucket(bucket));
  }
  if (trust::StateRoot(ours) == held->state_root) return std::vector<int>{};

  CHOWKI_ASSIGN_OR_RETURN(const auto offered, parts_.centre->GetBucketDigests(list, held->version));
  CHOWKI_ASSIGN_OR_RETURN(const auto damaged,
                          trust::BucketsToRepair(held->state_root, ours, offered));
  const auto mend = [&](int bucket, const std::vector<std::string>& bytes) -> Status {
    if (bucket < 0 || bucket >= trust::kBucketCount) {
      return trust::Refuse(trust::Refusal::kRecordOrder, {{"bucket", bucket}});
    }
    const Digest& expected = offered[static_cast<size_t>(bucket)];
    CHOWKI_RETURN_IF_ERROR(trust::CheckBucket(bucket, expected, bytes));
    ours[static_cast<size_t>(bucket)] = expected;
    return entries->ReplaceBucket(bucket, bytes);
  };
  CHOWKI_RETURN_IF_ERROR(parts_.centre->StreamBuckets(list, held->version, damaged, mend));
  if (trust::StateRoot(ours) != held->state_root) {
    return trust::Refuse(trust::Refusal::kStateRootMismatch, {{"list", list}});
  }
  CHOWKI_RETURN_IF_ERROR(entries->SetDigests(ours));
  CHOWKI_RETURN_IF_ERROR(change.Commit(change.held()));
  return damaged;
}

}  // namespace chowki::sync
