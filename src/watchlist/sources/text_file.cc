#include "watchlist/sources/text_file.h"

#include <algorithm>
#include <utility>

#include <zlib.h>

#include "base/text.h"

namespace chowki::watchlist {
namespace {

constexpr size_t kChunk = size_t{1} << 16;

}  // namespace

struct TextFile::Stream {
  explicit Stream(gzFile opened) : file(opened) {}
  ~Stream() { gzclose(file); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  gzFile file;
};

TextFile::TextFile(std::filesystem::path path, std::unique_ptr<Stream> stream)
    : path_(std::move(path)), stream_(std::move(stream)) {
  std::error_code error;
  size_ = std::filesystem::file_size(path_, error);
  if (error) size_ = 0;
}
TextFile::TextFile(TextFile&&) noexcept = default;
TextFile& TextFile::operator=(TextFile&&) noexcept = default;
TextFile::~TextFile() = default;

Result<TextFile> TextFile::Open(const std::filesystem::path& path) {
  if (!std::filesystem::is_regular_file(path)) {
    return NotFound("{}: no such file", path.string());
  }
  gzFile file = gzopen(path.c_str(), "rb");  // reads plain files as they are
  if (file == nullptr) return NotFound("{}: cannot be opened", path.string());
  return TextFile(path, std::make_unique<Stream>(file));
}

Status TextFile::Fill() {
  buffer_.erase(0, begin_);
  begin_ = 0;
  const size_t old = buffer_.size();
  buffer_.resize(old + kChunk);
  const int read = gzread(stream_->file, buffer_.data() + old, kChunk);
  buffer_.resize(old + static_cast<size_t>(std::max(read, 0)));
  int code = Z_OK;
  const char* what = gzerror(stream_->file, &code);
  if (read < 0 || (code != Z_OK && code != Z_STREAM_END)) {
    return DataLoss("{}: line {}: the compressed file is damaged or cut off ({}); fetch it again",
                    path_.string(), line_number_ + 1 + std::ranges::count(buffer_, '\n'),
                    code == Z_BUF_ERROR ? "unexpected end" : what);
  }
  at_end_ = read == 0;
  unpacked_ += static_cast<std::uintmax_t>(read);
  if (unpacked_ > kAlwaysAllowed && unpacked_ / kMaxRatio > size_) {
    return ResourceExhausted("{}: unpacks to more than {} times its size; this is no list",
                             path_.string(), kMaxRatio);
  }
  return Ok();
}

Status TextFile::CheckLine(std::string& line) {
  if (line_number_ == 1) {
    if (line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    if (line.starts_with("\xFF\xFE") || line.starts_with("\xFE\xFF")) {
      return InvalidInput("{}: this is UTF-16; save it as UTF-8", path_.string());
    }
  }
  if (!IsUtf8(line)) {
    return InvalidInput("{}: line {} is not UTF-8; save the file as UTF-8", path_.string(),
                        line_number_);
  }
  if (line.find('\0') != std::string::npos) {
    return InvalidInput("{}: line {} has a zero byte; this is no text file", path_.string(),
                        line_number_);
  }
  return Ok();
}

Result<bool> TextFile::ReadLine(std::string& line) {
  size_t searched = begin_;
  while (true) {
    const size_t end = buffer_.find('\n', searched);
    const bool last = end == std::string::npos && at_end_;
    if (last && begin_ == buffer_.size()) return false;
    if (end != std::string::npos || last) {
      line.assign(buffer_, begin_, last ? std::string::npos : end - begin_);
      begin_ = last ? buffer_.size() : end + 1;
      last_line_ended_ = !last;
      ++line_number_;
      CHOWKI_RETURN_IF_ERROR(CheckLine(line));
      return true;
    }
    if (buffer_.size() - begin_ > kMaxLine) {
      return InvalidInput("{}: line {} is longer than {} bytes", path_.string(), line_number_ + 1,
                          kMaxLine);
    }
    searched = buffer_.size() - begin_;
    CHOWKI_RETURN_IF_ERROR(Fill());
  }
}

Result<std::string> TextFile::ReadAll(size_t max_bytes) {
  while (!at_end_) {
    CHOWKI_RETURN_IF_ERROR(Fill());
    if (buffer_.size() > max_bytes) {
      return InvalidInput("{}: more than {} bytes", path_.string(), max_bytes);
    }
  }
  std::string all = std::exchange(buffer_, {});
  all.erase(0, std::exchange(begin_, 0));
  // Line by line only to name the line of a fault.
  const bool sound = IsUtf8(all) && all.find('\0') == std::string::npos;
  std::string_view rest = all;
  do {
    ++line_number_;
    std::string line(rest.substr(0, rest.find('\n')));
    const size_t size = line.size();
    CHOWKI_RETURN_IF_ERROR(CheckLine(line));
    if (line_number_ == 1) all.erase(0, size - line.size());  // the byte order mark
    rest.remove_prefix(std::min(rest.size(), size + 1));
  } while (!sound && !rest.empty());
  return all;
}

double TextFile::Progress() const {
  if (size_ == 0) return 1;
  return std::clamp(static_cast<double>(gzoffset(stream_->file)) / static_cast<double>(size_), 0.0,
                    1.0);
}

}  // namespace chowki::watchlist
