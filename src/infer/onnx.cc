// ONNX files -> graphs. The file is foreign until it has been held against the rules here.

#include <bit>
#include <cstring>
#include <map>
#include <optional>
#include <set>

#include "infer/graph.h"
#include "onnx/onnx.pb.h"

namespace chowki::infer {
namespace {

static_assert(std::endian::native == std::endian::little, "weights are stored little endian");

constexpr int kMostNodes = 1000;
constexpr std::int64_t kMostChannels = 4096;
constexpr std::int64_t kLargestStep = 64;  // of a kernel, stride, dilation or pad

std::string NameOf(const onnx::NodeProto& node) {
  return fmt::format("{} '{}'", node.op_type(), node.name());
}

// The numbers of a tensor, when it has as many as its shape says.
std::optional<std::vector<float>> Floats(const onnx::TensorProto& tensor) {
  if (tensor.data_type() != onnx::TensorProto::FLOAT || tensor.dims_size() > 4) return std::nullopt;
  std::size_t count = 1;
  for (const std::int64_t dim : tensor.dims()) {
    if (dim < 0 || dim > kMostChannels) return std::nullopt;
    count *= static_cast<std::size_t>(dim);  // four of 12 bits: no overflow
  }
  std::vector<float> numbers(tensor.float_data().begin(), tensor.float_data().end());
  if (tensor.has_raw_data()) {
    if (tensor.raw_data().size() != count * sizeof(float)) return std::nullopt;
    numbers.resize(count);
    std::memcpy(numbers.data(), tensor.raw_data().data(), tensor.raw_data().size());
  }
  if (numbers.size() != count) return std::nullopt;
  return numbers;
}

// The attributes of a node. What nobody asks for is refused in the end, so that no file is
// computed otherwise than it means.
class Attributes {
 public:
  explicit Attributes(const onnx::NodeProto& node) : node_(node) {}

  const onnx::AttributeProto* Find(std::string_view name) {
    asked_.insert(std::string(name));
    for (const auto& attribute : node_.attribute()) {
      if (attribute.name() == name) return &attribute;
    }
    return nullptr;
  }

  // Two numbers (rows, columns) in their limits, or the fallback when the file has none.
  Result<RowsColumns> Pair(std::string_view name, std::int64_t least, RowsColumns fallback) {
    CHOWKI_ASSIGN_OR_RETURN(const std::vector<std::int64_t> numbers,
                            Steps(name, 2, least, {fallback.rows, fallback.columns}));
    return RowsColumns{numbers[0], numbers[1]};
  }

  Status Pads(Window& window) {
    CHOWKI_ASSIGN_OR_RETURN(const std::vector<std::int64_t> pads,
                            Steps("pads", 4, 0, {0, 0, 0, 0}));
    window.pad_begin = {pads[0], pads[1]};
    window.pad_end = {pads[2], pads[3]};
    return Ok();
  }

  // The attribute may be left out, but must not say anything else.
  Status Must(std::string_view name, std::int64_t value) {
    const auto* attribute = Find(name);
    if (attribute && attribute->i() != value) return Unknown(name);
    return Ok();
  }
  Status Must(std::string_view name, std::string_view value) {
    const auto* attribute = Find(name);
    if (!attribute || attribute->s() != value) return Unknown(name);
    return Ok();
  }

  Status RefuseOthers() const {
    for (const auto& attribute : node_.attribute()) {
      if (!asked_.contains(attribute.name())) return Unknown(attribute.name());
    }
    return Ok();
  }

 private:
  [[nodiscard]] Status Unknown(std::string_view name) const {
    return InvalidInput("{}: its {} cannot be computed", NameOf(node_), name);
  }

  Result<std::vector<std::int64_t>> Steps(std::string_view name, int count, std::int64_t least,
                                          std::vector<std::int64_t> fallback) {
    const auto* attribute = Find(name);
    if (!attribute) return fallback;
    if (attribute->ints_size() != count) return Unknown(name);
    for (const std::int64_t step : attribute->ints()) {
      if (step < least || step > kLargestStep) return Unknown(name);
    }
    return std::vector<std::int64_t>(attribute->ints().begin(), attribute->ints().end());
  }

  const onnx::NodeProto& node_;
  std::set<std::string> asked_;
};

class Parser {
 public:
  explicit Parser(const onnx::GraphProto& file) : file_(file) {}

  Result<Graph> Parse() && {
    if (file_.node_size() > kMostNodes) return InvalidInput("it has {} nodes", file_.node_size());
    for (const auto& tensor : file_.initializer()) tensors_[tensor.name()] = &tensor;
    std::vector<std::string> pictures;
    for (const auto& input : file_.input()) {
      if (!tensors_.contains(input.name())) pictures.push_back(input.name());
    }
    if (pictures.size() != 1 || file_.output_size() != 1) {
      return InvalidInput("it has {} inputs and {} outputs, one each expected", pictures.size(),
                          file_.output_size());
    }
    values_[pictures.front()] = 0;
    ++uses_[file_.output(0).name()];
    for (const auto& node : file_.node()) {
      for (const std::string& input : node.input()) ++uses_[input];
    }
    for (const auto& node : file_.node()) CHOWKI_RETURN_IF_ERROR(Add(node));
    const auto output = values_.find(file_.output(0).name());
    if (graph_.layers.empty() || output == values_.end() ||
        output->second != graph_.layers.size()) {
      return InvalidInput("its output '{}' is not what its last node gives",
                          file_.output(0).name());
    }
    return std::move(graph_);
  }

 private:
  Status Add(const onnx::NodeProto& node) {
    if (node.output_size() != 1) return InvalidInput("{}: not one output", NameOf(node));
    if (values_.contains(node.output(0))) {
      return InvalidInput("{}: '{}' is there already", NameOf(node), node.output(0));
    }
    Attributes attributes(node);
    CHOWKI_RETURN_IF_ERROR(AddKind(node, attributes));
    return attributes.RefuseOthers();
  }

  Status AddKind(const onnx::NodeProto& node, Attributes& attributes) {
    const std::string& kind = node.op_type();
    if (kind == "Constant") {
      const auto* value = attributes.Find("value");
      if (!value) return InvalidInput("{}: without a value", NameOf(node));
      tensors_[node.output(0)] = &value->t();
      return Ok();
    }
    if (kind == "Conv") return AddConvolution(node, attributes);
    if (kind == "ConvTranspose") return AddSpread(node, attributes);
    if (kind == "Relu") return AddRelu(node);
    if (kind == "MaxPool") return AddMaxPool(node, attributes);
    if (kind == "Resize") return AddEnlarge(node, attributes);
    if (kind == "Add") return AddSum(node);
    return InvalidInput("{}: this kind of node is unknown", NameOf(node));
  }

  Status AddConvolution(const onnx::NodeProto& node, Attributes& attributes) {
    CHOWKI_ASSIGN_OR_RETURN(Layer layer, Start(LayerKind::kConvolution, node, 1));
    CHOWKI_ASSIGN_OR_RETURN(const Kernel kernel, KernelOf(node, attributes, layer.inputs[0], 0));
    layer.channels = kernel.channels;
    layer.weights = kernel.weights;
    layer.bias = kernel.bias;
    layer.window.kernel = kernel.size;
    CHOWKI_ASSIGN_OR_RETURN(layer.window.stride, attributes.Pair("strides", 1, {1, 1}));
    CHOWKI_ASSIGN_OR_RETURN(layer.window.dilation, attributes.Pair("dilations", 1, {1, 1}));
    CHOWKI_RETURN_IF_ERROR(attributes.Pads(layer.window));
    return Finish(node, std::move(layer));
  }

  Status AddSpread(const onnx::NodeProto& node, Attributes& attributes) {
    CHOWKI_ASSIGN_OR_RETURN(Layer layer, Start(LayerKind::kConvolution, node, 1));
    CHOWKI_ASSIGN_OR_RETURN(const Kernel kernel, KernelOf(node, attributes, layer.inputs[0], 1));
    CHOWKI_ASSIGN_OR_RETURN(const RowsColumns stride, attributes.Pair("strides", 1, {1, 1}));
    CHOWKI_ASSIGN_OR_RETURN(const RowsColumns dilation, attributes.Pair("dilations", 1, {1, 1}));
    Window window;
    CHOWKI_RETURN_IF_ERROR(attributes.Pads(window));
    if (stride != kernel.size || dilation != RowsColumns{1, 1} ||
        window.pad_begin != RowsColumns{} || window.pad_end != RowsColumns{}) {
      return InvalidInput("{}: its windows overlap or are padded", NameOf(node));
    }
    if (node.output(0) != file_.output(0).name()) {
      return InvalidInput("{}: not the last node", NameOf(node));
    }
    const auto pixels = static_cast<std::size_t>(stride.rows * stride.columns);
    const std::size_t channels_in = kernel.weights.size() / (kernel.bias.size() * pixels);
    for (std::size_t channel = 0; channel < kernel.bias.size(); ++channel) {
      for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
        layer.bias.push_back(kernel.bias[channel]);
        for (std::size_t in = 0; in < channels_in; ++in) {
          layer.weights.push_back(
              kernel.weights[(in * kernel.bias.size() + channel) * pixels + pixel]);
        }
      }
    }
    layer.channels = static_cast<std::int64_t>(layer.bias.size());
    graph_.spread = stride;
    return Finish(node, std::move(layer));
  }

  Status AddRelu(const onnx::NodeProto& node) {
    CHOWKI_ASSIGN_OR_RETURN(const std::size_t input, ValueAt(node, 0));
    if (input == 0 || graph_.layers[input - 1].kind != LayerKind::kConvolution ||
        uses_[node.input(0)] != 1) {
      return InvalidInput("{}: not behind a convolution of its own", NameOf(node));
    }
    graph_.layers[input - 1].relu = true;
    values_[node.output(0)] = input;
    return Ok();
  }

  Status AddMaxPool(const onnx::NodeProto& node, Attributes& attributes) {
    CHOWKI_ASSIGN_OR_RETURN(Layer layer, Start(LayerKind::kMaxPool, node, 1));
    CHOWKI_ASSIGN_OR_RETURN(layer.window.kernel, attributes.Pair("kernel_shape", 1, {1, 1}));
    CHOWKI_ASSIGN_OR_RETURN(layer.window.stride, attributes.Pair("strides", 1, {1, 1}));
    CHOWKI_RETURN_IF_ERROR(attributes.Pads(layer.window));
    CHOWKI_RETURN_IF_ERROR(attributes.Must("ceil_mode", 0));
    if (layer.window.pad_begin != RowsColumns{} || layer.window.pad_end != RowsColumns{}) {
      return InvalidInput("{}: padded", NameOf(node));
    }
    return Finish(node, std::move(layer));
  }

  Status AddEnlarge(const onnx::NodeProto& node, Attributes& attributes) {
    CHOWKI_ASSIGN_OR_RETURN(Layer layer, Start(LayerKind::kEnlarge, node, 1));
    CHOWKI_RETURN_IF_ERROR(attributes.Must("mode", "nearest"));
    CHOWKI_RETURN_IF_ERROR(attributes.Must("nearest_mode", "floor"));
    CHOWKI_RETURN_IF_ERROR(attributes.Must("coordinate_transformation_mode", "asymmetric"));
    static_cast<void>(attributes.Find("cubic_coeff_a"));  // of another mode
    const auto* tensor = TensorAt(node, 2);
    const auto scales = tensor ? Floats(*tensor) : std::nullopt;
    if (node.input_size() != 3 || !scales || scales->size() != 4 || (*scales)[0] != 1 ||
        (*scales)[1] != 1) {
      return InvalidInput("{}: its scales cannot be computed", NameOf(node));
    }
    const auto times = [&](std::size_t k) {
      const float scale = (*scales)[k];
      return scale >= 1 && scale <= kLargestStep ? static_cast<std::int64_t>(scale) : 0;
    };
    layer.window.stride = {times(2), times(3)};
    if (static_cast<float>(times(2)) != (*scales)[2] ||
        static_cast<float>(times(3)) != (*scales)[3]) {
      return InvalidInput("{}: its scales are no whole numbers of 1 and more", NameOf(node));
    }
    return Finish(node, std::move(layer));
  }

  Status AddSum(const onnx::NodeProto& node) {
    CHOWKI_ASSIGN_OR_RETURN(Layer layer, Start(LayerKind::kAdd, node, 2));
    if (graph_.ChannelsOf(layer.inputs[0]) != graph_.ChannelsOf(layer.inputs[1])) {
      return InvalidInput("{}: its inputs have different numbers of channels", NameOf(node));
    }
    return Finish(node, std::move(layer));
  }

  // A layer on the node's first inputs.
  Result<Layer> Start(LayerKind kind, const onnx::NodeProto& node, int inputs) const {
    Layer layer;
    layer.kind = kind;
    layer.name = node.name();
    for (int k = 0; k < inputs; ++k) {
      CHOWKI_ASSIGN_OR_RETURN(const std::size_t value, ValueAt(node, k));
      layer.inputs.push_back(value);
    }
    layer.channels = graph_.ChannelsOf(layer.inputs[0]);
    return layer;
  }

  [[nodiscard]] Result<std::size_t> ValueAt(const onnx::NodeProto& node, int input) const {
    const auto value = input < node.input_size() ? values_.find(node.input(input)) : values_.end();
    if (value == values_.end()) {
      return InvalidInput("{}: its input is computed by no node before it", NameOf(node));
    }
    return value->second;
  }

  Status Finish(const onnx::NodeProto& node, Layer layer) {
    graph_.layers.push_back(std::move(layer));
    values_[node.output(0)] = graph_.layers.size();
    return Ok();
  }

  [[nodiscard]] const onnx::TensorProto* TensorAt(const onnx::NodeProto& node, int input) const {
    if (input >= node.input_size()) return nullptr;
    const auto found = tensors_.find(node.input(input));
    return found == tensors_.end() ? nullptr : found->second;
  }

  struct Kernel {
    std::int64_t channels = 0;  // that it gives
    RowsColumns size;
    std::vector<float> weights;
    std::vector<float> bias;
  };

  // The weights and the bias of a node whose weights have the channels it gives in this dimension,
  // and those of its input in the other.
  Result<Kernel> KernelOf(const onnx::NodeProto& node, Attributes& attributes, std::size_t input,
                          int channels_at) const {
    const auto* weights = TensorAt(node, 1);
    if (!weights || weights->dims_size() != 4) {
      return InvalidInput("{}: without weights of four dimensions", NameOf(node));
    }
    Kernel kernel;
    kernel.channels = weights->dims(channels_at);
    kernel.size = {weights->dims(2), weights->dims(3)};
    CHOWKI_ASSIGN_OR_RETURN(kernel.weights, FloatsOf(node, *weights));
    if (const auto* bias = TensorAt(node, 2)) {
      CHOWKI_ASSIGN_OR_RETURN(kernel.bias, FloatsOf(node, *bias));
    } else {
      kernel.bias.resize(static_cast<std::size_t>(kernel.channels));
    }
    if (kernel.channels < 1 || weights->dims(1 - channels_at) != graph_.ChannelsOf(input) ||
        static_cast<std::int64_t>(kernel.bias.size()) != kernel.channels) {
      return InvalidInput("{}: its weights, bias and input do not fit together", NameOf(node));
    }
    CHOWKI_ASSIGN_OR_RETURN(const RowsColumns stated,
                            attributes.Pair("kernel_shape", 1, kernel.size));
    const auto [rows, columns] = kernel.size;
    if (stated != kernel.size || std::max(rows, columns) > kLargestStep ||
        std::min(rows, columns) < 1) {
      return InvalidInput("{}: a kernel of {} x {}", NameOf(node), rows, columns);
    }
    CHOWKI_RETURN_IF_ERROR(attributes.Must("group", 1));
    return kernel;
  }

  static Result<std::vector<float>> FloatsOf(const onnx::NodeProto& node,
                                             const onnx::TensorProto& tensor) {
    auto numbers = Floats(tensor);
    if (!numbers) {
      return InvalidInput("{}: '{}' has not the 32-bit floats that its shape needs", NameOf(node),
                          tensor.name());
    }
    return std::move(*numbers);
  }

  const onnx::GraphProto& file_;
  std::map<std::string, const onnx::TensorProto*> tensors_;
  std::map<std::string, std::size_t> values_;
  std::map<std::string, int> uses_;
  Graph graph_;
};

}  // namespace

Result<Graph> ParseOnnx(std::string_view onnx) {
  onnx::ModelProto model;
  if (onnx.size() > (std::size_t{1} << 30) ||
      !model.ParseFromArray(onnx.data(), static_cast<int>(onnx.size()))) {
    return InvalidInput("no ONNX file");
  }
  return Parser(model.graph()).Parse();
}

}  // namespace chowki::infer
