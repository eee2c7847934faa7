#include "app/model_directory.h"

#include <cstdlib>
#include <vector>

#include "base/text.h"

namespace chowki::app {

namespace fs = std::filesystem;

Result<fs::path> FindModelDirectory(const std::optional<fs::path>& given) {
  std::vector<fs::path> places;
  if (given) {
    places.push_back(*given);
  } else {
    if (const char* variable = std::getenv("CHOWKI_MODELS")) places.emplace_back(variable);
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (!error) places.push_back(program.parent_path().parent_path() / "share/chowki/models");
    places.emplace_back(fs::path(CHOWKI_SOURCE_DIR) / "models");
  }
  std::vector<std::string> looked_at;
  for (const fs::path& place : places) {
    std::error_code error;
    if (fs::exists(place / "manifest.json", error)) return place;
    looked_at.push_back(place.string());
  }
  return NotFound(
      "no models (manifest.json) in {}; give their folder with --models or CHOWKI_MODELS",
      Join(looked_at, ", "));
}

}  // namespace chowki::app
