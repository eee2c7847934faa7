#pragma once

#include "read/zone_reader.h"

namespace chowki::read {

// A network that knows 37 characters reads any text as an MRZ. What tells a reading from an
// invention are the scores of its lines: a line that is none leaves some character unexplained.

// The way up is right: the line of a zone that lies the other way never reads like this.
[[nodiscard]] bool Passes(const DecodedLine& line);

// Good enough to stop looking further.
[[nodiscard]] bool Passes(const ZoneReading& reading);

// There is an MRZ, whether or not every character of it is right: may be handed out with doubts.
// Either all of it reads well, or a part is covered and the rest is clear, even, and has a check
// digit that holds.
[[nodiscard]] bool Plausible(const ZoneReading& reading);

// There is something like an MRZ, too badly read to be handed out.
[[nodiscard]] bool Recognisable(const ZoneReading& reading);

}  // namespace chowki::read
