#pragma once

#include <string>
#include <vector>

#include "icao/mrz_layout.h"
#include "read/transcript.h"

namespace chowki::read {

// At or above this a character stands as read, whatever a check digit says: a forged document must
// keep its wrong digit.
inline constexpr double kConfident = 0.9;

struct Repaired {
  std::vector<std::string> lines;
  // As read, with confidence and alternatives as they are once rules and digits are weighed in:
  // `best` is the character in `lines`.
  std::vector<std::vector<Glyph>> glyphs;
  std::vector<Repair> repairs;
  bool ambiguous = false;  // a likelier reading than the one kept exists, but is not likely enough
};

// The only place that changes a reading. A beam search over the alternatives of all characters that
// are in doubt: each reading of the zone weighs what the recogniser saw times how likely such a
// zone is to be printed (check digits that hold, states and dates that exist, nothing after the
// fillers of a name). The likeliest reading wins where it is decidedly likelier than what was read;
// sums over all readings give each character its confidence. Characters of kConfident or more are
// never changed, and digits over characters that cannot be seen count for nothing.
//
// Letters and digits of the same value modulo 10 (0 A K U <, 1 B L V, ...) satisfy the same digit:
// digits do not raise the confidence of one over the other (blind_pair.h).
//
// glyphs  exact lengths of the format, alternatives best first.
// thread  pure.
[[nodiscard]] Repaired RepairLines(icao::Format format,
                                   const std::vector<std::vector<Glyph>>& glyphs);

}  // namespace chowki::read
