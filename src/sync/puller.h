#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "sync/centre.h"
#include "sync/download.h"
#include "sync/post_store.h"
#include "trust/policy.h"
#include "trust/route.h"

namespace chowki::sync {

// What one round brought.
struct Pulled {
  std::set<std::string> changed;         // lists that have a new version
  std::map<std::string, Status> failed;  // lists that could not be brought up to date, and why
  bool confirmed = false;  // a newer heartbeat: what is held is known to be the newest
  std::chrono::seconds minimum_wait{0};
};

// Brings a post's lists to the newest version that the centre signed, in the order of
// trust::Verifier. Each step refuses with its reason and leaves what is held as it was; a list that
// fails does not hold up the others.
//
// thread  one at a time, as its parts.
class Puller {
 public:
  struct Parts {
    PostStore* store = nullptr;
    Centre* centre = nullptr;
    const Clock* clock = nullptr;
    std::filesystem::path downloads;  // folder for files on their way
    std::set<std::string> follows;
    trust::Policy policy;
    FetchProgress progress;     // may be empty
    Centre* buckets = nullptr;  // answers for single buckets when `centre` is a relay; may be null
  };
  explicit Puller(Parts parts) : parts_(std::move(parts)) {}

  // One question to the centre and all that follows from the answer.
  //
  // wait    how long the centre may hold the question until there is something new.
  // lists   those that are asked for, of those that are followed; without them: all.
  // errors  of the question, or of the first list when no list could be brought up to date. They
  //         are kept in the store, too (PostStore::ReadFaults).
  [[nodiscard]] Result<Pulled> Round(std::chrono::seconds wait, const std::set<std::string>& lists);
  [[nodiscard]] Result<Pulled> Round(std::chrono::seconds wait) {
    return Round(wait, parts_.follows);
  }

  // Brings a list whose entries are damaged back to what was signed of the version held: bucket by
  // bucket, or from the snapshot of the newest version where nobody answers for buckets. A post
  // that checks approvals takes that snapshot only when it is of the version that it holds.
  //
  // errors  of Repair when the snapshot does not help either; those of Round.
  [[nodiscard]] Status Mend(const std::string& list);

 private:
  // Round, but for what is kept of it.
  [[nodiscard]] Result<Pulled> Ask(std::chrono::seconds wait, const std::set<std::string>& lists);
  // The newest heartbeat, of the answer or held already; kept when it is new.
  [[nodiscard]] Result<trust::Verified<trust::Heartbeat>> TakeHeartbeat(const Offered& offered,
                                                                        trust::TrustState& state);
  // Whether damaged buckets were found and mended.
  [[nodiscard]] Result<bool> RepairBuckets(const std::string& list);
  [[nodiscard]] Result<trust::TrustState> FollowRoots(trust::TrustState state,
                                                      std::int64_t root_version);
  [[nodiscard]] Result<std::vector<std::string>> ManifestsOf(const std::string& list,
                                                             const trust::TrustState& state,
                                                             const Offered& offered);
  [[nodiscard]] Result<bool> PullList(const std::string& list, const Offered& offered,
                                      const trust::Verified<trust::Heartbeat>& heartbeat,
                                      trust::TrustState& state);
  // Some steps at a time; those that were applied stay when a later one fails.
  [[nodiscard]] Status ApplyRoute(const std::string& list, const std::vector<trust::Step>& route,
                                  trust::TrustState& state);
  [[nodiscard]] Status ApplySteps(const std::string& list, std::span<const trust::Step> steps,
                                  trust::TrustState& state);
  // Begins a change of what was read before; errors  kAborted: it is not that any more, since
  // somebody brought a bundle meanwhile.
  [[nodiscard]] Result<PostChange> BeginFrom(const trust::TrustState& state);
  [[nodiscard]] Status CommitTrust(const trust::TrustState& before, const trust::TrustState& state);

  Parts parts_;
};

}  // namespace chowki::sync
