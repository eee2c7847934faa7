#pragma once

#include <optional>

#include <opencv2/core.hpp>

#include "locate/page.h"

namespace chowki::locate {

// A card or page that shows no MRZ to measure it by, found by its outline: one that fills the
// picture, or that lies level within some 30 degrees on a ground that it stands out from. Told by
// the ratio of its sides: an ID-1 card, else ID-3 (ID-2 has the same ratio and has its MRZ on the
// front).
//
// grey     8UC1
// returns  nullopt when no outline has such sides. Which way up it lies is not known: the longer
//          side is taken for the width, the nearest to upright for up.
// thread   pure.
// source   largest region unlike the picture's edge and its rectangle of least area. Known
// failures:
//          strong perspective, a ground with patterns of its own.
[[nodiscard]] std::optional<Page> FindCard(const cv::Mat& grey);

}  // namespace chowki::locate
