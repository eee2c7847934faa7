#pragma once

#include <string>

#include "read/transcript.h"

namespace chowki::read {

// Whether no check digit tells two characters apart: their values are equal modulo 10, and the
// weights 7, 3, 1 have no factor in common with 10 (Doc 9303-3, 4.9). The sets are 0AKU<, 1BLV,
// 2CMW, 3DNX, 4EOY, 5FPZ, 6GQ, 7HR, 8IS, 9JT; a filler read as K, the commonest error of readers,
// passes every digit.
[[nodiscard]] bool IsBlindPair(char one, char other);

// The alternatives of a doubtful character that no digit tells from its best one; "" when a digit
// tells them all. Where no digit covers the field (Identity::unprotected) all alternatives are
// blind.
[[nodiscard]] std::string BlindAlternatives(const Doubt& doubt);

}  // namespace chowki::read
