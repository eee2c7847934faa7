#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include <opencv2/core.hpp>

#include "infer/network.h"
#include "read/text_line.h"

namespace chowki::read {

// What each step along a strip of print may be: probabilities of the text network's classes, the
// blank first, then TextSigns().
struct TextPosteriors {
  static constexpr std::size_t kClasses = 98;
  static constexpr std::size_t kBlank = 0;
  static constexpr double kStepPx = 2;  // of the strip

  std::vector<std::array<float, kClasses>> steps;
};

// The alphabet of the text network in UTF-8, one sign an entry: letters, digits, a space, signs;
// the last, a square, stands for every sign that is none of these.
[[nodiscard]] std::span<const std::string_view> TextSigns();

// Reads lines of ordinary Latin print with our own network (models/text_line.onnx), at a tenth of
// Tesseract's cost.
//
// thread  safe.
class TextRecogniser {
 public:
  static constexpr int kStripRows = 32;

  // models  folder with text_line.onnx.
  // errors  those of infer::Network::Load.
  [[nodiscard]] static Result<TextRecogniser> Load(const std::filesystem::path& models);

  // strip   8UC1, kStripRows rows: a line of dark print with a margin of a quarter of its height.
  // errors  those of infer::Network::Run; kFailedPrecondition when the network has another shape.
  [[nodiscard]] Result<TextPosteriors> Look(const cv::Mat& strip) const;

 private:
  explicit TextRecogniser(infer::Network network) : network_(std::move(network)) {}

  infer::Network network_;
};

// The most probable reading: the best class of every step, blanks and repetitions left out.
//
// steps     of the whole or a part of a line.
// alphabet  the only signs that there can be, ASCII; empty: all. What else is seen counts for
//           nothing, and the confidence is relative to what is left.
// returns   words between spaces, a word's confidence that of its least certain sign. Boxes in px
// of
//           the strip, counted from the first of the steps, as high as the strip.
// thread    pure.
[[nodiscard]] TextLine DecodeText(
    std::span<const std::array<float, TextPosteriors::kClasses>> steps,
    std::string_view alphabet = {});

}  // namespace chowki::read
