#include "locate/network.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include <opencv2/dnn.hpp>
#include <opencv2/dnn/all_layers.hpp>

#include "locate/convolution.h"

namespace chowki::locate {
namespace {

// What one step makes of the values of earlier ones; value 0 is the network's input.
struct Step {
  enum class Kind {
    kConvolution,
    kLargestOfTwoRows,
    kDoubled,  // every value four times
    kSum,
    kSpread,  // four channels become one of twice the size
  };
  Kind kind = Kind::kConvolution;
  std::vector<std::size_t> inputs;
  std::optional<Convolution> convolution;
};

bool SameShape(const Maps& one, const Maps& other) {
  return one.channels == other.channels && one.rows == other.rows && one.cols == other.cols;
}

Status WrongSize(const cv::Size& size) {
  return InvalidInput("a picture of {} x {} px is none that the network takes", size.width,
                      size.height);
}

void LargestOfTwoRows(const Maps& in, Maps& out) {
  out.Shape(in.channels, in.rows / 2, in.cols);
  for (int channel = 0; channel < out.channels; ++channel) {
    for (int y = 0; y < out.rows; ++y) {
      const float* one = in.Row(channel, 2 * y);
      const float* other = in.Row(channel, 2 * y + 1);
      std::transform(one, one + in.cols, other, out.Row(channel, y),
                     [](float a, float b) { return std::max(a, b); });
    }
  }
}

void Double(const Maps& in, Maps& out) {
  out.Shape(in.channels, 2 * in.rows, 2 * in.cols);
  for (int channel = 0; channel < out.channels; ++channel) {
    for (int y = 0; y < out.rows; ++y) {
      const float* from = in.Row(channel, y / 2);
      float* to = out.Row(channel, y);
      for (int x = 0; x < in.cols; ++x) to[2 * x] = to[2 * x + 1] = from[x];
    }
  }
}

void Sum(const Maps& one, const Maps& other, Maps& out) {
  out.Shape(one.channels, one.rows, one.cols);
  std::transform(one.values.begin(), one.values.end(), other.values.begin(), out.values.begin(),
                 std::plus<>());
}

void Spread(const Maps& in, Maps& out) {
  out.Shape(in.channels / 4, 2 * in.rows, 2 * in.cols);
  for (int channel = 0; channel < in.channels; ++channel) {
    for (int y = 0; y < in.rows; ++y) {
      const float* from = in.Row(channel, y);
      float* to = out.Row(channel / 4, 2 * y + channel / 2 % 2) + channel % 2;
      for (int x = 0; x < in.cols; ++x) to[2 * x] = from[x];
    }
  }
}

std::vector<float> Values(const cv::Mat& blob) {
  return {blob.ptr<float>(), blob.ptr<float>() + blob.total()};
}

using cv::dnn::BaseConvolutionLayer;

Convolution::Axis AxisOf(const BaseConvolutionLayer& layer, std::size_t axis) {
  return {static_cast<int>(layer.kernel_size[axis]), static_cast<int>(layer.strides[axis]),
          static_cast<int>(layer.dilations[axis]), static_cast<int>(layer.pads_begin[axis]),
          static_cast<int>(layer.pads_end[axis])};
}

Convolution ToConvolution(const BaseConvolutionLayer& layer) {
  const cv::Mat& weights = layer.blobs[0];
  return {weights.size[0],  weights.size[1], AxisOf(layer, 0),
          AxisOf(layer, 1), Values(weights), Values(layer.blobs[1])};
}

// A transposed convolution whose windows of two by two do not overlap is a plain one with four
// times the outputs, to be spread.
Convolution ToFourfold(const BaseConvolutionLayer& layer) {
  const cv::Mat& weights = layer.blobs[0];  // inputs x outputs x 2 x 2
  const int inputs = weights.size[0];
  const int outputs = 4 * weights.size[1];
  std::vector<float> turned;
  std::vector<float> biases;
  for (int output = 0; output < outputs; ++output) {
    for (int input = 0; input < inputs; ++input) {
      turned.push_back(weights.ptr<float>()[input * outputs + output]);
    }
    biases.push_back(layer.blobs[1].ptr<float>()[output / 4]);
  }
  return {outputs, inputs, {}, {}, turned, biases};
}

}  // namespace

struct Network::Graph {
  std::vector<Step> steps;

  // Memory of one caller: it goes from call to call, since fresh pages are dear.
  struct Workspace {
    std::vector<Maps> values;  // 0 is the input, then one a step
    std::vector<float> padded;
  };
  std::mutex mutex;
  std::vector<Workspace> idle;

  Workspace Borrow() {
    const std::lock_guard lock(mutex);
    if (idle.empty()) return {std::vector<Maps>(steps.size() + 1), {}};
    Workspace workspace = std::move(idle.back());
    idle.pop_back();
    return workspace;
  }
  void GiveBack(Workspace workspace) {
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(workspace));
  }
};

Network::Network(std::unique_ptr<Graph> graph) : graph_(std::move(graph)) {}
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;
Network::~Network() = default;

Result<Network> Network::Load(const std::string& file) {
  if (!std::ifstream(file)) return NotFound("model {} cannot be opened", file);
  cv::dnn::Net net;
  try {
    net = cv::dnn::readNetFromONNX(file);
  } catch (const cv::Exception& error) {
    return FailedPrecondition("model {} is not a network that can be read: {}", file, error.what());
  }
  auto graph = std::make_unique<Graph>();
  std::map<const cv::dnn::Layer*, std::size_t> made;  // by which layer each value is
  made[net.getLayer(0).get()] = 0;
  for (const cv::String& name : net.getLayerNames()) {
    const int id = net.getLayerId(name);
    const cv::Ptr<cv::dnn::Layer> layer = net.getLayer(id);
    const auto refuse = [&] {
      return FailedPrecondition("model {}: layer {} of type {} is not one that is known here", file,
                                name, layer->type);
    };
    Step step;
    for (const cv::Ptr<cv::dnn::Layer>& input : net.getLayerInputs(id)) {
      if (!made.contains(input.get())) return refuse();
      step.inputs.push_back(made[input.get()]);
    }
    const auto add = [&](Step::Kind kind) {
      step.kind = kind;
      graph->steps.push_back(step);
      made[layer.get()] = graph->steps.size();
    };
    const auto* convolution = dynamic_cast<const BaseConvolutionLayer*>(layer.get());
    if (layer->type == "Convolution" && convolution != nullptr) {
      step.convolution = ToConvolution(*convolution);
      add(Step::Kind::kConvolution);
    } else if (layer->type == "ReLU") {
      // Part of the convolution before it, whose own result nobody may ask for any more.
      if (step.inputs.front() != graph->steps.size() || !graph->steps.back().convolution) {
        return refuse();
      }
      graph->steps.back().convolution->Rectify();
      made.erase(net.getLayerInputs(id).front().get());
      made[layer.get()] = graph->steps.size();
    } else if (layer->type == "Pooling") {
      const auto* pooling = dynamic_cast<const cv::dnn::PoolingLayer*>(layer.get());
      if (pooling == nullptr || pooling->kernel_size != std::vector<std::size_t>{2, 1} ||
          pooling->strides != std::vector<std::size_t>{2, 1}) {
        return refuse();
      }
      add(Step::Kind::kLargestOfTwoRows);
    } else if (layer->type == "Resize") {
      add(Step::Kind::kDoubled);
    } else if (layer->type == "Eltwise" && step.inputs.size() == 2) {
      add(Step::Kind::kSum);
    } else if (layer->type == "Deconvolution" && convolution != nullptr &&
               convolution->kernel_size == std::vector<std::size_t>{2, 2} &&
               convolution->strides == std::vector<std::size_t>{2, 2}) {
      step.convolution = ToFourfold(*convolution);
      add(Step::Kind::kConvolution);
      step.convolution.reset();
      step.inputs = {graph->steps.size()};
      add(Step::Kind::kSpread);
    } else if (layer->type == "Identity") {
      made[layer.get()] = step.inputs.front();
    } else {
      return refuse();
    }
  }
  if (graph->steps.empty()) return FailedPrecondition("model {} is empty", file);
  return Network(std::move(graph));
}

Result<cv::Mat> Network::Run(const cv::Mat& picture) const {
  CHOWKI_CHECK(picture.type() == CV_32FC1 && !picture.empty());
  Graph::Workspace workspace = graph_->Borrow();
  std::vector<Maps>& values = workspace.values;
  values[0].Shape(1, picture.rows, picture.cols);
  for (int y = 0; y < picture.rows; ++y) {
    std::copy_n(picture.ptr<float>(y), picture.cols, values[0].Row(0, y));
  }
  for (std::size_t i = 0; i < graph_->steps.size(); ++i) {
    const Step& step = graph_->steps[i];
    const Maps& in = values[step.inputs.front()];
    Maps& out = values[i + 1];
    switch (step.kind) {
      case Step::Kind::kConvolution:
        if (!step.convolution->Fits(in)) return WrongSize(picture.size());
        step.convolution->Run(in, workspace.padded, out);
        break;
      case Step::Kind::kLargestOfTwoRows:
        LargestOfTwoRows(in, out);
        break;
      case Step::Kind::kDoubled:
        Double(in, out);
        break;
      case Step::Kind::kSum: {
        const Maps& other = values[step.inputs.back()];
        if (!SameShape(in, other)) return WrongSize(picture.size());
        Sum(in, other, out);
        break;
      }
      case Step::Kind::kSpread:
        Spread(in, out);
        break;
    }
  }
  const Maps& last = values.back();
  const int sizes[] = {1, last.channels, last.rows, last.cols};
  cv::Mat output(4, sizes, CV_32F);
  for (int channel = 0; channel < last.channels; ++channel) {
    for (int y = 0; y < last.rows; ++y) {
      std::copy_n(last.Row(channel, y), last.cols, output.ptr<float>(0, channel, y));
    }
  }
  graph_->GiveBack(std::move(workspace));
  return output;
}

}  // namespace chowki::locate
