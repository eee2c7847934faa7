#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "associate/party.h"
#include "associate/recollection.h"

namespace chowki::associate {

// What posts that have one key for a period hand each other of their parties: tags and sealed rows.
// Whoever carries them, and has no key, compares tags and learns nothing else.

// One thing that is asked about a traveller: is it in an earlier crossing, too?
struct Ask {
  Link link = Link::kDocument;
  int first_step = 0;  // kSeries: of the run that is asked for (crossing.h)
  bool operator==(const Ask&) const = default;
};

// Asks have tags of their own under the key of each period.
struct SharedQuestion {
  Date period;
  std::vector<Tag> tags;      // all asks of the first traveller, of the second ...; 0: nothing
  std::vector<Tag> surnames;  // of each traveller; not asked, but compared with what is answered
  bool operator==(const SharedQuestion&) const = default;
};

struct SharedTraveller {
  std::string sealed;     // Crossing, under the key of the party's period
  std::vector<Tag> tags;  // by which it is found
  std::vector<Ask> asks;
  int step = 0;  // of the document number within its series
  bool operator==(const SharedTraveller&) const = default;
};

// A party on its way to the other posts.
struct SharedParty {
  Date period;
  std::int64_t number = 0;  // with post and period it names the party
  std::int64_t minute = 0;  // of the crossing, since 1970-01-01T00:00Z
  std::vector<SharedTraveller> travellers;
  // For all periods whose keys are known, and those that have not begun: it may arrive then.
  std::vector<SharedQuestion> questions;
  bool operator==(const SharedParty&) const = default;
};

// All but period and number.
[[nodiscard]] std::string ToBytes(const SharedParty& party);

// errors  kDataLoss: these are not the bytes of a party.
[[nodiscard]] Result<SharedParty> SharedPartyFromBytes(std::string_view bytes);

// A party of another post.
struct ForeignParty {
  struct Row {
    int place = 0;
    std::string sealed;
    bool returned = false;
  };
  // A traveller of ours, and one of that party, of whom something is the same.
  struct Pair {
    size_t traveller = 0;
    int place = 0;
    Link link = Link::kDocument;
    size_t ask = 0;  // of that traveller's asks
  };
  Date period;
  std::int64_t party = 0;  // the centre's number, from 1
  std::vector<Row> rows;   // some or all of it
  std::vector<Pair> pairs;
};

// What other posts remember of one of our parties.
struct OthersMemory {
  // Ours, as far as it is remembered: when and where, who is a child, an escort who is allowed. No
  // name, no number, no contact.
  Party party;
  Recollection of_others;
  int unreadable = 0;  // rows that the key does not open, or that are none: another post's fault
};

// A party that goes out later than this after its crossing is late: others have asked in vain
// meanwhile. What crossed at another post within this time counts as earlier, as clocks and the
// time until a party is whole (10 minutes) differ.
inline constexpr int kSharingDelay = 30;  // minutes

}  // namespace chowki::associate
