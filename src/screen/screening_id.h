#pragma once

#include <string>

#include "base/clock.h"

namespace chowki::screen {

// A new UUID of version 7 (RFC 9562): 48 bits of milliseconds, 74 random bits; lower case.
//
// thread  safe.
[[nodiscard]] std::string NewScreeningId(Time now);

}  // namespace chowki::screen
