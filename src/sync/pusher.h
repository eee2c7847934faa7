#pragma once

#include <cstdint>
#include <memory>

#include "base/status.h"
#include "journal/journal.h"
#include "sync/centre_address.h"
#include "sync/certificate_files.h"

namespace chowki::sync {

// What one push came to.
struct Pushed {
  std::int64_t stored = 0;   // rows that the centre stored for good, this time
  std::int64_t waiting = 0;  // rows that it does not have yet
  std::int64_t through = 0;  // the last row that it has
  bool new_stream = false;   // its cursor is on another journal than ours
};

// Sends the journal up: the journal is the outbox. The centre tells where its knowledge ends, and
// gets every row behind that, in batches that may be sent again; nothing is kept here of what it
// has, so that nothing can be lost between the two.
//
// When the centre has rows of this device that are not in the journal, the journal is another one
// (the disk was replaced, or somebody altered it): a new stream begins and the old one stays at the
// centre, which sees it.
//
// thread  one at a time; Cancel from any.
class Pusher {
 public:
  static constexpr int kBatchRows = 256;
  static constexpr std::int64_t kBatchBytes = 1 << 20;
  // Batches on their way before an answer is waited for.
  static constexpr int kWindow = 4;

  // errors  kInvalidArgument: credentials that are not whole.
  [[nodiscard]] static Result<std::unique_ptr<Pusher>> Make(const CentreAddress& address,
                                                            const journal::Journal* journal,
                                                            const CertificateFiles& files = {});
  ~Pusher();

  // Sends all there is. errors  kUnavailable, kDeadlineExceeded; what the centre says.
  [[nodiscard]] Result<Pushed> Push();

  void Cancel();

 private:
  struct Calls;
  Pusher(std::unique_ptr<Calls> calls, const journal::Journal* journal);
  std::unique_ptr<Calls> calls_;
  const journal::Journal* journal_;
};

}  // namespace chowki::sync
