#pragma once

#include <string>
#include <string_view>

#include "base/status.h"

namespace chowki::icao {

// The holder's name as an MRZ has it: upper case A-Z, components with a space between.
struct MrzName {
  std::string primary;    // "VAN DER MUELLEN"
  std::string secondary;  // "MARTIN"; "" when there is none
  bool may_be_truncated = false;
  bool operator==(const MrzName&) const = default;
};

// The name field taken apart at its first "<<"; every other filler becomes a space. A field that
// ends in a letter must be treated as possibly truncated (Doc 9303-4, 4.2.3).
//
// field   any length.
// thread  pure.
[[nodiscard]] MrzName SplitName(std::string_view field);

// The characters of a name in the MRZ: space, hyphen and comma separate components, the apostrophe
// and other ASCII punctuation are dropped (the examples of Doc 9303-4, 4.2.3), a-z
// become A-Z. Letters beyond ASCII go through icao/transliterate.h first.
//
// returns components with one space between.
// errors  kInvalidArgument naming the first digit or byte beyond ASCII.
[[nodiscard]] Result<std::string> NormalizeName(std::string_view text);

// The name field of a given width: primary<<secondary, filled up with '<'.
//
// A name that does not fit is cut as Doc 9303-4, 9303-5, 9303-6 (4.2.3) allow, always in the same
// one of the ways they show: the last component is shortened first, down to its initial, then the
// one before it and so on; the field then ends in a letter. Only when the initials do not fit
// either are last components left out: of the secondary identifier first, which keeps its first.
//
// primary, secondary  normalised: A-Z and single spaces.
// width               > 4
[[nodiscard]] std::string MakeNameField(std::string_view primary, std::string_view secondary,
                                        int width);

// A field that holds one part of the name only (French identity card), cut in the same way.
[[nodiscard]] std::string MakeNamePartField(std::string_view part, int width);

}  // namespace chowki::icao
