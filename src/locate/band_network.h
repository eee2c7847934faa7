#pragma once

#include <vector>

#include "locate/band.h"
#include "locate/network.h"

namespace chowki::locate {

// Whether the network looks at the image as it is, or with its shadows taken out.
enum class Shade { kAsIs, kEven };

// Bands that the finder network (models/mrz_finder.onnx) sees, likeliest first. It looks at the
// whole image at low resolution and knows any rotation, perspective and clutter; one look costs
// some 30 ms at 768 px.
//
// grey         8UC1
// long_side_px size at which the network looks: 768; small documents in a large frame need 1152,
//              documents that fill the frame are seen better at 448.
// errors       those of Network::Run.
// thread       safe.
[[nodiscard]] Result<std::vector<Band>> FindBandsByNetwork(const Network& finder,
                                                           const cv::Mat& grey, int long_side_px,
                                                           Shade shade = Shade::kAsIs);

}  // namespace chowki::locate
