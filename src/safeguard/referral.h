#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/digest.h"
#include "base/status.h"
#include "safeguard/proposal.h"

namespace chowki::safeguard {

enum class State {
  kOpen,             // nobody looks after it yet
  kAssigned,         // to one person
  kAwaitsSignature,  // an outcome is proposed that needs a second person
  kClosed,
};
[[nodiscard]] std::string_view Name(State state);  // "open", "assigned", ...

// How it ended: a closed set, no narrative.
enum class Outcome {
  kHarmless,
  kHelpAccepted,
  kHelpDeclined,
  kChildProtection,
  kMissingFound,
  kHandedOver,
  kNotMet,
};
[[nodiscard]] std::string_view Name(Outcome outcome);  // "harmless", "help_accepted", ...

// Whether it was right to ask.
enum class Feedback { kRight, kWrong, kUnknown };
[[nodiscard]] std::string_view Name(Feedback feedback);  // "right", "wrong", "unknown"

struct Ending {
  Outcome outcome = Outcome::kHarmless;
  Feedback feedback = Feedback::kUnknown;
  std::string officer;
  Time time{};
  std::string second_officer{};  // "": nobody yet, or nobody needed
  std::optional<Time> signed_at{};
  bool operator==(const Ending&) const = default;
};

struct Note {
  std::string author;
  std::string text;
  Time time{};
  bool operator==(const Note&) const = default;
};

// A request that was taken, so that its repeat finds what it did.
struct TakenRequest {
  std::string id;
  std::string content;  // digest, hex
  std::string answer;   // name that CreateReferral gave; place of the note that AddNote wrote
  bool operator==(const TakenRequest&) const = default;
};

// Somebody is looked after. It lives in memory and sealed on the disk (referrals.h), and has no
// formatter.
struct Referral {
  std::string id;                  // UUIDv7
  std::vector<std::string> names;  // other ids under which it was answered to who asked again
  int revision = 1;                // one more with each step
  std::string screening;
  std::vector<std::string> party;
  bool declared = true;
  std::string lane;
  Subject subject;
  Cause cause = Cause::kSigns;
  std::vector<associate::Sign> signs;  // the heaviest first
  double points = 0;
  State state = State::kOpen;
  std::string opened_by;           // "": the service
  std::string assignee;            // "": nobody
  std::optional<Ending> ending{};  // proposed, or in force when closed
  std::vector<Note> notes;
  std::vector<TakenRequest> requests;
  Time created{};
  Time updated{};
  Time expires{};  // midnight UTC: it is destroyed then
  bool operator==(const Referral&) const = default;
};

[[nodiscard]] std::string EtagOf(const Referral& referral);

// What somebody does with one.
struct Step {
  enum class Kind { kAssign, kNote, kPropose, kSign };
  static constexpr size_t kMaxNote = 500;  // bytes

  Kind kind = Kind::kAssign;
  std::string officer;     // who does it
  std::string assignee{};  // kAssign; "" gives it back
  std::string note{};      // kNote
  Outcome outcome{};       // kPropose
  Feedback feedback{};     // kPropose
  bool agrees = false;     // kSign; false: it goes back to who looks after it
};

// Everything that a repeat of the step must have in common with it.
[[nodiscard]] Digest ContentOf(const Step& step);

// Whether an outcome needs a second person: where a child may be concerned everything does, and
// what takes a person somewhere always.
[[nodiscard]] bool NeedsSecond(const Referral& referral, Outcome outcome);

// What is so after a step; expiry is the store's to set.
//
// errors  kInvalidArgument with FIELD_INVALID: a note that is empty, long or not printable, an
//         outcome that does not go with its feedback; kPermissionDenied with SECOND_OFFICER_SAME:
//         nobody signs what he proposed; kFailedPrecondition with REFERRAL_REFUSED: it stands in a
//         state in which this cannot be done, or is somebody else's.
// thread  pure.
[[nodiscard]] Result<Referral> After(const Referral& before, const Step& step, Time now);

// errors  kInvalidArgument with FIELD_INVALID: empty, longer than Step::kMaxNote, or not printable.
[[nodiscard]] Status CheckNote(std::string_view text);

// The note that a request wrote.
//
// errors  kNotFound: it wrote none.
[[nodiscard]] Result<Note> NoteOf(const Referral& referral, std::string_view request_id);

// A new referral.
//
// id  a UUIDv7.
[[nodiscard]] Referral Open(const Proposal& proposal, std::string id, Time now);

// What a further proposal about the same person adds: its signs in the place of those of the same
// id. A closed referral opens again when a person asks, or by a strong sign that it had not.
//
// returns  nullopt when nothing changes.
// thread   pure.
[[nodiscard]] std::optional<Referral> With(const Referral& before, const Proposal& proposal,
                                           Time now);

// Whether a strong sign at its full strength is among them that may ask for a referral alone.
[[nodiscard]] bool HasStrong(const std::vector<associate::Sign>& signs);

// More urgent first: children, then points, then the older.
[[nodiscard]] bool IsMoreUrgent(const Referral& a, const Referral& b);

}  // namespace chowki::safeguard
