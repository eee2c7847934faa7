#include "central_service/list_upload.h"

#include <sys/mman.h>
#include <unistd.h>

#include "wire/field_error.h"

namespace chowki::central_service {
namespace {

// The readers take a path: this is one to memory.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(::memfd_create("list", MFD_CLOEXEC)) {}
  ~MemoryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  [[nodiscard]] Status Write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written <= 0) return ResourceExhausted("no memory for a list file");
      bytes.remove_prefix(static_cast<size_t>(written));
    }
    return Ok();
  }
  [[nodiscard]] std::string path() const { return fmt::format("/proc/self/fd/{}", descriptor_); }

 private:
  int descriptor_;
};

// What is wrong with a file, without the path that its sender never knew.
Status FileError(const Status& status, const std::string& path) {
  std::string text(Message(status));
  for (size_t at = text.find(path); at != std::string::npos; at = text.find(path)) {
    text.replace(at, path.size(), "the file");
  }
  return wire::FieldError("file", InvalidInput("{}", text));
}

}  // namespace

Result<ListUpload> ReadListUpload(std::string_view format, std::string_view bytes) {
  const MemoryFile file;
  CHOWKI_RETURN_IF_ERROR(file.Write(bytes));
  const std::string path = file.path();
  auto source = watchlist::ParseSourceSpec(fmt::format("{}:{}", format, path));
  if (!source.ok() || source->format->is_update) {
    return wire::FieldError("format", InvalidInput("no format of a single list file"));
  }
  ListUpload upload;
  watchlist::BuildObserver observer;
  observer.problem = [&](const watchlist::Problem& problem) {
    if (upload.problems.size() < kProblemsTold) upload.problems.push_back(problem);
  };
  const auto build = watchlist::BuildList({*source}, {}, nullptr, observer);
  if (!build.ok()) return FileError(build.status(), path);
  upload.rows_skipped = build->counts.rows_skipped;
  upload.values_left_out = build->counts.values_left_out;
  upload.rows.reserve(build->snapshot.size());
  for (size_t i = 0; i < build->snapshot.size(); ++i) {
    upload.rows.push_back({std::string(build->snapshot.BytesAt(i)), ""});
  }
  return upload;
}

}  // namespace chowki::central_service
