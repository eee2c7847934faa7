#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"

namespace chowki::infer {

struct RowsColumns {
  std::int64_t rows = 0;
  std::int64_t columns = 0;
  bool operator==(const RowsColumns&) const = default;
};

// How a window moves over maps, as ONNX says it.
struct Window {
  RowsColumns kernel{1, 1};
  RowsColumns stride{1, 1};
  RowsColumns dilation{1, 1};
  RowsColumns pad_begin;  // zeros before the first row, the first column
  RowsColumns pad_end;
};

enum class LayerKind {
  kConvolution,
  kMaxPool,
  kEnlarge,  // every value `stride` times; ONNX calls it Resize
  kAdd,
};

// One step of a network: maps in, maps out.
struct Layer {
  LayerKind kind = LayerKind::kConvolution;
  std::string name;                 // the node's in the file, for messages
  std::vector<std::size_t> inputs;  // values: 0 is the picture, n + 1 what layer n gives
  std::int64_t channels = 0;        // that it gives
  Window window;
  bool relu = false;           // of a convolution: negative values become 0
  std::vector<float> weights;  // [channels][channels in][kernel rows][kernel columns]
  std::vector<float> bias;     // [channels]
};

// A network that turns one picture of one channel into maps: layers in the order in which they are
// computed; the last one's value is the result.
struct Graph {
  std::vector<Layer> layers;
  // A ConvTranspose at the end whose windows do not overlap is a convolution of one pixel: it gives
  // spread.rows x spread.columns values a pixel and map, which are put side by side. Channel
  // (c * spread.rows + row) * spread.columns + column holds a pixel of map c.
  RowsColumns spread{1, 1};

  [[nodiscard]] std::int64_t ChannelsOf(std::size_t value) const {
    return value == 0 ? 1 : layers[value - 1].channels;
  }
};

// onnx    the bytes of an ONNX file with 32-bit floats, of the node kinds above, Constant and Relu
// (behind a
//         convolution); any bytes may be given.
// errors  kInvalidArgument naming the node, and what of it is unknown or contradicts itself.
// thread  pure.
// source  github.com/onnx/onnx, docs/Operators.md, operator sets 1 to 18.
[[nodiscard]] Result<Graph> ParseOnnx(std::string_view onnx);

// The size of every value when the picture has this size; as many as layers, and one.
//
// errors  kInvalidArgument naming the layer that the picture is too small for, whose maps would be
//         too large, or whose inputs differ in size.
[[nodiscard]] Result<std::vector<RowsColumns>> Sizes(const Graph& graph, RowsColumns picture);

}  // namespace chowki::infer
