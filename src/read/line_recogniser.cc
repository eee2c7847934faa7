#include "read/line_recogniser.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "locate/plane.h"

namespace chowki::read {
namespace {

constexpr std::string_view kAlphabet = "<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

}  // namespace

char CharacterOf(int character) { return kAlphabet[static_cast<size_t>(character)]; }

int IndexOf(char character) {
  const size_t at = kAlphabet.find(character);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

Result<Posteriors> Recognise(const infer::Network& recogniser, const cv::Mat& strip) {
  const cv::Mat input = locate::Normalised(strip);
  CHOWKI_ASSIGN_OR_RETURN(const infer::Maps logits, recogniser.Run(locate::AsPicture(input)));
  if (logits.channels != kCharacters + 1 || logits.rows != 1) {
    return FailedPrecondition("the line network's output is not 1x{}x1xT", kCharacters + 1);
  }
  Posteriors posteriors;
  posteriors.steps.resize(static_cast<size_t>(logits.columns));
  const float* values = logits.values.data();
  const size_t stride = posteriors.steps.size();
  for (size_t t = 0; t < stride; ++t) {
    float largest = values[t];
    for (size_t k = 1; k <= kCharacters; ++k) largest = std::max(largest, values[k * stride + t]);
    float sum = 0;
    for (size_t k = 0; k <= kCharacters; ++k) sum += std::exp(values[k * stride + t] - largest);
    const float norm = largest + std::log(sum);
    auto& step = posteriors.steps[t];
    step[Posteriors::kBlank] = values[t] - norm;  // the network's class 0
    for (size_t k = 0; k < kCharacters; ++k) step[k] = values[(k + 1) * stride + t] - norm;
  }
  return posteriors;
}

}  // namespace chowki::read
