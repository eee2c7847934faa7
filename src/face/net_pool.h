#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include "base/status.h"

namespace chowki::face {

// One trained network that many threads run. OpenCV's networks hold what they compute in
// themselves: each caller at work has one of its own, made when it is first needed and kept for the
// next caller.
//
// thread  safe: Run() may be called from any number of threads; it computes in the calling one
//         where the process has called cv::setNumThreads(1).
class NetPool {
 public:
  // file     an ONNX file with fixed sizes.
  // outputs  names of what Run() gives.
  // errors   kNotFound when it cannot be read; kFailedPrecondition naming the file when OpenCV
  //          cannot load it.
  [[nodiscard]] static Result<NetPool> Load(const std::filesystem::path& file,
                                            std::vector<std::string> outputs);

  NetPool(NetPool&&) noexcept;
  NetPool& operator=(NetPool&&) noexcept;
  ~NetPool();

  // input    32-bit floats, 1 x channels x rows x columns.
  // returns  one array an output, in the order of Load().
  // errors   kInternal naming the file, with OpenCV's words.
  [[nodiscard]] Result<std::vector<cv::Mat>> Run(const cv::Mat& input) const;

 private:
  class Pool;
  explicit NetPool(std::unique_ptr<Pool> pool);

  std::unique_ptr<Pool> pool_;
};

}  // namespace chowki::face
