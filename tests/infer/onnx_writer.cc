#include "infer/onnx_writer.h"

namespace chowki::infer {

OnnxWriter::OnnxWriter() { graph().add_input()->set_name("picture"); }

onnx::NodeProto& OnnxWriter::Node(const std::string& kind, const std::vector<std::string>& inputs) {
  const std::string name = kind + std::to_string(graph().node_size());
  onnx::NodeProto& node = *graph().add_node();
  node.set_op_type(kind);
  node.set_name(name);
  for (const std::string& input : inputs) node.add_input(input);
  node.add_output(name + ".out");
  return node;
}

std::string OnnxWriter::Convolution(const std::string& input,
                                    const std::vector<std::int64_t>& weights,
                                    const std::vector<std::int64_t>& strides,
                                    const std::vector<std::int64_t>& pads) {
  const std::string kernel = "weights" + std::to_string(graph().initializer_size());
  Tensor(kernel, weights);
  onnx::NodeProto& node = Node("Conv", {input, kernel});
  Set(node, "strides", strides);
  Set(node, "pads", pads);
  return node.output(0);
}

std::string OnnxWriter::Relu(const std::string& input) { return Node("Relu", {input}).output(0); }

onnx::TensorProto& OnnxWriter::Tensor(const std::string& name,
                                      const std::vector<std::int64_t>& dims) {
  onnx::TensorProto& tensor = *graph().add_initializer();
  tensor.set_name(name);
  tensor.set_data_type(onnx::TensorProto::FLOAT);
  std::int64_t count = 1;
  for (const std::int64_t dim : dims) {
    tensor.add_dims(dim);
    count *= dim;
  }
  for (std::int64_t k = 0; k < count; ++k) {
    tensor.add_float_data(static_cast<float>(k * 7 % 11 - 5) / 16.0F);
  }
  return tensor;
}

std::string OnnxWriter::File() {
  graph().clear_output();
  graph().add_output()->set_name(graph().node(graph().node_size() - 1).output(0));
  return model_.SerializeAsString();
}

void Set(onnx::NodeProto& node, const std::string& name, const std::vector<std::int64_t>& values) {
  onnx::AttributeProto& attribute = *node.add_attribute();
  attribute.set_name(name);
  for (const std::int64_t value : values) attribute.add_ints(value);
}

void SetText(onnx::NodeProto& node, const std::string& name, const std::string& value) {
  onnx::AttributeProto& attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_s(value);
}

}  // namespace chowki::infer
