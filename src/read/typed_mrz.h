#pragma once

#include <string>
#include <vector>

#include "base/status.h"
#include "read/transcript.h"

namespace chowki::read {

// A reading whose lines an officer typed instead. What was read stays as raw_lines, with its place
// on the page; where the layout is the one that was read, its characters keep theirs.
//
// reading  of the page; it need not have been read at all.
// lines    as typed: exact lengths, A-Z 0-9 and '<'.
// errors   kInvalidArgument with MRZ_MALFORMED for lines of no known layout (icao::DetectFormat).
// thread   pure.
[[nodiscard]] Result<MrzReading> WithTypedLines(MrzReading reading,
                                                const std::vector<std::string>& lines);

}  // namespace chowki::read
