#include "infer/graph.h"

namespace chowki::infer {
namespace {

constexpr std::int64_t kLargestValue = 1 << 26;  // floats: 256 MB

std::int64_t Along(std::int64_t size, std::int64_t kernel, std::int64_t stride,
                   std::int64_t dilation, std::int64_t pads) {
  const std::int64_t room = size + pads - ((kernel - 1) * dilation + 1);
  return room < 0 ? 0 : room / stride + 1;
}

RowsColumns SizeAfter(const Layer& layer, RowsColumns in) {
  const Window& w = layer.window;
  const RowsColumns pads{w.pad_begin.rows + w.pad_end.rows,
                         w.pad_begin.columns + w.pad_end.columns};
  switch (layer.kind) {
    case LayerKind::kConvolution:
    case LayerKind::kMaxPool:
      return {
          Along(in.rows, w.kernel.rows, w.stride.rows, w.dilation.rows, pads.rows),
          Along(in.columns, w.kernel.columns, w.stride.columns, w.dilation.columns, pads.columns)};
    case LayerKind::kEnlarge:
      return {in.rows * w.stride.rows, in.columns * w.stride.columns};
    case LayerKind::kAdd:
      return in;
  }
  return in;
}

}  // namespace

Result<std::vector<RowsColumns>> Sizes(const Graph& graph, RowsColumns picture) {
  const auto holds = [](RowsColumns size, std::int64_t channels) {
    return size.rows >= 1 && size.columns >= 1 && size.rows <= kLargestValue &&
           size.columns <= kLargestValue && size.rows * size.columns <= kLargestValue / channels;
  };
  if (!holds(picture, 1)) {
    return InvalidInput("a picture of {} x {} is no input", picture.rows, picture.columns);
  }
  std::vector<RowsColumns> sizes{picture};
  for (const Layer& layer : graph.layers) {
    const RowsColumns in = sizes[layer.inputs.front()];
    const RowsColumns out = SizeAfter(layer, in);
    if (!holds(out, layer.channels)) {
      return InvalidInput("layer {} would give {} maps of {} x {} for a picture of {} x {}",
                          layer.name, layer.channels, out.rows, out.columns, picture.rows,
                          picture.columns);
    }
    for (const std::size_t input : layer.inputs) {
      if (sizes[input] != in) {
        return InvalidInput("layer {} adds maps of {} x {} to maps of {} x {}", layer.name,
                            sizes[input].rows, sizes[input].columns, in.rows, in.columns);
      }
    }
    sizes.push_back(out);
  }
  return sizes;
}

}  // namespace chowki::infer
