#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/status.h"

namespace chowki::app {

// One line of models/manifest.json.
struct ModelFile {
  std::string file;
  std::string version;
  std::string sha256;  // lower-case hex
};

// What the manifest of a models folder names.
//
// errors  kNotFound, kInvalidArgument (no manifest by its form).
[[nodiscard]] Result<std::vector<ModelFile>> ReadModelManifest(const std::filesystem::path& dir);

// errors  kNotFound, kDataLoss naming the file whose bytes are not those that the manifest names.
[[nodiscard]] Status VerifyModels(const std::filesystem::path& dir,
                                  const std::vector<ModelFile>& files);

// File -> version, as provenance has it.
[[nodiscard]] std::map<std::string, std::string> Versions(const std::vector<ModelFile>& files);

}  // namespace chowki::app
