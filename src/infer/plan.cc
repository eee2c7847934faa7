#include "infer/plan.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <utility>

namespace chowki::infer {
namespace {

using dnnl::memory;

memory::desc Described(std::int64_t channels, RowsColumns size, memory::format_tag layout) {
  return {{1, channels, size.rows, size.columns}, memory::data_type::f32, layout};
}

// How a value lies in memory: so many channels together at each place (1, or as many as fill a
// vector register), and the floats from a group of channels, a row, a column to the next.
struct Layout {
  std::int64_t together = 1;
  std::int64_t group = 0;
  std::int64_t row = 0;
  std::int64_t column = 0;

  explicit Layout(const memory::desc& desc) {
    const dnnl_blocking_desc_t& blocking = desc.data.format_desc.blocking;
    if (desc.data.format_kind != dnnl_blocked || blocking.inner_nblks > 1 ||
        (blocking.inner_nblks == 1 && blocking.inner_idxs[0] != 1)) {
      throw dnnl::error(dnnl_unimplemented, "a layout of values that is not known");
    }
    if (blocking.inner_nblks == 1) together = blocking.inner_blks[0];
    group = blocking.strides[1];
    row = blocking.strides[2];
    column = blocking.strides[3];
  }
};

memory::dims Pair(RowsColumns pair) { return {pair.rows, pair.columns}; }

// Memory of the caller's, and floats that are computed as floats.
dnnl::primitive_attr Attributes(bool relu) {
  dnnl::primitive_attr attributes;
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  attributes.set_fpmath_mode(dnnl::fpmath_mode::strict);
  if (relu) {
    dnnl::post_ops after;
    after.append_eltwise(1.0F, dnnl::algorithm::eltwise_relu, 0.0F, 0.0F);
    attributes.set_post_ops(after);
  }
  return attributes;
}

}  // namespace

Plan::Plan(const Graph& graph, std::vector<RowsColumns> sizes, const dnnl::engine& engine,
           Weights& weights)
    : graph_(graph), sizes_(std::move(sizes)), values_(sizes_.size()) {
  values_[0] = Described(1, sizes_[0], memory::format_tag::nchw);
  for (std::size_t layer = 0; layer < graph_.layers.size(); ++layer) Add(layer, engine, weights);
  PlaceValues();
}

void Plan::Add(std::size_t at, const dnnl::engine& engine, Weights& weights) {
  using dnnl::algorithm;
  const Layer& layer = graph_.layers[at];
  const Window& w = layer.window;
  const std::size_t input = layer.inputs[0];
  const memory::desc in = values_[input];
  const memory::desc out = Described(layer.channels, sizes_[at + 1], memory::format_tag::any);
  const auto kForward = dnnl::prop_kind::forward_inference;
  const dnnl::primitive_attr attributes = Attributes(layer.relu);
  Step step;
  step.output = at + 1;
  const auto make = [&]<typename Primitive>(std::type_identity<Primitive>,
                                            const typename Primitive::desc& desc) {
    const typename Primitive::primitive_desc made(desc, attributes, engine);
    step.primitive = Primitive(made);
    step.scratch = made.scratchpad_desc();
    values_[at + 1] = made.dst_desc();
    return made;
  };
  switch (layer.kind) {
    case LayerKind::kConvolution: {
      const std::int64_t channels = graph_.ChannelsOf(input);
      const memory::desc from =
          input == 0 ? in : Described(channels, sizes_[input], memory::format_tag::any);
      const memory::desc kernel({layer.channels, channels, w.kernel.rows, w.kernel.columns},
                                memory::data_type::f32, memory::format_tag::any);
      const memory::desc bias({layer.channels}, memory::data_type::f32, memory::format_tag::a);
      const memory::dims dilation{w.dilation.rows - 1, w.dilation.columns - 1};
      const auto made = make(std::type_identity<dnnl::convolution_forward>(),
                             {kForward, algorithm::convolution_direct, from, kernel, bias, out,
                              Pair(w.stride), dilation, Pair(w.pad_begin), Pair(w.pad_end)});
      step.inputs = {{DNNL_ARG_SRC, In(made.src_desc(), input, engine)}};
      step.constants = {{DNNL_ARG_WEIGHTS, weights.Kernel(at, made.weights_desc())},
                        {DNNL_ARG_BIAS, weights.Bias(at, made.bias_desc())}};
      break;
    }
    case LayerKind::kMaxPool: {
      const memory::dims pads{0, 0};
      make(std::type_identity<dnnl::pooling_forward>(),
           {kForward, algorithm::pooling_max, in, out, Pair(w.stride), Pair(w.kernel), pads, pads});
      step.inputs = {{DNNL_ARG_SRC, input}};
      break;
    }
    case LayerKind::kEnlarge:
      make(std::type_identity<dnnl::resampling_forward>(),
           {kForward, algorithm::resampling_nearest, in, out});
      step.inputs = {{DNNL_ARG_SRC, input}};
      break;
    case LayerKind::kAdd:
      make(std::type_identity<dnnl::binary>(), {algorithm::binary_add, in, in, out});
      step.inputs = {{DNNL_ARG_SRC_0, input}, {DNNL_ARG_SRC_1, In(in, layer.inputs[1], engine)}};
      break;
  }
  steps_.push_back(std::move(step));
}

// The value in this layout: itself, or what a step more makes of it.
std::size_t Plan::In(const memory::desc& wanted, std::size_t value, const dnnl::engine& engine) {
  if (values_[value] == wanted) return value;
  const dnnl::reorder::primitive_desc made(engine, values_[value], engine, wanted,
                                           Attributes(false));
  Step step;
  step.primitive = dnnl::reorder(made);
  step.inputs = {{DNNL_ARG_FROM, value}};
  step.scratch = made.scratchpad_desc();
  step.output = values_.size();
  values_.push_back(wanted);
  steps_.push_back(std::move(step));
  return values_.size() - 1;
}

// A value is needed from the step that makes it, the picture from the first, to the last one that
// takes it; the result until it is taken out.
void Plan::PlaceValues() {
  blocks_.resize(values_.size());
  for (std::size_t value = 0; value < values_.size(); ++value) {
    blocks_[value].bytes = values_[value].get_size();
  }
  for (std::size_t at = 0; at < steps_.size(); ++at) {
    const Step& step = steps_[at];
    blocks_[step.output].first_step = blocks_[step.output].last_step = at;
    for (const Argument& input : step.inputs) blocks_[input.value].last_step = at;
    blocks_.push_back({step.scratch.get_size(), at, at});
  }
  blocks_[graph_.layers.size()].last_step = steps_.size();
  buffer_bytes_ = Place(blocks_);
}

Maps Plan::Run(const Picture& picture, const std::vector<RowsColumns>& valid, std::byte* buffer,
               dnnl::stream& stream) const {
  const dnnl::engine engine = stream.get_engine();
  const auto memory_of = [&](const memory::desc& desc, std::size_t block) {
    return memory(desc, engine, buffer + blocks_[block].offset);
  };
  TakePicture(picture, buffer);
  for (std::size_t at = 0; at < steps_.size(); ++at) {
    const Step& step = steps_[at];
    std::unordered_map<int, memory> arguments;
    for (const auto& [argument, value] : step.inputs) {
      arguments.emplace(argument, memory_of(values_[value], value));
    }
    for (const Constant& constant : step.constants) {
      arguments.emplace(constant.argument, constant.memory);
    }
    arguments.emplace(DNNL_ARG_DST, memory_of(values_[step.output], step.output));
    arguments.emplace(DNNL_ARG_SCRATCHPAD, memory_of(step.scratch, values_.size() + at));
    step.primitive.execute(stream, arguments);
    stream.wait();
    if (step.output < valid.size()) ClearBeyond(step.output, valid[step.output], buffer);
  }
  return TakeMaps(valid.back(), buffer);
}

float* Plan::ValueIn(std::byte* buffer, std::size_t value) const {
  return reinterpret_cast<float*>(buffer + blocks_[value].offset);
}

void Plan::TakePicture(const Picture& picture, std::byte* buffer) const {
  const auto width = static_cast<std::size_t>(sizes_[0].columns);
  const auto columns = static_cast<std::size_t>(picture.columns);
  float* to = ValueIn(buffer, 0);
  for (int row = 0; row < picture.rows; ++row, to += width) {
    std::copy_n(picture.values + static_cast<std::size_t>(row) * columns, columns, to);
    std::fill(to + columns, to + width, 0.0F);
  }
}

void Plan::ClearBeyond(std::size_t value, RowsColumns valid, std::byte* buffer) const {
  const RowsColumns size = sizes_[value];
  if (valid.columns == size.columns) return;
  const Layout layout(values_[value]);
  const std::int64_t groups = (graph_.ChannelsOf(value) + layout.together - 1) / layout.together;
  for (std::int64_t group = 0; group < groups; ++group) {
    float* row = ValueIn(buffer, value) + group * layout.group;
    for (std::int64_t k = 0; k < size.rows; ++k, row += layout.row) {
      for (std::int64_t column = valid.columns; column < size.columns; ++column) {
        std::fill_n(row + column * layout.column, layout.together, 0.0F);
      }
    }
  }
}

Maps Plan::TakeMaps(RowsColumns valid, std::byte* buffer) const {
  const std::size_t value = graph_.layers.size();
  const RowsColumns spread = graph_.spread;
  const std::int64_t channels = graph_.ChannelsOf(value);
  const Layout layout(values_[value]);
  const float* const from = ValueIn(buffer, value);
  const std::int64_t width = valid.columns * spread.columns;
  Maps maps{static_cast<int>(channels / (spread.rows * spread.columns)),
            static_cast<int>(valid.rows * spread.rows),
            static_cast<int>(width),
            {}};
  maps.values.resize(static_cast<std::size_t>(channels * valid.rows * valid.columns));
  for (std::int64_t channel = 0; channel < channels; ++channel) {
    const std::int64_t across = channel % spread.columns;
    const std::int64_t down = channel / spread.columns;  // of all maps, one below the other
    float* const first =
        maps.values.data() +
        (down / spread.rows * valid.rows * spread.rows + down % spread.rows) * width + across;
    for (std::int64_t row = 0; row < valid.rows; ++row) {
      const float* place = from + channel / layout.together * layout.group + row * layout.row +
                           channel % layout.together;
      float* to = first + row * spread.rows * width;
      for (std::int64_t column = 0; column < valid.columns; ++column) {
        *to = *place;
        to += spread.columns;
        place += layout.column;
      }
    }
  }
  return maps;
}

}  // namespace chowki::infer
