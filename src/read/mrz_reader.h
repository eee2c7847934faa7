#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

#include <opencv2/core.hpp>

#include "base/deadline.h"
#include "capture/image.h"
#include "infer/network.h"
#include "locate/page.h"
#include "read/transcript.h"

namespace chowki::read {

// What reading an MRZ gives beside the characters.
struct MrzResult {
  MrzReading reading;
  std::optional<locate::Page> page;  // by the zone's geometry; only when it was read
  double locate_ms = 0;              // CPU time of finding bands and measuring lines
  double read_ms = 0;                // CPU time of strips, network and decoding
};

// Finds and reads the MRZ of an image: bands by contrast, then by the finder network at several
// sizes; lines measured; strips read by the line network in both directions; characters decided by
// the layouts' grammar. The first band whose reading passes the gate wins.
//
// thread  safe: one reader serves all threads. OpenCV's own threads are best switched off
//         (cv::setNumThreads(1)) by the process.
class MrzReader {
 public:
  // Called with the pictures that the reader works on, for people who want to see what it saw.
  using Trace = std::function<void(std::string_view name, const cv::Mat& picture)>;

  // models  folder with mrz_finder.onnx and mrz_line.onnx.
  // errors  those of infer::Network::Load.
  [[nodiscard]] static Result<MrzReader> Load(const std::filesystem::path& models);

  // returns no MRZ and an unreadable one are results (status kAbsent, kUnreadable).
  // errors  kDeadlineExceeded between steps; kInternal when a network fails.
  [[nodiscard]] Result<MrzResult> Read(const capture::Image& image, const Deadline& deadline = {},
                                       const Trace& trace = {}) const;

 private:
  MrzReader(infer::Network finder, infer::Network recogniser)
      : finder_(std::move(finder)), recogniser_(std::move(recogniser)) {}

  infer::Network finder_;
  infer::Network recogniser_;
};

}  // namespace chowki::read
