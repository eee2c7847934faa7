#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include <opencv2/core.hpp>

#include "base/status.h"
#include "read/text_line.h"

namespace chowki::read {

// The only door to Tesseract. Keeps warm engines, as many as lines were ever read at once: starting
// one costs some 50 ms, reading a short line about 10.
//
// thread  safe.
class TextReader {
 public:
  struct Options {
    std::string languages = "eng";   // as Tesseract names them, joined by '+'
    std::filesystem::path tessdata;  // folder of the .traineddata files; empty: where Debian has it
  };

  // Starts the first engine.
  //
  // errors  kNotFound when a language is not installed.
  [[nodiscard]] static Result<std::unique_ptr<TextReader>> Make(const Options& options);
  ~TextReader();
  TextReader(const TextReader&) = delete;
  TextReader& operator=(const TextReader&) = delete;

  // Whether it knows a language beyond English: one that may be written in another script.
  [[nodiscard]] bool knows_other_scripts() const;

  // Reads a picture of one line of dark print. The time it takes grows with width over height.
  //
  // grey      8UC1, upright, with a little margin; any size, about 36 rows are best. An empty one
  // is
  //           an empty line.
  // alphabet  the only characters that there can be; empty: all that the languages have.
  // errors    kInternal when Tesseract fails, kResourceExhausted when memory runs out.
  [[nodiscard]] Result<TextLine> ReadLine(const cv::Mat& grey,
                                          std::string_view alphabet = {}) const;

 private:
  class Pool;
  explicit TextReader(std::unique_ptr<Pool> pool);
  std::unique_ptr<Pool> pool_;
};

}  // namespace chowki::read
