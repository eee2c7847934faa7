#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/metrics.h"
#include "base/status.h"
#include "identify/matcher.h"
#include "journal/journal.h"
#include "screen/list_generation.h"

namespace chowki::service {

// Looks back at the crossings that the journal keeps, whenever a new version of a list is in force:
// searches for them among what the version added or changed, and raises late alerts
// (journal/late_alert.h). How far it has come stands in the journal: after a crash it goes on from
// there. What a version changed while nobody looked (the service was down) is not known: then the
// whole list is searched.
//
// Holds one page of crossings, an index of the changed entries and the generation of each list that
// it saw last, which is that in force.
//
// thread  one.
class LookBack {
 public:
  struct Options {
    // Longest time that a screening goes on with a generation which is no longer in force: what it
    // records is looked at too, when looking back begins after that.
    std::chrono::seconds settle{60};
    int page = 100;  // crossings at a time
  };
  // journal, clock, metrics  must outlive it.
  LookBack(journal::Journal* journal, screen::PinLists lists, const Clock* clock, Metrics* metrics,
           Options options);

  // Sees whether there is a new version, and looks at the next page of crossings when that is due.
  //
  // returns  whether there is more to do now.
  // errors   those of the journal; the next call tries again.
  [[nodiscard]] Result<bool> Step();

 private:
  // Plans what is to be looked back at because of versions that were not seen before.
  [[nodiscard]] Status SeeVersions(const screen::ListGenerations& lists, Time now);
  [[nodiscard]] Status LookAtPage(journal::LookBack plan,
                                  const std::shared_ptr<const identify::Matcher>& list, Time now);
  // Late alerts of one crossing.
  [[nodiscard]] Result<std::vector<journal::LateAlert>> LookAt(const journal::LookBack& plan,
                                                               const identify::Matcher& entries,
                                                               const screen::Screening& screening,
                                                               Time now) const;

  journal::Journal* const journal_;
  const screen::PinLists lists_;
  const Clock* const clock_;
  Metrics* const metrics_;
  const Options options_;
  std::map<std::string, std::shared_ptr<const identify::Matcher>> seen_;  // by list
  // What is searched for the plan in hand.
  std::int64_t plan_ = 0;
  std::shared_ptr<const identify::Matcher> list_;
  std::shared_ptr<const identify::Matcher> entries_;
};

}  // namespace chowki::service
