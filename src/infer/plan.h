#pragma once

#include <cstddef>
#include <vector>

#include <dnnl.hpp>

#include "infer/buffer_layout.h"
#include "infer/graph.h"
#include "infer/maps.h"
#include "infer/weights.h"

namespace chowki::infer {

// A graph made ready for pictures of one height and of any width up to one: oneDNN's primitives in
// their order, and the place of each value in one buffer.
//
// A narrower picture is computed at the plan's width. What lies beyond its own width is set to zero
// in every value, as the padding of a convolution would be: the result is that of a plan of its
// own width, without the milliseconds of making one.
//
// errors  dnnl::error is thrown.
// thread  Run() may be called by many threads, each with its own buffer; everything is computed in
//         the calling one. oneDNN must have been told so (OneThread) here and when it was made.
class Plan {
 public:
  // sizes   of Sizes(graph, picture).
  // graph   must outlive this.
  Plan(const Graph& graph, std::vector<RowsColumns> sizes, const dnnl::engine& engine,
       Weights& weights);

  [[nodiscard]] RowsColumns picture() const { return sizes_.front(); }
  [[nodiscard]] std::size_t buffer_bytes() const { return buffer_bytes_; }

  // picture  of the plan's rows, and not more columns.
  // valid    Sizes(graph, picture): the values' own sizes.
  // buffer   buffer_bytes(), aligned to kAlignment; what it holds does not matter.
  [[nodiscard]] Maps Run(const Picture& picture, const std::vector<RowsColumns>& valid,
                         std::byte* buffer, dnnl::stream& stream) const;

 private:
  struct Argument {
    int argument;  // DNNL_ARG_...
    std::size_t value;
  };
  struct Constant {
    int argument;
    dnnl::memory memory;
  };
  struct Step {
    dnnl::primitive primitive;
    std::vector<Argument> inputs;
    std::vector<Constant> constants;
    dnnl::memory::desc scratch;
    std::size_t output = 0;
  };

  void Add(std::size_t layer, const dnnl::engine& engine, Weights& weights);
  std::size_t In(const dnnl::memory::desc& wanted, std::size_t value, const dnnl::engine& engine);
  void PlaceValues();
  [[nodiscard]] float* ValueIn(std::byte* buffer, std::size_t value) const;
  void TakePicture(const Picture& picture, std::byte* buffer) const;
  void ClearBeyond(std::size_t value, RowsColumns valid, std::byte* buffer) const;
  [[nodiscard]] Maps TakeMaps(RowsColumns valid, std::byte* buffer) const;

  const Graph& graph_;
  std::vector<RowsColumns> sizes_;
  // In the layouts that oneDNN chose: the picture, what each layer gives, and behind them values in
  // another layout for layers that want it.
  std::vector<dnnl::memory::desc> values_;
  std::vector<Step> steps_;
  std::vector<Block> blocks_;  // of the values, then of the steps' scratch memory
  std::size_t buffer_bytes_ = 0;
};

}  // namespace chowki::infer
