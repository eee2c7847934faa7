#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "central/version.h"
#include "sql/pool.h"
#include "trust/signing_key.h"

namespace chowki::central {

// A new version, and change sets that the list moved under.
struct Publication {
  Version version;
  std::vector<std::int64_t> conflicted;
};

// Makes the next version of a list of what was approved, and says what is newest.
//
// A publication is one transaction: records, files, manifest, heartbeat. Publishers, also those of
// other processes, come one by one (an advisory lock of the database), and a version number is a
// primary key. So a process that dies leaves the version before.
//
// thread  safe.
class Publisher {
 public:
  struct Options {
    std::chrono::seconds manifest_valid = std::chrono::hours(24 * 7);
    std::chrono::seconds heartbeat_valid = std::chrono::hours(24);
    int longest_span = 1024;  // versions that one delta leads over at most
    int versions_kept = 32;   // whose files are kept for posts that are behind
    int steps_kept = 1024;    // whose single steps are, for those that check approvals
  };
  // The centre's own two keys; the trust root must name them.
  struct Keys {
    trust::SigningKey publisher;
    trust::SigningKey heartbeat;
  };

  Publisher(sql::Pool* store, Keys keys, Options options, const Clock* clock)
      : store_(store), keys_(std::move(keys)), options_(options), clock_(clock) {}

  // change_sets  in this order; empty: all of the list that are approved, as they were submitted.
  //              All of them in one published version: that is the answer.
  // errors       CHANGE_SET_STATE_WRONG; CHANGE_SET_EMPTY: nothing is approved;
  //              CHANGE_SET_CONFLICTED: all are, and marked so; SIGNATURE_THRESHOLD: the trust root
  //              does not know our keys.
  [[nodiscard]] Result<Publication> Publish(const std::string& list,
                                            std::vector<std::int64_t> change_sets,
                                            const std::string& caller);

  // A heartbeat that names what is newest.
  [[nodiscard]] Status Beat();

  // The envelope of a trust::TreeHead of the audit log, signed as heartbeats are.
  [[nodiscard]] Result<std::string> SignTreeHead(std::int64_t size, const Digest& root) const;

 private:
  sql::Pool* const store_;
  const Keys keys_;
  const Options options_;
  const Clock* const clock_;
};

}  // namespace chowki::central
