#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "read/visual_date.h"
#include "read/visual_label.h"

namespace chowki::read {

// What a line of print says when it is the value of a field: ISO dates, upper-case names, numbers
// without spaces, "F", "M" or "X", a nationality's code.
//
// text    UTF-8 as read
// context of dates (visual_date.h)
// returns nullopt when the text cannot be such a value.
// thread  pure.
[[nodiscard]] std::optional<std::string> NormaliseValue(VisualField field, std::string_view text,
                                                        const DateContext& context);

}  // namespace chowki::read
