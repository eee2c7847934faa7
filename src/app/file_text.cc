#include "app/file_text.h"

#include <fstream>
#include <iterator>

namespace chowki::app {

namespace fs = std::filesystem;

Result<std::string> ReadText(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return NotFound("cannot read {}", path.string());
  return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
}

Status ReplaceText(const fs::path& path, const std::string& text) {
  const fs::path beside = path.string() + ".new";
  {
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    out << text;
    out.flush();
    if (!out) return Unavailable("cannot write {}", beside.string());
  }
  std::error_code error;
  fs::rename(beside, path, error);
  if (error) return Unavailable("cannot write {}: {}", path.string(), error.message());
  return Ok();
}

}  // namespace chowki::app
