#pragma once

#include <cstddef>
#include <vector>

namespace chowki::infer {

// A picture as networks take it: one channel, rows x columns floats without gaps. It does not own
// them.
struct Picture {
  const float* values = nullptr;
  int rows = 0;
  int columns = 0;
};

// What a network gives: `channels` maps of rows x columns, one behind the other.
struct Maps {
  int channels = 0;
  int rows = 0;
  int columns = 0;
  std::vector<float> values;

  [[nodiscard]] float* Map(int channel) {
    return values.data() + static_cast<std::size_t>(channel) * static_cast<std::size_t>(rows) *
                               static_cast<std::size_t>(columns);
  }
};

}  // namespace chowki::infer
