#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/digest.h"
#include "journal/decision.h"
#include "screen/screening.h"

namespace chowki::journal {

// What the lists' columns still say of a screening of which a part was erased.
struct Remains {
  std::int64_t matches = 0;
  DecisionState state = DecisionState::kOpen;
  std::optional<Outcome> outcome;  // of the newest decision
};

// A screening as the journal keeps it, with the decision that holds now. Earlier decisions stay in
// the chain.
struct Record {
  std::int64_t sequence = 0;    // of the screening in the chain, from 1
  screen::Screening screening;  // without the MRZ's glyphs: a replay makes them again
  std::optional<Decision> decision;
  std::string etag;  // changes with every decision
  // Set: what the document showed, or the decision, was erased (retention.h). Of the screening
  // there are id, checkpoint, lane, time and advice, and its matches if they are kept longer; the
  // decision if it is.
  std::optional<Remains> erased = std::nullopt;
};

// The end of the chain. An auditor who writes it down can prove later that nothing before it was
// cut off or changed.
struct Head {
  std::int64_t sequence = 0;  // 0: the journal is empty
  Digest hash{};
  bool operator==(const Head&) const = default;
};

}  // namespace chowki::journal
