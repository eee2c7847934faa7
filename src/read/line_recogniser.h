#pragma once

#include <array>
#include <vector>

#include <opencv2/core.hpp>

#include "infer/network.h"

namespace chowki::read {

// The alphabet of the line network without its blank, in the order of its classes:
// '<', '0'..'9', 'A'..'Z'.
inline constexpr int kCharacters = 37;
[[nodiscard]] char CharacterOf(int character);  // 0..36
[[nodiscard]] int IndexOf(char character);      // 0..36; -1 outside the alphabet

// What each step along a strip may be, as logarithms of probabilities.
struct Posteriors {
  static constexpr int kBlank = kCharacters;  // the last of the values of a step

  std::vector<std::array<float, kCharacters + 1>> steps;  // one for every 4 px of the strip
};

// Runs the line network on a strip.
//
// strip   8UC1, 32 rows, a multiple of 4 columns (locate::CutStrip).
// errors  those of infer::Network::Run; kFailedPrecondition when the network has another shape.
// thread  safe.
[[nodiscard]] Result<Posteriors> Recognise(const infer::Network& recogniser, const cv::Mat& strip);

}  // namespace chowki::read
