#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "onnx/onnx.pb.h"

namespace chowki::infer {

// Puts together small networks for tests: one picture in, nodes in a row or side by side.
class OnnxWriter {
 public:
  OnnxWriter();

  // Each adds a node and returns what it gives. `weights` are [out][in][rows][columns] and get
  // small numbers of both signs.
  onnx::NodeProto& Node(const std::string& kind, const std::vector<std::string>& inputs);
  std::string Convolution(const std::string& input, const std::vector<std::int64_t>& weights,
                          const std::vector<std::int64_t>& strides = {1, 1},
                          const std::vector<std::int64_t>& pads = {0, 0, 0, 0});
  std::string Relu(const std::string& input);
  onnx::TensorProto& Tensor(const std::string& name, const std::vector<std::int64_t>& dims);

  // The file, with the last node's value as its result.
  [[nodiscard]] std::string File();

  onnx::GraphProto& graph() { return *model_.mutable_graph(); }

 private:
  onnx::ModelProto model_;
};

void Set(onnx::NodeProto& node, const std::string& name, const std::vector<std::int64_t>& values);
void SetText(onnx::NodeProto& node, const std::string& name, const std::string& value);

}  // namespace chowki::infer
