#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "associate/memory.h"
#include "base/clock.h"
#include "base/status.h"
#include "sync/centre_address.h"
#include "sync/certificate_files.h"

namespace chowki::sync {

// The memory that is shared, and what is to be done with news of it.
struct SharedMemoryParts {
  // Runs work on the memory while nobody else is at it. Never null.
  std::function<Status(const std::function<Status(associate::Memory&)>&)> with_memory;
  // Something that other posts remember of a party: judge it again. May be empty. An error is
  // logged by whoever it comes from, and the news are over.
  //
  // remembered  the party, as far as memory has it (associate::OthersMemory); whoever still has the
  //             travellers in plain, by their screenings, judges those.
  std::function<Status(const associate::Party& remembered,
                       const associate::Recollection& of_others)>
      take;
  // Who may escort, and whose contact says nothing. May be empty.
  std::function<std::vector<associate::Allowance>()> allowances;
  const Clock* clock = nullptr;
};

// What one exchange came to.
struct Exchanged {
  std::int64_t sent = 0;        // parties that the centre stored for good
  std::int64_t refused = 0;     // parties that it will never store
  std::int64_t news = 0;        // parties of which others remember something
  std::int64_t unreadable = 0;  // rows of others that no key opens
  std::int64_t waiting = 0;     // parties that it does not have yet
  std::int64_t bytes_up = 0;    // of messages, without what frames them
  std::int64_t bytes_down = 0;
};

// Shares what is remembered here with other posts, through the centre: keys down, parties up, what
// others remember down. What goes up waits in memory's own outbox until the centre has it.
//
// thread  one at a time; Cancel from any.
class SharedMemory {
 public:
  // Travellers in one call, and parties: the centre takes no more.
  static constexpr size_t kTravellers = 200;
  static constexpr size_t kParties = 64;

  // errors  kInvalidArgument: credentials that are not whole.
  [[nodiscard]] static Result<std::unique_ptr<SharedMemory>> Make(
      const CentreAddress& address, SharedMemoryParts parts, const CertificateFiles& files = {});
  ~SharedMemory();

  // Keys for the periods that have none here. Where one has its own, that one stays.
  //
  // errors  kFailedPrecondition: the centre shares no memory, or remembers in other periods;
  //         kUnavailable, kDeadlineExceeded.
  [[nodiscard]] Status FetchKeys();

  // Sends all there is and takes all news. errors  as above; what the centre says.
  [[nodiscard]] Result<Exchanged> Exchange();

  // Ends the call that runs and all that come.
  void Cancel();

 private:
  struct Calls;
  SharedMemory(std::unique_ptr<Calls> calls, SharedMemoryParts parts);
  [[nodiscard]] Result<bool> RunRound(Exchanged& all, size_t travellers);
  std::unique_ptr<Calls> calls_;
  const SharedMemoryParts parts_;
  std::int64_t told_up_to_ = 0;
};

}  // namespace chowki::sync
