#include "sync/part_file.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace chowki::sync {

namespace {

Status FaultOf(const std::filesystem::path& path, const char* doing, int error) {
  const std::string what = fmt::format("{}: {}: {}", path.string(), doing, std::strerror(error));
  if (error != ENOSPC && error != EDQUOT) return Unavailable("{}", what);
  return WithDetail(ResourceExhausted("{}", what), {"DISK_LOW", {{"path", path.string()}}});
}

}  // namespace

Result<PartFile> PartFile::Open(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return FaultOf(path, "cannot be opened", errno);
  const off_t size = ::lseek(file, 0, SEEK_END);
  if (size < 0) {
    const int error = errno;
    ::close(file);
    return FaultOf(path, "cannot be measured", error);
  }
  return PartFile(path, file, size);
}

PartFile::PartFile(std::filesystem::path path, int file, std::int64_t size)
    : path_(std::move(path)), file_(file), size_(size) {}

PartFile::PartFile(PartFile&& other) noexcept
    : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)), size_(other.size_) {}

PartFile::~PartFile() {
  if (file_ >= 0) ::close(file_);
}

Status PartFile::Fault(const char* doing) const { return FaultOf(path_, doing, errno); }

Status PartFile::Append(Bytes bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(file_, bytes.data(), bytes.size(), size_);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return Fault("cannot be written");
    size_ += written;
    bytes = bytes.subspan(static_cast<size_t>(written));
  }
  return Ok();
}

Status PartFile::Cut(std::int64_t size) {
  if (::ftruncate(file_, size) != 0) return Fault("cannot be cut");
  size_ = size;
  return Ok();
}

Status PartFile::Sync() { return ::fsync(file_) == 0 ? Ok() : Fault("cannot be made durable"); }

}  // namespace chowki::sync
