#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "associate/crossing.h"

namespace chowki::associate {

// Where a crossing lies in memory.
struct Place {
  Date period;          // its first day
  std::int64_t id = 0;  // below 0: in that of another post
  auto operator<=>(const Place&) const = default;
};

// By what a traveller of today was found in an earlier crossing.
enum class Link { kDocument, kIdentity, kContact, kSeries, kPage, kPortrait };

// A traveller of this party beside an earlier crossing. What is the same was compared under the key
// of that crossing's period.
struct Sighting {
  Link link = Link::kDocument;
  size_t traveller = 0;  // of the party
  Place place;
  Crossing crossing;
  bool same_document = false;
  bool same_identity = false;
  bool same_surname = false;
  bool is_here = false;   // the crossing was somebody's of this party
  int numbers_apart = 0;  // kSeries: between the document numbers
  bool operator==(const Sighting&) const = default;
};

// Who travelled then with a traveller of today.
struct Companion {
  Place place;
  Crossing crossing;
  bool returned = false;       // was seen since in the other direction
  std::optional<size_t> here;  // the traveller of this party who is the same
  bool operator==(const Companion&) const = default;
};

// An earlier party of somebody who is no child.
struct EarlierParty {
  size_t traveller = 0;  // of this party
  Crossing crossing;     // that traveller's own
  std::vector<Companion> companions;
  bool operator==(const EarlierParty&) const = default;
};

// All that memory has on the travellers of one party, newest first.
struct Recollection {
  std::vector<Sighting> sightings;
  std::vector<EarlierParty> parties;
  bool operator==(const Recollection&) const = default;
};

// Both together, newest first.
//
// thread  pure.
[[nodiscard]] Recollection Merge(Recollection here, const Recollection& of_others);

}  // namespace chowki::associate
