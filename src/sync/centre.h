#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/digest.h"
#include "base/status.h"
#include "sync/centre_address.h"
#include "sync/certificate_files.h"
#include "trust/bucket.h"
#include "trust/trust_state.h"

namespace chowki::sync {

// The newest that the other side knows of. Nothing in it is verified.
struct Offered {
  std::string heartbeat;               // envelope; "": none newer than ours
  std::vector<std::string> manifests;  // envelopes, of lists that are not what we hold
  std::int64_t root_version = 0;
  std::chrono::seconds minimum_wait{0};
};

// The list that a manifest says it is of, before anything of it is verified; "" when nobody knows.
[[nodiscard]] std::string ListOf(const std::string& manifest);

// Of which posts certificates were withdrawn, for a relay. Nobody signs it.
struct WithdrawnPost {
  std::string device;
  std::vector<std::string> accepted_serials;
};
struct Withdrawn {
  std::int64_t change = 0;
  std::vector<WithdrawnPost> posts;  // empty also when the change is the known one
};

// How a post is, told to the centre.
struct PostReport {
  std::int64_t events_waiting = 0;
  std::int64_t disk_free_bytes = 0;
  std::string last_error_reason;
};

// The centre, or a relay in its place, at the other end of a line that may be bad. Whoever answers
// is not trusted: trust::Verifier says what an answer is worth.
//
// Errors of all calls: kUnavailable (no line, or it broke), kDeadlineExceeded, and what the other
// side says, with its reason.
//
// thread  one at a time; Cancel from any.
class Centre {
 public:
  static constexpr std::chrono::seconds kMaxWait{50};

  // errors  kInvalidArgument: credentials that are not whole.
  [[nodiscard]] static Result<std::unique_ptr<Centre>> Make(const CentreAddress& address,
                                                            const CertificateFiles& files = {});
  ~Centre();

  [[nodiscard]] Result<std::vector<std::string>> GetRoots(std::int64_t after_version);

  // wait  how long the other side may hold the call until there is something new; at most kMaxWait.
  [[nodiscard]] Result<Offered> GetHead(const trust::TrustState& held,
                                        const std::set<std::string>& follows,
                                        std::chrono::seconds wait);

  // Ascending by version, from the one after; ask again for those above.
  [[nodiscard]] Result<std::vector<std::string>> ListManifests(const std::string& list,
                                                               std::int64_t after_version);

  // Hands on a file's bytes in their order until `take` refuses, whose status is then returned.
  using TakePiece = std::function<Status(Bytes piece)>;
  [[nodiscard]] Status StreamFile(const Digest& sha256, std::int64_t first_byte,
                                  const TakePiece& take);

  [[nodiscard]] Result<trust::BucketDigests> GetBucketDigests(const std::string& list,
                                                              std::int64_t version);

  // The entries of each bucket, ascending by id; buckets in the order asked for.
  using TakeBucket = std::function<Status(int bucket, const std::vector<std::string>& entries)>;
  [[nodiscard]] Status StreamBuckets(const std::string& list, std::int64_t version,
                                     const std::vector<int>& buckets, const TakeBucket& take);

  [[nodiscard]] Result<Withdrawn> GetWithdrawn(std::int64_t known_change);

  [[nodiscard]] Status Report(const trust::TrustState& held, const PostReport& report);

  // Ends the call that runs and all that come.
  void Cancel();

 private:
  struct Calls;
  explicit Centre(std::unique_ptr<Calls> calls);
  std::unique_ptr<Calls> calls_;
};

}  // namespace chowki::sync
