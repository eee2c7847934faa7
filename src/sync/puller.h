#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <set>
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
    FetchProgress progress;  // may be empty
  };
  explicit Puller(Parts parts) : parts_(std::move(parts)) {}

  // One question to the centre and all that follows from the answer.
  //
  // wait    how long the centre may hold the question until there is something new.
  // lists   those that are asked for, of those that are followed; without them: all.
  // errors  of the question, or of the first list when no list could be brought up to date.
  [[nodiscard]] Result<Pulled> Round(std::chrono::seconds wait, const std::set<std::string>& lists);
  [[nodiscard]] Result<Pulled> Round(std::chrono::seconds wait) {
    return Round(wait, parts_.follows);
  }

  // Finds where a list's entries are not those that were signed, and fetches these buckets anew.
  // A list that has moved on meanwhile gets its newest snapshot in the next round.
  //
  // returns  the numbers of the buckets that were damaged; none: the list is whole.
  // errors   kNotFound: nothing of it is held; those of Centre and trust.
  [[nodiscard]] Result<std::vector<int>> Repair(const std::string& list);

 private:
  [[nodiscard]] Result<trust::TrustState> FollowRoots(trust::TrustState state,
                                                      std::int64_t root_version);
  [[nodiscard]] Result<std::vector<std::string>> ManifestsOf(const std::string& list,
                                                             const trust::TrustState& state,
                                                             const Offered& offered);
  [[nodiscard]] Result<bool> PullList(const std::string& list, const Offered& offered,
                                      const trust::Verified<trust::Heartbeat>& heartbeat,
                                      trust::TrustState& state);
  [[nodiscard]] Status ApplyRoute(const std::string& list, const std::vector<trust::Step>& route,
                                  trust::TrustState& state);
  // Begins a change of what was read before; errors  kAborted: it is not that any more, since
  // somebody brought a bundle meanwhile.
  [[nodiscard]] Result<PostChange> BeginFrom(const trust::TrustState& state);
  [[nodiscard]] Status CommitTrust(const trust::TrustState& before, const trust::TrustState& state);

  Parts parts_;
};

}  // namespace chowki::sync
