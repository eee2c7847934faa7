#pragma once

#include <cstdint>
#include <filesystem>

#include "base/digest.h"
#include "base/status.h"

namespace chowki::sync {

// A file that grows piece by piece over days, and what is there already survives everything.
class PartFile {
 public:
  // Opens or makes it. errors  kUnavailable naming the path; kResourceExhausted with DISK_LOW.
  [[nodiscard]] static Result<PartFile> Open(const std::filesystem::path& path);
  PartFile(PartFile&& other) noexcept;
  PartFile& operator=(PartFile&&) = delete;
  ~PartFile();

  [[nodiscard]] std::int64_t size() const { return size_; }
  // errors  as Open.
  [[nodiscard]] Status Append(Bytes bytes);
  [[nodiscard]] Status Cut(std::int64_t size);
  // Onto the disk for good.
  [[nodiscard]] Status Sync();

 private:
  PartFile(std::filesystem::path path, int file, std::int64_t size);
  [[nodiscard]] Status Fault(const char* doing) const;
  std::filesystem::path path_;
  int file_;
  std::int64_t size_;
};

}  // namespace chowki::sync
