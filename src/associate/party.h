#pragma once

#include <chrono>
#include <span>
#include <vector>

#include "associate/traveller.h"

namespace chowki::associate {

// People who travel together at one post, one direction, within minutes.
struct Party {
  std::vector<Traveller> travellers;
  // An officer or a kiosk said so; false: presumed, because a child stood beside an adult in the
  // lane. What rests on a presumed party weighs half.
  bool declared = true;

  [[nodiscard]] const Passage& passage() const { return travellers.front().passage; }
};

// How far apart in one lane a child and the adult nearest to it may be screened to be presumed to
// travel together. Ours: about twice what a screening takes.
inline constexpr std::chrono::seconds kBeside{90};

// Screenings of one post, in order of time, to parties: declared groups; a child without a group
// with an adult beside it in its lane and direction who has none either (one who shares a name
// before others, then the nearest), a child beside such a child with the same adult; everybody else
// alone. Parties are in the order of their first traveller.
[[nodiscard]] std::vector<Party> FormParties(std::span<const Traveller> screenings);

}  // namespace chowki::associate
