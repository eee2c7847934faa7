#include "app/cli/readers.h"

#include <filesystem>
#include <memory>
#include <utility>

#include "app/model_directory.h"

namespace chowki::app::cli {

Result<Readers> LoadReaders(const std::string& models, bool mrz_only) {
  std::optional<std::filesystem::path> given;
  if (!models.empty()) given = models;
  CHOWKI_ASSIGN_OR_RETURN(const std::filesystem::path folder, FindModelDirectory(given));
  CHOWKI_ASSIGN_OR_RETURN(read::MrzReader mrz, read::MrzReader::Load(folder));
  if (mrz_only) return Readers{std::move(mrz), std::nullopt};
  auto text = read::TextReader::Make({});
  if (!text.ok()) return Annotate(text.status(), "the visual zone (--mrz-only leaves it out)");
  return Readers{std::move(mrz), read::VisualReader(std::move(*text))};
}

}  // namespace chowki::app::cli
