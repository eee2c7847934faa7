#pragma once

#include <optional>
#include <string_view>

namespace chowki::icao {

enum class Sex { kUnspecified, kFemale, kMale };

// As an MRZ prints it: "F", "M", "<" (X on the visual page) for unspecified.
[[nodiscard]] std::string_view Name(Sex sex);

// nullopt for anything but the three.
[[nodiscard]] std::optional<Sex> SexFromName(std::string_view name);

}  // namespace chowki::icao
