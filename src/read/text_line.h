#pragma once

#include <string>
#include <vector>

#include <opencv2/core.hpp>

namespace chowki::read {

struct TextWord {
  std::string text;       // UTF-8
  double confidence = 0;  // [0,1]
  cv::Rect box;           // px of the picture that was read
  bool operator==(const TextWord&) const = default;
};

// One line of print as a recogniser read it.
struct TextLine {
  std::vector<TextWord> words;

  [[nodiscard]] std::string Text() const;   // words with one space between
  [[nodiscard]] double Confidence() const;  // of the least certain word; 0 without words
  bool operator==(const TextLine&) const = default;
};

}  // namespace chowki::read
