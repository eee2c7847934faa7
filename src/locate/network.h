#pragma once

#include <memory>
#include <string>

#include <opencv2/core.hpp>

#include "base/status.h"

namespace chowki::locate {

// One trained network, loaded once and run by many threads. OpenCV's networks keep their buffers
// inside and serve one caller at a time; so each concurrent caller borrows one of a small pool,
// which grows to the number of threads that really run at once.
//
// thread  safe: Run() may be called from any number of threads.
class Network {
 public:
  // file    an ONNX file.
  // errors  kNotFound when it cannot be read, kFailedPrecondition when OpenCV refuses it.
  [[nodiscard]] static Result<Network> Load(const std::string& file);

  Network(Network&&) noexcept;
  Network& operator=(Network&&) noexcept;
  ~Network();

  // blob    32F, the shape that the network's contract in models/README.md names.
  // returns its output, a copy of its own.
  // errors  kInternal with OpenCV's words.
  [[nodiscard]] Result<cv::Mat> Run(const cv::Mat& blob) const;

 private:
  struct Pool;
  explicit Network(std::unique_ptr<Pool> pool);

  std::unique_ptr<Pool> pool_;
};

}  // namespace chowki::locate
