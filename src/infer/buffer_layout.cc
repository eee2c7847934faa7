#include "infer/buffer_layout.h"

#include <algorithm>

namespace chowki::infer {

std::size_t Place(std::vector<Block>& blocks) {
  const auto aligned = [](std::size_t bytes) {
    return (bytes + kAlignment - 1) / kAlignment * kAlignment;
  };
  std::vector<Block*> largest_first;
  for (Block& block : blocks) largest_first.push_back(&block);
  std::stable_sort(largest_first.begin(), largest_first.end(),
                   [](const Block* a, const Block* b) { return a->bytes > b->bytes; });

  std::vector<const Block*> placed;  // ascending by offset
  std::size_t end = 0;
  for (Block* block : largest_first) {
    std::size_t offset = 0;
    for (const Block* other : placed) {
      if (other->last_step < block->first_step || other->first_step > block->last_step) continue;
      if (offset + block->bytes <= other->offset) break;
      offset = std::max(offset, aligned(other->offset + other->bytes));
    }
    block->offset = offset;
    end = std::max(end, aligned(offset + block->bytes));
    placed.insert(
        std::upper_bound(placed.begin(), placed.end(), block,
                         [](const Block* a, const Block* b) { return a->offset < b->offset; }),
        block);
  }
  return end;
}

}  // namespace chowki::infer
