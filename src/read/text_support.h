#pragma once

#include <span>
#include <string_view>

#include "read/text_recogniser.h"

namespace chowki::read {

// How well what was seen along a strip bears out that some letters stand there: the logarithm of
// how much less likely the best path that says them is than the best path of all. 0: they are the
// best reading; a letter that was clearly seen as another costs 4 and more.
//
// letters  A-Z and 0-9, not empty; case and marks do not count, nor do spaces and signs between.
//          Two that render one (AE, OE, UE, AA, TH, SS) may be one in print.
// thread   pure.
[[nodiscard]] double Support(std::span<const std::array<float, TextPosteriors::kClasses>> steps,
                             std::string_view letters);

}  // namespace chowki::read
