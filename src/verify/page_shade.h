#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "verify/page_model.h"

namespace chowki::verify {

// What the comparison of a page with its model and learning one have in common.

using Colour = std::array<double, 3>;  // blue, green, red; grey: three times the same

// Means of shades as one picture shows them.
using SeenShades = std::vector<std::pair<const PageShade*, Colour>>;

inline constexpr std::size_t kLeastShades = 8;  // less say nothing of an exposure

[[nodiscard]] Rect Moved(const Rect& rect, Point by);

[[nodiscard]] const PageView& ViewIn(const PageScan& scan, capture::Light light);

[[nodiscard]] cv::Mat GreyOf(const PageView& view);  // 8UC1

// nullopt where the picture does not show the whole place.
[[nodiscard]] std::optional<Colour> MeanAt(const PageView& view, const Rect& mm);

// The exposure of a picture against the model's, channel by channel: what most places agree on.
[[nodiscard]] Colour GainOf(const SeenShades& seen);

}  // namespace chowki::verify
