#include "infer/plan.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <utility>

namespace chowki::infer {
namespace {

using dnnl::memory;

// Channels lie in groups that fill a vector register, the groups of one map place together: what
// oneDNN calls nChw16c and nChw8c.
int ChannelsTogether() {
  const auto isa = static_cast<unsigned>(dnnl::get_effective_cpu_isa());
  constexpr auto kWide = static_cast<unsigned>(dnnl::cpu_isa::avx512_core);
  return (isa & kWide) == kWide ? 16 : 8;
}

memory::desc Blocked(std::int64_t channels, RowsColumns size) {
  return {{1, channels, size.rows, size.columns},
          memory::data_type::f32,
          ChannelsTogether() == 16 ? memory::format_tag::nChw16c : memory::format_tag::nChw8c};
}

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
    : graph_(graph), sizes_(std::move(sizes)) {
  const RowsColumns size = sizes_.front();
  values_.emplace_back(memory::dims{1, 1, size.rows, size.columns}, memory::data_type::f32,
                       memory::format_tag::nchw);
  for (std::size_t layer = 0; layer < graph_.layers.size(); ++layer) {
    values_.push_back(Blocked(graph_.layers[layer].channels, sizes_[layer + 1]));
    Add(layer, engine, weights);
  }
  PlaceValues();
}

void Plan::Add(std::size_t at, const dnnl::engine& engine, Weights& weights) {
  using dnnl::algorithm;
  const Layer& layer = graph_.layers[at];
  const Window& w = layer.window;
  const memory::desc& in = values_[layer.inputs[0]];
  const memory::desc& out = values_[at + 1];
  const auto kForward = dnnl::prop_kind::forward_inference;
  const dnnl::primitive_attr attributes = Attributes(layer.relu);
  Step step;
  step.arguments = {DNNL_ARG_SRC};
  const auto make = [&]<typename Primitive>(std::type_identity<Primitive>,
                                            const typename Primitive::desc& desc) {
    const typename Primitive::primitive_desc made(desc, attributes, engine);
    step.primitive = Primitive(made);
    step.scratch = made.scratchpad_desc();
    return made;
  };
  switch (layer.kind) {
    case LayerKind::kConvolution: {
      const memory::desc kernel({layer.channels, in.dims()[1], w.kernel.rows, w.kernel.columns},
                                memory::data_type::f32, memory::format_tag::any);
      const memory::desc bias({layer.channels}, memory::data_type::f32, memory::format_tag::a);
      const auto made = make(std::type_identity<dnnl::convolution_forward>(),
                             {kForward,
                              algorithm::convolution_direct,
                              in,
                              kernel,
                              bias,
                              out,
                              Pair(w.stride),
                              {w.dilation.rows - 1, w.dilation.columns - 1},
                              Pair(w.pad_begin),
                              Pair(w.pad_end)});
      step.constants = {{DNNL_ARG_WEIGHTS, weights.Kernel(at, made.weights_desc())},
                        {DNNL_ARG_BIAS, weights.Bias(at, made.bias_desc())}};
      break;
    }
    case LayerKind::kMaxPool:
      make(std::type_identity<dnnl::pooling_forward>(), {kForward,
                                                         algorithm::pooling_max,
                                                         in,
                                                         out,
                                                         Pair(w.stride),
                                                         Pair(w.kernel),
                                                         {0, 0},
                                                         {0, 0}});
      break;
    case LayerKind::kEnlarge:
      make(std::type_identity<dnnl::resampling_forward>(),
           {kForward, algorithm::resampling_nearest, in, out});
      break;
    case LayerKind::kAdd:
      step.arguments = {DNNL_ARG_SRC_0, DNNL_ARG_SRC_1};
      make(std::type_identity<dnnl::binary>(),
           {algorithm::binary_add, in, values_[layer.inputs[1]], out});
      break;
  }
  steps_.push_back(std::move(step));
}

// Step n computes value n + 1; the picture is there from step 0, the result after the last.
void Plan::PlaceValues() {
  for (std::size_t value = 0; value < values_.size(); ++value) {
    const std::size_t made_by = value == 0 ? 0 : value - 1;
    blocks_.push_back({values_[value].get_size(), made_by, made_by});
  }
  blocks_.back().last_step = steps_.size();
  for (std::size_t step = 0; step < steps_.size(); ++step) {
    for (const std::size_t input : graph_.layers[step].inputs) blocks_[input].last_step = step;
    blocks_.push_back({steps_[step].scratch.get_size(), step, step});
  }
  buffer_bytes_ = Place(blocks_);
}

Maps Plan::Run(const Picture& picture, const std::vector<RowsColumns>& valid, std::byte* buffer,
               dnnl::stream& stream) const {
  const dnnl::engine engine = stream.get_engine();
  TakePicture(picture, buffer);
  for (std::size_t at = 0; at < steps_.size(); ++at) {
    const Step& step = steps_[at];
    const auto memory_of = [&](const memory::desc& desc, std::size_t block) {
      return memory(desc, engine, buffer + blocks_[block].offset);
    };
    std::unordered_map<int, memory> arguments;
    for (std::size_t k = 0; k < step.arguments.size(); ++k) {
      const std::size_t value = graph_.layers[at].inputs[k];
      arguments.emplace(step.arguments[k], memory_of(values_[value], value));
    }
    for (const Constant& constant : step.constants) {
      arguments.emplace(constant.argument, constant.memory);
    }
    arguments.emplace(DNNL_ARG_DST, memory_of(values_[at + 1], at + 1));
    arguments.emplace(DNNL_ARG_SCRATCHPAD, memory_of(step.scratch, values_.size() + at));
    step.primitive.execute(stream, arguments);
    ClearBeyond(at + 1, valid[at + 1], buffer);
  }
  stream.wait();
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
  const std::int64_t together = ChannelsTogether();
  const std::int64_t groups = (graph_.ChannelsOf(value) + together - 1) / together;
  float* row = ValueIn(buffer, value);
  for (std::int64_t k = 0; k < groups * size.rows; ++k) {
    float* const end = row + size.columns * together;
    std::fill(row + valid.columns * together, end, 0.0F);
    row = end;
  }
}

Maps Plan::TakeMaps(RowsColumns valid, std::byte* buffer) const {
  const std::size_t value = values_.size() - 1;
  const RowsColumns spread = graph_.spread;
  const std::int64_t channels = graph_.ChannelsOf(value);
  const std::int64_t together = ChannelsTogether();
  const RowsColumns size = sizes_[value];
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
      const float* place = from +
                           ((channel / together) * size.rows + row) * size.columns * together +
                           channel % together;
      float* to = first + row * spread.rows * width;
      for (std::int64_t column = 0; column < valid.columns; ++column) {
        *to = *place;
        to += spread.columns;
        place += together;
      }
    }
  }
  return maps;
}

}  // namespace chowki::infer
