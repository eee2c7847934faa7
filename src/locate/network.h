#pragma once

#include <memory>
#include <string>

#include <opencv2/core.hpp>

#include "base/status.h"

namespace chowki::locate {

// One trained network, loaded once and run by many threads that share its weights.
//
// It computes what the two networks of models/README.md are made of, plain convolutions above all,
// two to three times as fast as OpenCV 4.6, which reads the file. Each concurrent caller borrows
// memory that is kept for the next one.
//
// thread  safe: Run() may be called from any number of threads.
class Network {
 public:
  // file    an ONNX file.
  // errors  kNotFound when it cannot be opened, kFailedPrecondition when OpenCV refuses it or it
  //         has a layer of another kind.
  [[nodiscard]] static Result<Network> Load(const std::string& file);

  Network(Network&&) noexcept;
  Network& operator=(Network&&) noexcept;
  ~Network();

  // picture  32FC1, the size that the network's contract in models/README.md names.
  // returns  its output, 1 x channels x rows x columns, a copy of its own.
  // errors   kInvalidArgument when the network does not take a picture of this size.
  [[nodiscard]] Result<cv::Mat> Run(const cv::Mat& picture) const;

 private:
  struct Graph;
  explicit Network(std::unique_ptr<Graph> graph);

  std::unique_ptr<Graph> graph_;
};

}  // namespace chowki::locate
