#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "sql/pool.h"
#include "sync/centre.h"
#include "trust/manifest.h"
#include "trust/trust_state.h"
#include "trust/verified.h"

namespace chowki::central_service {

// Makes a relay's store what its centre's is, for posts to fetch from: roots, heartbeat, manifests
// and the files that they name, verified on the way in so that nothing wrong is handed on; and who
// was shut out, which is believed as the centre says it. A relay may stand behind another one.
//
// thread  one at a time, as its parts.
class Mirror {
 public:
  struct Parts {
    sql::Pool* store = nullptr;
    sync::Centre* centre = nullptr;
    const Clock* clock = nullptr;
    std::filesystem::path downloads;  // folder for files on their way
    int versions_kept = 32;           // whose files are kept for posts that are behind
    int steps_kept = 1024;            // whose single steps are, for those that check approvals
  };
  explicit Mirror(Parts parts) : parts_(std::move(parts)) {}

  // One question to the centre and all that follows from the answer; in force together.
  //
  // wait     how long the centre may hold the question until there is something new.
  // returns  whether there was anything new.
  // errors   those of sync::Centre, trust::Verifier and the store. What was kept stays.
  [[nodiscard]] Result<bool> Round(std::chrono::seconds wait);

 private:
  using Chain = std::vector<trust::Verified<trust::Manifest>>;
  // Who was shut out at the centre is, here too.
  [[nodiscard]] Status TakeWithdrawn();
  [[nodiscard]] Result<trust::TrustState> FollowRoots(trust::TrustState state,
                                                      std::int64_t root_version);
  [[nodiscard]] Result<Chain> NewVersions(const std::string& list, const trust::TrustState& state,
                                          const trust::Verified<trust::Heartbeat>& heartbeat);
  [[nodiscard]] Status Keep(const std::map<std::string, Chain>& lists,
                            const trust::Verified<trust::Heartbeat>& heartbeat);
  Parts parts_;
};

}  // namespace chowki::central_service
