#include "locate/network.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <mutex>
#include <utility>
#include <vector>

#include <opencv2/dnn.hpp>

namespace chowki::locate {

namespace {

// A network of OpenCV and the shape of its last input: for another one it lays out its buffers
// anew, which costs as much as a fifth of a run.
struct Instance {
  cv::dnn::Net net;
  std::vector<int> shape;
};

constexpr size_t kMostIdle = 6;  // instances kept, each with its buffers of some MB

}  // namespace

struct Network::Pool {
  std::vector<uchar> onnx;
  std::mutex mutex;
  std::vector<Instance> idle;  // least recently used first

  // One that had an input of the same shape; else a fresh one while there are few, else any.
  Instance Borrow(const std::vector<int>& shape) {
    {
      const std::lock_guard lock(mutex);
      auto found = std::find_if(idle.begin(), idle.end(),
                                [&](const Instance& instance) { return instance.shape == shape; });
      if (found == idle.end() && idle.size() >= kMostIdle) found = idle.begin();
      if (found != idle.end()) {
        Instance instance = std::move(*found);
        idle.erase(found);
        instance.shape = shape;
        return instance;
      }
    }
    cv::dnn::Net net = cv::dnn::readNetFromONNX(onnx);
    net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
    return {net, shape};
  }

  void GiveBack(Instance instance) {
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(instance));
  }
};

Network::Network(std::unique_ptr<Pool> pool) : pool_(std::move(pool)) {}
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;
Network::~Network() = default;

Result<Network> Network::Load(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return NotFound("model {} cannot be opened", file);
  auto pool = std::make_unique<Pool>();
  pool->onnx.assign(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  try {
    pool->GiveBack(pool->Borrow({}));  // parse it now, so that a broken file is told at start-up
  } catch (const cv::Exception& error) {
    return FailedPrecondition("model {} is not a network that can be run: {}", file, error.what());
  }
  return Network(std::move(pool));
}

Result<cv::Mat> Network::Run(const cv::Mat& blob) const {
  try {
    Instance instance = pool_->Borrow({blob.size.p, blob.size.p + blob.dims});
    instance.net.setInput(blob);
    cv::Mat output = instance.net.forward().clone();
    pool_->GiveBack(std::move(instance));
    return output;
  } catch (const cv::Exception& error) {
    return Internal("network failed: {}", error.what());
  }
}

}  // namespace chowki::locate
