#pragma once

#include <string>

namespace chowki::accounts {

// 256 random bits as 64 lower-case hex digits: nobody guesses it.
[[nodiscard]] std::string MakeToken();

}  // namespace chowki::accounts
