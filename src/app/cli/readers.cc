#include "app/cli/readers.h"

#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include "app/layout_files.h"
#include "app/model_directory.h"
#include "app/model_manifest.h"

namespace chowki::app::cli {

Result<Readers> LoadReaders(const std::string& models, const std::string& languages,
                            const std::string& documents, const std::string& root) {
  std::optional<std::filesystem::path> given;
  if (!models.empty()) given = models;
  CHOWKI_ASSIGN_OR_RETURN(const std::filesystem::path folder, FindModelDirectory(given));
  CHOWKI_ASSIGN_OR_RETURN(read::MrzReader mrz, read::MrzReader::Load(folder));
  // A folder that somebody trains in may have none.
  const auto manifest = ReadModelManifest(folder);
  auto versions = manifest.ok() ? Versions(*manifest) : std::map<std::string, std::string>();
  DocumentModels held_against;
  if (!documents.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(held_against, LoadDocumentModels(documents, root, folder));
    held_against.TellVersions(versions);
  }
  if (languages.empty()) {
    return Readers{std::move(mrz), std::nullopt, std::move(versions), std::move(held_against)};
  }
  CHOWKI_ASSIGN_OR_RETURN(std::vector<read::PageLayout> layouts, LoadLayouts(folder));
  auto visual = read::VisualReader::Load(folder, languages, std::move(layouts));
  if (!visual.ok()) return Annotate(visual.status(), "the visual zone (--mrz-only leaves it out)");
  return Readers{std::move(mrz), *std::move(visual), std::move(versions), std::move(held_against)};
}

}  // namespace chowki::app::cli
