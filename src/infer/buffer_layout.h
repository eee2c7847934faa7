#pragma once

#include <cstddef>
#include <vector>

namespace chowki::infer {

// A block of memory that is needed from one step of a plan to another, both included.
struct Block {
  std::size_t bytes = 0;
  std::size_t first_step = 0;
  std::size_t last_step = 0;
  std::size_t offset = 0;  // in the buffer; Place() sets it, a multiple of kAlignment
};

constexpr std::size_t kAlignment = 64;  // of a line of the cache, and of the widest vectors

// Gives each block its place in one buffer, so that blocks needed at the same step do not overlap:
// the largest first, each at the lowest place that is free while it is needed.
//
// returns the bytes of the buffer.
// thread  pure.
std::size_t Place(std::vector<Block>& blocks);

}  // namespace chowki::infer
