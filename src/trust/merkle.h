#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/digest.h"

namespace chowki::trust {

// The Merkle tree of RFC 6962, 2.1, over leaves that are hashed already. All functions are pure;
// indexes count from 0.

// SHA-256 over 0x00 and the leaf.
[[nodiscard]] Digest LeafHash(std::string_view leaf);

// Merkle Tree Hash; SHA-256 of nothing for no leaves.
[[nodiscard]] Digest TreeHash(std::span<const Digest> leaves);

// The hashes that lead from leaf `index` to the tree's; index below the number of leaves.
[[nodiscard]] std::vector<Digest> InclusionPath(std::span<const Digest> leaves, size_t index);

// What proves that the tree of the first `first` leaves is a beginning of this one; first from 1 to
// the number of leaves.
[[nodiscard]] std::vector<Digest> ConsistencyPath(std::span<const Digest> leaves, size_t first);

// The other side: RFC 9162, 2.1.3.2 and 2.1.4.2.
[[nodiscard]] bool Includes(const Digest& root, size_t size, size_t index, const Digest& leaf,
                            std::span<const Digest> path);
[[nodiscard]] bool Continues(const Digest& first_root, size_t first, const Digest& root,
                             size_t size, std::span<const Digest> path);

}  // namespace chowki::trust
