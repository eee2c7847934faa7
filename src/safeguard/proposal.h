#pragma once

#include <string>
#include <vector>

#include "associate/judge.h"
#include "associate/traveller.h"
#include "base/clock.h"

namespace chowki::safeguard {

// Who asks for a referral.
enum class Cause { kSigns, kOfficer, kOtherPosts };

// What rates of referrals are told by, so that a rule that singles somebody out is found. Of each
// traveller, referred or not; only counts of it are kept.
struct Subject {
  std::string issuing_state;  // ICAO code of the document
  associate::Age age = associate::Age::kChild;
  char sex = '<';  // 'F', 'M' or '<', as the document has it
  bool operator==(const Subject&) const = default;
};

// Somebody was screened: one more traveller in the rates.
struct Seen {
  Time time{};
  Subject subject;
};

// That somebody may need help: what a referral is opened for. It never says anything against the
// person, and nothing of it is shown in the lane.
struct Proposal {
  Time time{};
  std::string screening;           // id of the screening of whom it may concern
  std::vector<std::string> party;  // ids of all who travel together, this one included
  bool declared = true;            // the party was
  std::string lane;
  Subject subject;
  Cause cause = Cause::kSigns;
  std::vector<associate::Sign> signs;  // that concern the person
  associate::Concern concern;
  std::string officer;  // kOfficer: who asks
  bool operator==(const Proposal&) const = default;
};

}  // namespace chowki::safeguard
