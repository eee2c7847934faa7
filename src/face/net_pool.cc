#include "face/net_pool.h"

#include <fstream>
#include <iterator>
#include <mutex>
#include <utility>

#include <opencv2/dnn.hpp>

namespace chowki::face {

class NetPool::Pool {
 public:
  Pool(std::string name, std::string onnx, std::vector<std::string> outputs)
      : name_(std::move(name)), onnx_(std::move(onnx)), outputs_(std::move(outputs)) {}

  // Throws what OpenCV throws.
  [[nodiscard]] cv::dnn::Net Make() const {
    cv::dnn::Net net = cv::dnn::readNetFromONNX(onnx_.data(), onnx_.size());
    net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
    return net;
  }

  void GiveBack(cv::dnn::Net net) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(net));
  }

  Result<std::vector<cv::Mat>> Run(const cv::Mat& input) {
    try {
      cv::dnn::Net net = Borrow();
      net.setInput(input);
      std::vector<cv::Mat> seen;
      net.forward(seen, outputs_);
      std::vector<cv::Mat> copies;  // what it gave is the network's own memory
      for (const cv::Mat& values : seen) copies.push_back(values.clone());
      GiveBack(std::move(net));
      return copies;
    } catch (const std::exception& error) {
      return Internal("model {}: {}", name_, error.what());
    }
  }

 private:
  cv::dnn::Net Borrow() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        cv::dnn::Net net = std::move(idle_.back());
        idle_.pop_back();
        return net;
      }
    }
    return Make();
  }

  const std::string name_;
  const std::string onnx_;
  const std::vector<std::string> outputs_;
  std::mutex mutex_;
  std::vector<cv::dnn::Net> idle_;
};

NetPool::NetPool(std::unique_ptr<Pool> pool) : pool_(std::move(pool)) {}
NetPool::NetPool(NetPool&&) noexcept = default;
NetPool& NetPool::operator=(NetPool&&) noexcept = default;
NetPool::~NetPool() = default;

Result<NetPool> NetPool::Load(const std::filesystem::path& file, std::vector<std::string> outputs) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return NotFound("model {} cannot be opened", file.string());
  std::string onnx{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  auto pool = std::make_unique<Pool>(file.filename().string(), std::move(onnx), std::move(outputs));
  try {
    pool->GiveBack(pool->Make());
  } catch (const std::exception& error) {
    return FailedPrecondition("model {} cannot be loaded: {}", file.string(), error.what());
  }
  return NetPool(std::move(pool));
}

Result<std::vector<cv::Mat>> NetPool::Run(const cv::Mat& input) const { return pool_->Run(input); }

}  // namespace chowki::face
