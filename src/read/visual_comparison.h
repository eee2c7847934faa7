#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "icao/mrz_record.h"
#include "read/reading.h"
#include "read/visual_label.h"

namespace chowki::read {

enum class Agreement {
  kSame,       // by their letters and digits
  kRendered,   // the MRZ has one of the legal renderings of the printed letters: AE or A for an Ä
  kTruncated,  // one has the first part of the other: its field took no more, or words are left out
  kReordered,  // the same words of the name, divided or ordered otherwise
  kDiffers,    // neither
  kNotCompared  // one of the two is missing, or has no form that the other could have
};

[[nodiscard]] std::string_view Name(Agreement agreement);  // "same", "rendered", ...

// One value that a page has twice.
struct FieldComparison {
  VisualField field = VisualField::kNone;
  std::string mrz;     // as in MrzRecord; dates as ISO
  std::string visual;  // as in Transcript::visual
  Agreement agreement = Agreement::kNotCompared;
  double confidence = 0;  // of the visual reading, [0,1]
  bool operator==(const FieldComparison&) const = default;
};

// The values that both the MRZ and the visual zone may have, side by side: surname, given names,
// number, nationality, birth, sex, expiry, personal number.
//
// visual   as in Transcript::visual
// returns  all eight, in this order.
// thread   pure.
// source   Doc 9303-3, sections 4.6 (names), 6 (renderings); 9303-4 to -7 (truncation). Forgiven is
//          what no reading can tell: marks above letters that were lost, O and 0 in numbers.
[[nodiscard]] std::vector<FieldComparison> CompareWithMrz(
    const icao::MrzRecord& record, const std::map<std::string, Reading<std::string>>& visual);

// What of a value shapes cannot tell apart is left out: O and 0, I and 1 in numbers, marks above
// letters and all signs between; of dates the century, which no MRZ has.
//
// value   as in Transcript::visual; dates as ISO.
// thread  pure.
[[nodiscard]] std::string ShapesOf(VisualField field, std::string_view value);

// Whether two values are one but for what somebody alters or misreads: of a date one of day, month
// and year, of a number two characters, of a name half of its letters, each where it was.
//
// one, other  as in Transcript::visual; dates as ISO.
// thread      pure.
[[nodiscard]] bool IsNearly(VisualField field, std::string_view one, std::string_view other);

}  // namespace chowki::read
