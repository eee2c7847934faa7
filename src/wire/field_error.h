#pragma once

#include <string_view>

#include "base/status.h"

namespace chowki::wire {

// What is wrong with one field of a request, by its path: "images[0].content". Keeps a reason that
// the error already has; otherwise the reason is FIELD_INVALID.
[[nodiscard]] Status FieldError(std::string_view field, const Status& status);

// errors  as FieldError when the text is longer than `limit` bytes, or not UTF-8.
[[nodiscard]] Status CheckText(std::string_view field, std::string_view text, std::size_t limit);

// A number that must lie in [low, high].
[[nodiscard]] Status CheckRange(std::string_view field, double value, double low, double high);

}  // namespace chowki::wire
