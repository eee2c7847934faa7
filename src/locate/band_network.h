#pragma once

#include <vector>

#include "infer/network.h"
#include "locate/band.h"

namespace chowki::locate {

// Whether the network looks at the image as it is, or with its shadows taken out.
enum class Shade { kAsIs, kEven };

// What the finder network saw at one size.
struct Sighting {
  std::vector<Band> bands;  // likeliest first
  // How clearly anything like an MRZ shows anywhere, whether or not it makes a band: logarithm of
  // the odds that the smallest band worth the name would have at its clearest place.
  double evidence = 0;
};

// Looks for bands with the finder network (models/mrz_finder.onnx). It looks at the whole image at
// low resolution and knows any rotation, perspective and clutter; one look costs some 20 ms at 768
// px, 45 at 1152.
//
// grey         8UC1
// long_side_px size at which the network looks: 768; small documents in a large frame need 1152,
//              documents that fill the frame are seen better at 448.
// errors       those of infer::Network::Run.
// thread       safe.
[[nodiscard]] Result<Sighting> FindBandsByNetwork(const infer::Network& finder, const cv::Mat& grey,
                                                  int long_side_px, Shade shade = Shade::kAsIs);

}  // namespace chowki::locate
