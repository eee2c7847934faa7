#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "base/status.h"

namespace chowki::watchlist {

// A UTF-8 text file, plain or gzipped, line by line, in constant memory. A byte order mark is taken
// off.
class TextFile {
 public:
  static constexpr size_t kMaxLine = size_t{1} << 24;  // bytes; nested targets have long ones
  // A compressed file that unpacks to more than this many times its size is no list but a bomb;
  // lists reach 20.
  static constexpr std::uintmax_t kMaxRatio = 200;
  static constexpr std::uintmax_t kAlwaysAllowed = std::uintmax_t{1} << 26;  // bytes

  // errors  kNotFound.
  [[nodiscard]] static Result<TextFile> Open(const std::filesystem::path& path);

  TextFile(TextFile&&) noexcept;
  TextFile& operator=(TextFile&&) noexcept;
  ~TextFile();

  // The next line without its '\n'; a '\r' before it stays. false at the end of the file.
  //
  // errors  kInvalidArgument naming the line: not UTF-8, a zero byte, too long; kDataLoss: the
  //         gzip stream is cut off or damaged; kResourceExhausted: it unpacks to too much.
  [[nodiscard]] Result<bool> ReadLine(std::string& line);

  // Everything that is left, with its line ends. Errors as ReadLine, and kInvalidArgument for more
  // than max_bytes.
  [[nodiscard]] Result<std::string> ReadAll(size_t max_bytes);

  // Whether the last line ended with a line end: a file that was cut off mostly does not.
  [[nodiscard]] bool LastLineEnded() const { return last_line_ended_; }

  [[nodiscard]] std::int64_t line_number() const { return line_number_; }  // of the last line
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  // How far the file was read, [0,1], by its bytes on the disk.
  [[nodiscard]] double Progress() const;

 private:
  struct Stream;
  TextFile(std::filesystem::path path, std::unique_ptr<Stream> stream);
  [[nodiscard]] Status Fill();
  [[nodiscard]] Status CheckLine(std::string& line);

  std::filesystem::path path_;
  std::unique_ptr<Stream> stream_;
  std::string buffer_;
  size_t begin_ = 0;  // of what is not handed out yet
  bool at_end_ = false;
  bool last_line_ended_ = true;
  std::int64_t line_number_ = 0;
  std::uintmax_t size_ = 0;
  std::uintmax_t unpacked_ = 0;
};

}  // namespace chowki::watchlist
