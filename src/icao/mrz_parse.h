#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/status.h"
#include "icao/mrz_record.h"

namespace chowki::icao {

// The layout that lines belong to by their number, their lengths and their first letters: V begins
// a visa, IDFRA on 2 x 36 the French identity card.
//
// errors  kInvalidArgument saying which line has which length and what was expected, or which
//         character is not of the alphabet A-Z 0-9 '<'.
// thread  pure.
[[nodiscard]] Result<Format> DetectFormat(const std::vector<std::string>& lines);

// An MRZ taken apart. Wrong check digits, impossible dates and unknown codes are told in the
// record, not refused.
//
// lines   one string a line, exact lengths, upper case, fillers as '<'.
// today   from the injected clock; decides the centuries (icao/century.h).
// errors  those of DetectFormat.
// thread  pure.
[[nodiscard]] Result<MrzRecord> ParseMrz(const std::vector<std::string>& lines, const Date& today);

}  // namespace chowki::icao
