#include "app/model_manifest.h"

#include <nlohmann/json.hpp>

#include "app/file_text.h"
#include "base/digest.h"

namespace chowki::app {

using nlohmann::json;

Result<std::vector<ModelFile>> ReadModelManifest(const std::filesystem::path& dir) {
  CHOWKI_ASSIGN_OR_RETURN(const std::string text, ReadText(dir / "manifest.json"));
  std::vector<ModelFile> files;
  try {
    const json manifest = json::parse(text);
    for (const json& model : manifest.at("models")) {
      const json& version = model.at("version");
      files.push_back({model.at("file").get<std::string>(),
                       version.is_string() ? version.get<std::string>() : version.dump(),
                       model.at("sha256").get<std::string>()});
    }
  } catch (const json::exception& error) {
    return InvalidInput("{}: {}", (dir / "manifest.json").string(), error.what());
  }
  return files;
}

Status VerifyModels(const std::filesystem::path& dir, const std::vector<ModelFile>& files) {
  for (const ModelFile& model : files) {
    CHOWKI_ASSIGN_OR_RETURN(const std::string bytes, ReadText(dir / model.file));
    if (ToHex(Sha256(bytes)) != model.sha256) {
      return DataLoss("{} is not the file that the manifest names", (dir / model.file).string());
    }
  }
  return Ok();
}

std::map<std::string, std::string> Versions(const std::vector<ModelFile>& files) {
  std::map<std::string, std::string> versions;
  for (const ModelFile& model : files) versions[model.file] = model.version;
  return versions;
}

}  // namespace chowki::app
