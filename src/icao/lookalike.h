#pragma once

namespace chowki::icao {

// The digit that readers mistake an upper-case letter for: O Q D as 0, I L as 1, Z as 2, S as 5,
// G as 6, B as 8. Every other character is given back as it is.
//
// thread  pure.
[[nodiscard]] char DigitLike(char c);

}  // namespace chowki::icao
