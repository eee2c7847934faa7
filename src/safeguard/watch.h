#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "associate/case.h"
#include "associate/memory.h"
#include "base/clock.h"
#include "base/metrics.h"
#include "base/status.h"
#include "safeguard/open_parties.h"
#include "safeguard/proposal.h"
#include "safeguard/random_share.h"
#include "screen/screening.h"

namespace chowki::safeguard {

// What is said of who stands there, beside the document.
struct Presentation {
  std::string group;                              // as officer or kiosk declared it; "": none
  std::optional<associate::Direction> direction;  // nullopt: as the lane's
  std::vector<std::string> contacts;              // as the traveller states them
  std::vector<std::string> same_traveller;        // ids of screenings of his other documents
  std::optional<face::Embedding> portrait;
};

// Which way travellers go who are screened in a lane.
struct Directions {
  associate::Direction otherwise = associate::Direction::kOut;
  std::map<std::string, associate::Direction> lanes;
};

// Watches who is screened: keeps the open parties, looks for signs at each screening, and asks for
// a referral where they weigh enough. Remembers a party when it is complete. It fails no screening:
// when memory does, signs of the moment are still seen, and log and metrics tell it.
//
// thread  safe. What is called back is called on the thread that called, without a lock.
class Watch {
 public:
  // Those that are empty are not called.
  struct Parts {
    const Clock* clock = nullptr;  // never null
    Metrics* metrics = nullptr;    // never null
    // Opens what is remembered; tried again every minute where it fails.
    std::function<Result<associate::Memory>(Time now)> open_memory;
    Directions directions;
    std::optional<RandomShare> share;  // nullopt: nobody is chosen at random
    // Somebody was screened who was not before.
    std::function<void(const Seen&)> seen;
    // Somebody may need help; again when more signs come, or when this fails.
    std::function<Status(const Proposal&)> propose;
    // Whether there is a referral of a screening (id).
    std::function<bool(const std::string& screening)> referred;
    // associate::Setting::points that are in force.
    std::function<std::map<std::string, double, std::less<>>()> points;
    // The screening of an id from the journal.
    std::function<Result<screen::Screening>(const std::string& screening)> find;
    // Selected() of a screening (id) that was answered before is not what it was.
    std::function<void(const std::string& screening)> changed;
    // A party is complete: what is remembered of it.
    std::function<void(const associate::Party&)> completed;
  };

  explicit Watch(Parts parts);
  ~Watch();  // closes all parties
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  // What people of the country say; its points are not taken.
  void SetSetting(associate::Setting setting);

  // Takes a finished screening in. One in which no document was read is nobody's.
  void Take(const screen::Screening& screening, const Presentation& presentation);

  // What an officer ticked of somebody, in the place of what was ticked before. Where the party is
  // closed the traveller is judged alone, by what the journal has of him.
  //
  // errors  those of Parts::find.
  [[nodiscard]] Status Observe(const std::string& screening,
                               std::vector<associate::Observation> observations);

  // All that is known of somebody, for a person who asks for a referral: a proposal whose cause and
  // officer are still to be told.
  //
  // errors  those of Parts::find.
  [[nodiscard]] Result<Proposal> CaseOf(const std::string& screening);

  // Whether somebody of the second line wants to see the traveller of a screening (id): there is a
  // referral, or he was chosen at random.
  [[nodiscard]] bool Selected(const std::string& screening) const;

  // Runs work on what is remembered, with nobody else at it: for what shares it with other posts.
  //
  // errors  kUnavailable: it is not open; those of work.
  [[nodiscard]] Status WithMemory(const std::function<Status(associate::Memory&)>& work);

  // What other posts remember of a party that is complete (associate::OthersMemory). Where it makes
  // the difference a referral is asked for, with Cause::kOtherPosts.
  //
  // remembered  its travellers are taken from the journal, where it still has them.
  void TakeOthers(const associate::Party& remembered, const associate::Recollection& of_others);

  // Of the setting: who may escort, and whose contact says nothing.
  [[nodiscard]] std::vector<associate::Allowance> Allowances() const;

  // What is due: closes parties, forgets. Call it every second or so.
  void Tick();

  // Closes all parties: the service ends.
  void Close();

  [[nodiscard]] size_t open_travellers() const;

 private:
  // A party as it is judged, and whose it is.
  struct Judged {
    associate::Party party;
    std::vector<Subject> subjects;  // parallel to its travellers
    std::vector<associate::Sign> signs;
  };
  [[nodiscard]] associate::Direction DirectionOf(const std::string& lane) const;

  // With the lock.
  [[nodiscard]] Judged JudgeOpen(const OpenParties::Formed& formed);
  [[nodiscard]] std::vector<Proposal> NewProposals(const OpenParties::Formed& formed);
  [[nodiscard]] associate::Recollection Recall(const associate::Party& party);
  void Remember(const std::vector<associate::Party>& parties);
  void OpenMemory(Time now);
  void Fault(std::string_view what, const Status& status);

  // Without it.
  [[nodiscard]] Result<Judged> JudgeClosed(const std::string& screening,
                                           std::vector<associate::Observation> observations);
  [[nodiscard]] Proposal ProposalFor(const Judged& judged, size_t traveller) const;
  // current  the screening that is not answered yet; "": none
  void Propose(const std::vector<Proposal>& proposals, const std::string& current);
  void TellCompleted(const std::vector<associate::Party>& parties) const;

  const Parts parts_;
  mutable std::mutex mutex_;
  associate::Setting setting_;
  OpenParties open_;
  std::optional<associate::Memory> memory_;
  Time memory_tried_{};
  Time forgot_{};
};

}  // namespace chowki::safeguard
