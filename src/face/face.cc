#include "face/face.h"

#include <numeric>

namespace chowki::face {

double Similarity(const Embedding& a, const Embedding& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

}  // namespace chowki::face
