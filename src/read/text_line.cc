#include "read/text_line.h"

#include <algorithm>

namespace chowki::read {

std::string TextLine::Text() const {
  std::string text;
  for (const TextWord& word : words) {
    if (!text.empty()) text += ' ';
    text += word.text;
  }
  return text;
}

double TextLine::Confidence() const {
  double lowest = words.empty() ? 0 : 1;
  for (const TextWord& word : words) lowest = std::min(lowest, word.confidence);
  return lowest;
}

}  // namespace chowki::read
