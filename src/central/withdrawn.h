#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "sql/connection.h"

namespace chowki::central {

// A post of which a certificate was withdrawn that has not expired, or that is shut out.
struct WithdrawnPost {
  std::string device;
  std::vector<std::string> accepted_serials;  // ascending; none: it is shut out
  bool operator==(const WithdrawnPost&) const = default;
};
struct Withdrawn {
  std::int64_t change = 0;  // counts
  std::vector<WithdrawnPost> posts;
  bool operator==(const Withdrawn&) const = default;
};

// What a relay must know of who was shut out here. Of posts of which nothing was withdrawn it knows
// nothing: a certificate that the centre never saw passes there, as its authority says.
//
// known_change  of what it knows; with that one the posts are left out.
[[nodiscard]] Result<Withdrawn> ReadWithdrawn(sql::Connection& store, std::int64_t known_change,
                                              Time now);

// At a relay: takes the place of what it knew. AcceptedCertificates says the same from then on.
[[nodiscard]] Status MirrorWithdrawn(sql::Connection& store, const Withdrawn& withdrawn, Time now);

// Of what was mirrored last; 0: nothing yet.
[[nodiscard]] Result<std::int64_t> MirroredChange(sql::Connection& store);

}  // namespace chowki::central
