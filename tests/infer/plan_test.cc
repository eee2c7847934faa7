#include "infer/plan.h"

#include <cstring>
#include <vector>

#include <catch2/catch.hpp>

#include "infer/one_thread.h"
#include "infer/onnx_writer.h"

namespace chowki::infer {
namespace {

// A network with every kind of layer.
Graph Everything() {
  OnnxWriter writer;
  const std::string fine =
      writer.Relu(writer.Convolution("picture", {20, 1, 3, 3}, {1, 1}, {1, 1, 1, 1}));
  onnx::NodeProto& pool = writer.Node("MaxPool", {fine});
  Set(pool, "kernel_shape", {2, 2});
  Set(pool, "strides", {2, 2});
  const std::string coarse =
      writer.Convolution(pool.output(0), {20, 20, 3, 3}, {1, 1}, {1, 1, 1, 1});
  onnx::TensorProto& scales = writer.Tensor("scales", {4});
  const float wanted[] = {1, 1, 2, 2};
  for (int k = 0; k < 4; ++k) scales.set_float_data(k, wanted[k]);
  onnx::NodeProto& resize = writer.Node("Resize", {coarse, "", "scales"});
  SetText(resize, "mode", "nearest");
  SetText(resize, "nearest_mode", "floor");
  SetText(resize, "coordinate_transformation_mode", "asymmetric");
  const std::string sum = writer.Node("Add", {fine, resize.output(0)}).output(0);
  writer.Tensor("turned", {20, 3, 2, 2});
  Set(writer.Node("ConvTranspose", {sum, "turned"}), "strides", {2, 2});
  auto graph = ParseOnnx(writer.File());
  REQUIRE(graph.ok());
  return std::move(*graph);
}

// The maps of a picture that is `columns` wide, by a plan that is `planned` wide.
Maps RunAt(const Graph& graph, int columns, int planned) {
  constexpr int kRows = 16;
  const OneThread one_thread;
  const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  Weights weights(graph, engine);
  const auto own = Sizes(graph, {kRows, columns});
  const auto wide = Sizes(graph, {kRows, planned});
  REQUIRE(own.ok());
  REQUIRE(wide.ok());
  const Plan plan(graph, *wide, engine, weights);

  std::vector<float> values;
  for (int k = 0; k < kRows * columns; ++k) values.push_back(static_cast<float>(k * 13 % 29) / 29);
  std::vector<std::byte> memory(plan.buffer_bytes() + kAlignment);
  // What lay in the buffer before must not matter: these bytes make large numbers.
  std::memset(memory.data(), 0x7d, memory.size());
  void* buffer = memory.data();
  std::size_t room = memory.size();
  std::align(kAlignment, plan.buffer_bytes(), buffer, room);
  dnnl::stream stream(engine);
  return plan.Run({values.data(), kRows, columns}, *own, static_cast<std::byte*>(buffer), stream);
}

TEST_CASE("a narrow picture in a wide plan gives what a plan of its own gives", "[infer]") {
  const Graph graph = Everything();
  for (const int columns : {2, 6, 34, 70}) {
    const Maps own = RunAt(graph, columns, columns);
    CHECK(own.channels == 3);
    CHECK(own.rows == 32);
    CHECK(own.columns == 2 * columns);
    for (const int planned : {72, 128}) {
      const Maps wide = RunAt(graph, columns, planned);
      CHECK(wide.columns == own.columns);
      REQUIRE(wide.values.size() == own.values.size());
      for (std::size_t k = 0; k < own.values.size(); ++k) {
        REQUIRE(wide.values[k] == Approx(own.values[k]).margin(1e-4));
      }
    }
  }
}

TEST_CASE("the values of a plan share one buffer", "[infer]") {
  OnnxWriter writer;
  std::string last = writer.Convolution("picture", {32, 1, 3, 3});
  for (int k = 0; k < 5; ++k) last = writer.Relu(writer.Convolution(last, {32, 32, 3, 3}));
  const auto parsed = ParseOnnx(writer.File());
  REQUIRE(parsed.ok());
  const Graph& graph = *parsed;
  const OneThread one_thread;
  const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  Weights weights(graph, engine);
  const auto sizes = Sizes(graph, {64, 64});
  REQUIRE(sizes.ok());
  std::int64_t all = 0;
  for (std::size_t value = 1; value < sizes->size(); ++value) {
    const RowsColumns size = (*sizes)[value];
    all += graph.ChannelsOf(value) * size.rows * size.columns;
  }
  const std::size_t bytes = Plan(graph, *sizes, engine, weights).buffer_bytes();
  CHECK(bytes < static_cast<std::size_t>(all) * sizeof(float) / 2);
}

}  // namespace
}  // namespace chowki::infer
