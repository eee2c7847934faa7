#pragma once

#include <optional>
#include <string_view>

namespace chowki::icao {

// The machine-readable zones that we know: sizes 1 to 3 and visas of Doc 9303 (parts 5, 6, 4, 7)
// and the French national identity card of 1988 to 2021.
enum class Format { kTd1, kTd2, kTd3, kMrvA, kMrvB, kFraId };

// "TD1", "TD2", "TD3", "MRVA", "MRVB", "FRA_ID"
[[nodiscard]] std::string_view Name(Format format);
[[nodiscard]] std::optional<Format> FormatFromName(std::string_view name);

[[nodiscard]] int LineCount(Format format);
[[nodiscard]] int LineLength(Format format);

}  // namespace chowki::icao
