#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace chowki::test {

// Which of the texts stand in which file of a folder or below it, as "file: text": as they are and
// with a zero byte behind each byte (UTF-16). Nothing is skipped.
inline std::vector<std::string> PlainTexts(const std::filesystem::path& folder,
                                           const std::vector<std::string>& texts) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    for (const std::string& text : texts) {
      std::string wide;
      for (const char c : text) (wide += c) += '\0';
      if (bytes.find(text) == bytes.npos && bytes.find(wide) == bytes.npos) continue;
      found.push_back(entry.path().filename().string() + ": " + text);
    }
  }
  return found;
}

}  // namespace chowki::test
