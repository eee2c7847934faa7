#include <fstream>
#include <functional>
#include <iterator>
#include <random>

#include <catch2/catch.hpp>

#include "infer/graph.h"
#include "infer/onnx_writer.h"

namespace chowki::infer {
namespace {

std::string Shipped(const std::string& name) {
  std::ifstream in(CHOWKI_SOURCE_DIR "/models/" + name, std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// What is said about a network that `spoil` did something to.
std::string Refusal(const std::function<void(OnnxWriter&)>& spoil) {
  OnnxWriter writer;
  spoil(writer);
  const auto graph = ParseOnnx(writer.File());
  REQUIRE_FALSE(graph.ok());
  CHECK(graph.status().code() == StatusCode::kInvalidArgument);
  return Message(graph.status());
}

TEST_CASE("a convolution and the Relu behind it are one layer", "[infer]") {
  OnnxWriter writer;
  writer.Relu(writer.Convolution("picture", {6, 1, 3, 5}, {2, 1}, {1, 2, 1, 2}));
  const auto graph = ParseOnnx(writer.File());
  REQUIRE(graph.ok());
  REQUIRE(graph->layers.size() == 1);
  const Layer& layer = graph->layers[0];
  CHECK(layer.relu);
  CHECK(layer.channels == 6);
  CHECK(layer.weights.size() == 90);
  CHECK(layer.bias == std::vector<float>(6));
  CHECK(layer.window.kernel == RowsColumns{3, 5});
  CHECK(layer.window.stride == RowsColumns{2, 1});
  CHECK(layer.window.pad_end == RowsColumns{1, 2});
  const auto sizes = Sizes(*graph, {32, 100});
  REQUIRE(sizes.ok());
  CHECK(sizes->back() == RowsColumns{16, 100});
}

TEST_CASE("what cannot be computed is told with its node", "[infer]") {
  CHECK(Refusal([](OnnxWriter& w) { w.Node("Softmax", {"picture"}); }) ==
        "Softmax 'Softmax0': this kind of node is unknown");
  CHECK(Refusal([](OnnxWriter& w) {
          w.Tensor("turned", {1, 2, 3, 3});
          Set(w.Node("ConvTranspose", {"picture", "turned"}), "strides", {2, 2});
        }).find("overlap") != std::string::npos);
  CHECK(Refusal([](OnnxWriter& w) { w.Relu("picture"); }).find("Relu0") != std::string::npos);
  CHECK(Refusal([](OnnxWriter& w) {
          w.Convolution("nowhere", {4, 1, 3, 3});
        }).find("no node before") != std::string::npos);
  CHECK(Refusal([](OnnxWriter& w) {
          w.Convolution("picture", {4, 2, 3, 3});
        }).find("fit together") != std::string::npos);
  CHECK(Refusal([](OnnxWriter& w) {
          Set(w.Node("Conv", {"picture", "nothing"}), "pads", {1, 1, 1, 1});
        }).find("without weights") != std::string::npos);
  CHECK(Refusal([](OnnxWriter& w) {
          w.Convolution("picture", {4, 1, 3, 3}, {0, 1});
        }).find("strides") != std::string::npos);
  CHECK(Refusal([](OnnxWriter& w) {
          w.Convolution("picture", {4, 1, 3, 3}, {1, 1}, {0, 0, -1, 0});
        }).find("pads") != std::string::npos);
  CHECK(Refusal([](OnnxWriter& w) {
          w.Convolution("picture", {4, 1, 3, 3});
          SetText(*w.graph().mutable_node(0), "auto_pad", "SAME_UPPER");
        }).find("auto_pad") != std::string::npos);
  CHECK(Refusal([](OnnxWriter& w) {
          w.Convolution("picture", {4, 1, 3, 3});
          w.graph().mutable_initializer(0)->mutable_float_data()->RemoveLast();
        }).find("weights0") != std::string::npos);
  CHECK(Refusal([](OnnxWriter& w) {
          w.Convolution("picture", {4, 1, 3, 3});
          w.graph().mutable_initializer(0)->set_dims(0, std::int64_t{1} << 62);
        }).find("weights0") != std::string::npos);
  CHECK(Refusal([](OnnxWriter& w) {
          const std::string plain = w.Convolution("picture", {4, 1, 3, 3});
          w.Node("Add", {plain, w.Relu(plain)});  // plain is wanted without and with its Relu
        }).find("Relu") != std::string::npos);
  CHECK(Refusal([](OnnxWriter& w) {
          w.Node("Add",
                 {w.Convolution("picture", {4, 1, 1, 1}), w.Convolution("picture", {5, 1, 1, 1})});
        }).find("numbers of channels") != std::string::npos);
  CHECK(Refusal([](OnnxWriter& w) {
          onnx::NodeProto& resize = w.Node("Resize", {"picture", "", "scales"});
          SetText(resize, "mode", "linear");
        }).find("mode") != std::string::npos);
}

TEST_CASE("maps that a picture is too small for, or that do not fit together, are told",
          "[infer]") {
  OnnxWriter writer;
  writer.Convolution("picture", {4, 1, 3, 3});
  const auto graph = ParseOnnx(writer.File());
  REQUIRE(graph.ok());
  CHECK(Sizes(*graph, {3, 3}).ok());
  CHECK_FALSE(Sizes(*graph, {2, 3}).ok());
  CHECK_FALSE(Sizes(*graph, {0, 0}).ok());
  CHECK_FALSE(Sizes(*graph, {std::int64_t{1} << 40, std::int64_t{1} << 40}).ok());

  OnnxWriter sum;
  const std::string narrow = sum.Convolution("picture", {4, 1, 3, 3});
  sum.Node("Add", {narrow, sum.Convolution("picture", {4, 1, 1, 1})});
  const auto uneven = ParseOnnx(sum.File());
  REQUIRE(uneven.ok());
  CHECK_FALSE(Sizes(*uneven, {32, 32}).ok());
}

TEST_CASE("a file cut off anywhere is refused", "[infer]") {
  const std::string file = Shipped("mrz_finder.onnx");
  REQUIRE(ParseOnnx(file).ok());
  for (std::size_t length = 0; length < file.size(); length += 1 + length / 50) {
    CHECK_FALSE(ParseOnnx(file.substr(0, length)).ok());
  }
}

TEST_CASE("spoiled files are refused or are other networks, never a crash", "[infer]") {
  OnnxWriter writer;
  std::string value =
      writer.Relu(writer.Convolution("picture", {4, 1, 3, 3}, {2, 2}, {1, 1, 1, 1}));
  onnx::NodeProto& pool = writer.Node("MaxPool", {value});
  Set(pool, "kernel_shape", {2, 1});
  Set(pool, "strides", {2, 1});
  value = pool.output(0);
  writer.Node("Add", {writer.Convolution(value, {4, 4, 1, 1}), value});
  const std::string file = writer.File();
  REQUIRE(ParseOnnx(file).ok());
  std::mt19937 random(11);
  for (int round = 0; round < 3000; ++round) {
    std::string spoiled = file;
    for (unsigned changes = 1 + random() % 4; changes > 0; --changes) {
      spoiled[random() % spoiled.size()] = static_cast<char>(random());
    }
    const auto graph = ParseOnnx(spoiled);
    if (graph.ok()) static_cast<void>(Sizes(*graph, {32, 64}));
  }
}

}  // namespace
}  // namespace chowki::infer
