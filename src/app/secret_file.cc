#include "app/secret_file.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace chowki::app {
namespace {

constexpr mode_t kOwnerOnly = 0600;

Status WriteSecret(const std::filesystem::path& path, const std::string& text) {
  // One that a crash left behind may have another mode.
  ::unlink(path.c_str());
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly);
  if (file < 0) return Unavailable("cannot write {}: {}", path.string(), std::strerror(errno));
  const bool written =
      ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(file) == 0;
  ::close(file);
  return written ? Ok() : Unavailable("cannot write {}: {}", path.string(), std::strerror(errno));
}

}  // namespace

Status ReplaceSecret(const std::filesystem::path& path, const std::string& text) {
  const std::filesystem::path beside = path.string() + ".new";
  CHOWKI_RETURN_IF_ERROR(WriteSecret(beside, text));
  std::error_code error;
  std::filesystem::rename(beside, path, error);
  if (error) return Unavailable("cannot write {}: {}", path.string(), error.message());
  return Ok();
}

}  // namespace chowki::app
