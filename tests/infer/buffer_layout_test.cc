#include "infer/buffer_layout.h"

#include <random>

#include <catch2/catch.hpp>

namespace chowki::infer {
namespace {

TEST_CASE("blocks that are needed at different steps share a place", "[infer]") {
  std::vector<Block> chain;
  for (std::size_t step = 0; step < 10; ++step) chain.push_back({1000, step, step + 1, 0});
  CHECK(Place(chain) == 2 * 1024);
}

TEST_CASE("blocks that are needed at once never overlap, and lie aligned", "[infer]") {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::vector<Block> blocks(1 + random() % 20);
    for (Block& block : blocks) {
      block.bytes = random() % 5000;
      block.first_step = random() % 12;
      block.last_step = block.first_step + random() % 6;
    }
    const std::size_t bytes = Place(blocks);
    for (const Block& a : blocks) {
      CHECK(a.offset % kAlignment == 0);
      CHECK(a.offset + a.bytes <= bytes);
      for (const Block& b : blocks) {
        if (&a == &b || a.last_step < b.first_step || b.last_step < a.first_step) continue;
        CHECK((a.offset + a.bytes <= b.offset || b.offset + b.bytes <= a.offset));
      }
    }
  }
}

}  // namespace
}  // namespace chowki::infer
