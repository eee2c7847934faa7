#pragma once

#include <cstddef>
#include <mutex>
#include <vector>

#include <dnnl.hpp>

#include "infer/graph.h"

namespace chowki::infer {

// The weights of a graph in the layouts that its plans want. Plans for pictures of different sizes
// mostly want the same; each is made once and stays.
//
// errors  dnnl::error is thrown.
// thread  safe.
class Weights {
 public:
  // graph, engine  must outlive this.
  Weights(const Graph& graph, const dnnl::engine& engine) : graph_(graph), engine_(engine) {}

  // The memory is shared: only to be read.
  dnnl::memory Kernel(std::size_t layer, const dnnl::memory::desc& wanted);
  dnnl::memory Bias(std::size_t layer, const dnnl::memory::desc& wanted);

 private:
  enum class Part { kKernel, kBias };
  struct Entry {
    std::size_t layer;
    Part part;
    dnnl::memory memory;
  };
  dnnl::memory Find(std::size_t layer, Part part, const dnnl::memory::desc& plain,
                    const std::vector<float>& values, const dnnl::memory::desc& wanted);

  const Graph& graph_;
  const dnnl::engine& engine_;
  std::mutex mutex_;
  std::vector<Entry> entries_;
};

}  // namespace chowki::infer
