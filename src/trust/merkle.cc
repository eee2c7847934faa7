#include "trust/merkle.h"

#include <bit>
#include <string>

#include "base/hasher.h"

namespace chowki::trust {
namespace {

constexpr std::uint8_t kNode = 0x01;

Digest NodeHash(const Digest& left, const Digest& right) {
  Hasher hasher;
  hasher.Add(Bytes(&kNode, 1));
  hasher.Add(left);
  hasher.Add(right);
  return hasher.Finish();
}

// The largest power of two below n; n at least 2.
size_t SplitOf(size_t n) { return std::bit_floor(n - 1); }

// SUBPROOF of RFC 6962, 2.1.2. whole: the first `first` leaves are a tree that the verifier knows.
void AppendConsistency(std::span<const Digest> leaves, size_t first, bool whole,
                       std::vector<Digest>& path) {
  if (first == leaves.size()) {
    if (!whole) path.push_back(TreeHash(leaves));
    return;
  }
  const size_t split = SplitOf(leaves.size());
  if (first <= split) {
    AppendConsistency(leaves.first(split), first, whole, path);
    path.push_back(TreeHash(leaves.subspan(split)));
  } else {
    AppendConsistency(leaves.subspan(split), first - split, false, path);
    path.push_back(TreeHash(leaves.first(split)));
  }
}

}  // namespace

Digest LeafHash(std::string_view leaf) {
  std::string bytes(1, '\0');
  bytes += leaf;
  return Sha256(bytes);
}

Digest TreeHash(std::span<const Digest> leaves) {
  if (leaves.empty()) return Sha256(std::string_view());
  if (leaves.size() == 1) return leaves.front();
  const size_t split = SplitOf(leaves.size());
  return NodeHash(TreeHash(leaves.first(split)), TreeHash(leaves.subspan(split)));
}

std::vector<Digest> InclusionPath(std::span<const Digest> leaves, size_t index) {
  if (leaves.size() <= 1) return {};
  const size_t split = SplitOf(leaves.size());
  const bool left = index < split;
  auto path = left ? InclusionPath(leaves.first(split), index)
                   : InclusionPath(leaves.subspan(split), index - split);
  path.push_back(left ? TreeHash(leaves.subspan(split)) : TreeHash(leaves.first(split)));
  return path;
}

std::vector<Digest> ConsistencyPath(std::span<const Digest> leaves, size_t first) {
  std::vector<Digest> path;
  if (first > 0) AppendConsistency(leaves, first, true, path);
  return path;
}

bool Includes(const Digest& root, size_t size, size_t index, const Digest& leaf,
              std::span<const Digest> path) {
  if (index >= size) return false;
  size_t fn = index;
  size_t sn = size - 1;
  Digest hash = leaf;
  for (const Digest& step : path) {
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      hash = NodeHash(step, hash);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      hash = NodeHash(hash, step);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && hash == root;
}

bool Continues(const Digest& first_root, size_t first, const Digest& root, size_t size,
               std::span<const Digest> path) {
  if (first == 0 || first > size) return false;
  if (first == size) return path.empty() && first_root == root;
  std::vector<Digest> steps(path.begin(), path.end());
  if (std::has_single_bit(first)) steps.insert(steps.begin(), first_root);
  if (steps.empty()) return false;
  size_t fn = first - 1;
  size_t sn = size - 1;
  while ((fn & 1) != 0) {
    fn >>= 1;
    sn >>= 1;
  }
  Digest old_hash = steps.front();
  Digest new_hash = steps.front();
  for (size_t i = 1; i < steps.size(); ++i) {
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      old_hash = NodeHash(steps[i], old_hash);
      new_hash = NodeHash(steps[i], new_hash);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      new_hash = NodeHash(new_hash, steps[i]);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && old_hash == first_root && new_hash == root;
}

}  // namespace chowki::trust
