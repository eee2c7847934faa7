#include "infer/weights.h"

namespace chowki::infer {

using dnnl::memory;

memory Weights::Kernel(std::size_t layer, const memory::desc& wanted) {
  const memory::desc plain(wanted.dims(), memory::data_type::f32, memory::format_tag::oihw);
  return Find(layer, Part::kKernel, plain, graph_.layers[layer].weights, wanted);
}

memory Weights::Bias(std::size_t layer, const memory::desc& wanted) {
  const memory::desc plain(wanted.dims(), memory::data_type::f32, memory::format_tag::a);
  return Find(layer, Part::kBias, plain, graph_.layers[layer].bias, wanted);
}

memory Weights::Find(std::size_t layer, Part part, const memory::desc& plain,
                     const std::vector<float>& values, const memory::desc& wanted) {
  const std::lock_guard lock(mutex_);
  for (const Entry& entry : entries_) {
    if (entry.layer == layer && entry.part == part && entry.memory.get_desc() == wanted) {
      return entry.memory;
    }
  }
  memory from(plain, engine_);
  if (plain.get_size() != values.size() * sizeof(float)) {
    throw dnnl::error(dnnl_invalid_arguments, "weights of another size");
  }
  float* const data = static_cast<float*>(from.map_data());
  std::copy(values.begin(), values.end(), data);
  from.unmap_data(data);
  memory to(wanted, engine_);
  dnnl::stream stream(engine_);
  dnnl::reorder(from, to).execute(stream, from, to);
  stream.wait();
  entries_.push_back({layer, part, to});
  return to;
}

}  // namespace chowki::infer
