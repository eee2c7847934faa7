#include "locate/network.h"

#include <fstream>
#include <iterator>
#include <mutex>
#include <vector>

#include <opencv2/dnn.hpp>

namespace chowki::locate {

struct Network::Pool {
  std::vector<uchar> onnx;
  std::mutex mutex;
  std::vector<cv::dnn::Net> idle;

  cv::dnn::Net Borrow() {
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        cv::dnn::Net net = idle.back();
        idle.pop_back();
        return net;
      }
    }
    cv::dnn::Net net = cv::dnn::readNetFromONNX(onnx);
    net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
    return net;
  }

  void GiveBack(const cv::dnn::Net& net) {
    const std::lock_guard lock(mutex);
    idle.push_back(net);
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
    pool->GiveBack(pool->Borrow());  // parse it now, so that a broken file is told at start-up
  } catch (const cv::Exception& error) {
    return FailedPrecondition("model {} is not a network that can be run: {}", file, error.what());
  }
  return Network(std::move(pool));
}

Result<cv::Mat> Network::Run(const cv::Mat& blob) const {
  try {
    cv::dnn::Net net = pool_->Borrow();
    net.setInput(blob);
    cv::Mat output = net.forward().clone();
    pool_->GiveBack(net);
    return output;
  } catch (const cv::Exception& error) {
    return Internal("network failed: {}", error.what());
  }
}

}  // namespace chowki::locate
