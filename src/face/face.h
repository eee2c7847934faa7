#pragma once

#include <array>

#include "base/geometry.h"

namespace chowki::face {

// Five points of a face by which faces are laid over one another: the eyes, the tip of the nose,
// the corners of the mouth; of each pair the left one of the picture first.
using Landmarks = std::array<Point, 5>;

// A face in a picture, px of that picture.
struct Face {
  Rect box;          // from the forehead to the chin; may leave the picture
  double score = 0;  // [0,1] that it is one
  Landmarks landmarks{};
  bool operator==(const Face&) const = default;
};

// What a face looks like, as 512 numbers of length 1. Biometric data: lives as long as the
// screening that it was made in, is written nowhere, and has no formatter.
using Embedding = std::array<float, 512>;

// How alike two faces are: the cosine, in [-1, 1]. models/README.md tells what was measured: drawn
// faces are all alike to it, and small or faint ones are not told.
[[nodiscard]] double Similarity(const Embedding& a, const Embedding& b);

}  // namespace chowki::face
