#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "journal/journal.h"
#include "screen/list_generation.h"
#include "service/caller.h"
#include "wire/provisional.h"

namespace chowki::service {

// The post's own list: entries that two of its officers put there (journal/provisional.h), kept in
// the journal and held here as a list to search like any other.
//
// thread  safe.
class ProvisionalList {
 public:
  // With what the journal has. journal, clock  must outlive it.
  [[nodiscard]] static Result<std::unique_ptr<ProvisionalList>> Open(journal::Journal* journal,
                                                                     const Clock* clock,
                                                                     std::string checkpoint);

  // Durable, and in force for the next screening, before it comes back.
  //
  // officer  who asks: the caller.
  // errors   as Journal::RecordProvisional.
  [[nodiscard]] Result<journal::ProvisionalEntry> Take(wire::ProvisionalRequest request,
                                                       const Caller& officer);

  [[nodiscard]] Result<std::vector<journal::ProvisionalEntry>> List(
      const wire::ProvisionalListRequest& request) const;

  // What is confirmed, as one more list to search; nullopt when there is nothing. It is never old:
  // it is made here.
  [[nodiscard]] std::optional<screen::ListGeneration> At(Time now) const;

  // Ends what has run out, and what one of the post's other lists has by now. Every second or so.
  void EndDue(const screen::ListGenerations& others);

 private:
  ProvisionalList(journal::Journal* journal, const Clock* clock, std::string checkpoint)
      : journal_(journal), clock_(clock), checkpoint_(std::move(checkpoint)) {}
  // Holds what the journal says now.
  [[nodiscard]] Status Read();

  journal::Journal* const journal_;
  const Clock* const clock_;
  const std::string checkpoint_;
  std::mutex reading_;  // one reads at a time, so that the last to read has the newest
  mutable std::mutex mutex_;
  std::vector<journal::ProvisionalEntry> open_;
  std::shared_ptr<const identify::Matcher> matcher_;  // of the confirmed; null: there are none
  bool stale_ = false;                                // the journal could not be read
};

}  // namespace chowki::service
