#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/digest.h"
#include "base/status.h"
#include "identify/match.h"

namespace chowki::journal {

// What became of a late alert: a closed set.
enum class LateOutcome { kForwarded, kSamePerson, kOtherPerson, kNothingToDo };

// "forwarded", "same_person", "other_person", "nothing_to_do"
[[nodiscard]] std::string_view Name(LateOutcome outcome);

// What an officer said about a late alert.
struct LateAcknowledgement {
  static constexpr size_t kMaxNote = 500;  // bytes

  LateOutcome outcome = LateOutcome::kNothingToDo;
  std::string note;     // one printable line; may be empty
  std::string officer;  // from the session
  Time time{};          // set by the journal
  bool operator==(const LateAcknowledgement&) const = default;
};

// errors  kInvalidArgument with FIELD_INVALID naming the field.
[[nodiscard]] Status Validate(const LateAcknowledgement& acknowledgement);

// A crossing that a later version of a list says something about: the entry was not there, or said
// less, when the traveller crossed. Every step is a row of the chain and holds the whole of what is
// so after it.
struct LateAlert {
  std::string id;         // UUIDv7, given by the journal
  std::string screening;  // id
  std::string checkpoint;
  std::string lane;
  Time crossed{};
  identify::Match match;  // with the list's name and version
  Time raised{};          // set by the journal
  std::optional<LateAcknowledgement> acknowledged = std::nullopt;
  std::string etag;  // changes with every acknowledgement; given by the journal, not in the payload
  bool operator==(const LateAlert&) const = default;
};

// Missing or at risk: protection comes first.
[[nodiscard]] bool IsVictim(const identify::Match& match);

// Whether a match tells more than what was told before: nothing of the same entry was, or its kind
// or action was another, or it matched less surely. That is what makes looking back idempotent: one
// alert at most for one screening and one state of an entry.
//
// told  matches of the screening itself and of its late alerts.
[[nodiscard]] bool IsNews(const identify::Match& match, const std::vector<identify::Match>& told);

struct LatePage {
  std::vector<LateAlert> alerts;  // victims first, then the newest first
  std::string next_page_token;    // "" on the last page
  std::int64_t open = 0;          // of all pages
  std::int64_t open_victims = 0;
};

// What is still to be looked back at: the kept crossings, against what a new version of a list
// added or changed.
struct LookBack {
  std::int64_t number = 0;  // given by the journal
  std::string list;
  std::string root;                  // state root of the version: crossings that rest on it know it
  std::vector<std::string> entries;  // ids
  bool whole_list = false;           // what changed is not known: all entries
  Time since{};                      // the version is in force
  std::string place;                 // page token of Journal::List where to go on; "": the newest
  std::int64_t crossings = 0;        // looked at so far
  bool operator==(const LookBack&) const = default;
};

}  // namespace chowki::journal
