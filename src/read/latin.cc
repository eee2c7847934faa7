#include "read/latin.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

#include "base/text.h"

namespace chowki::read {

std::string FoldLatin(std::string_view utf8) {
  std::string folded;
  bool foreign = false;  // inside a character beyond ASCII
  for (const char byte : UpperWithoutMarks(utf8)) {
    const bool ascii = static_cast<unsigned char>(byte) < 0x80;
    if (ascii) {
      folded += byte;
    } else if (!foreign) {
      folded += ' ';
    }
    foreign = !ascii;
  }
  return folded;
}

std::vector<std::string> Words(std::string_view folded) {
  std::vector<std::string> words(1);
  for (const char c : folded) {
    const bool in_word = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (in_word) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

int Distance(std::string_view a, std::string_view b, int limit) {
  const int difference = static_cast<int>(a.size()) - static_cast<int>(b.size());
  if (std::abs(difference) > limit) return limit + 1;
  std::vector<int> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    int diagonal = row[0];
    row[0] = static_cast<int>(i) + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const int replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return std::min(row.back(), limit + 1);
}

}  // namespace chowki::read
