#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/status.h"
#include "read/mrz_reader.h"
#include "read/visual_reader.h"

namespace chowki::app::cli {

// What a command reads documents with, loaded once for all of them.
struct Readers {
  read::MrzReader mrz;
  std::optional<read::VisualReader> visual;   // nullopt: the visual zone is left out
  std::map<std::string, std::string> models;  // file -> version, as the folder's manifest has it

  [[nodiscard]] const read::VisualReader* visual_or_null() const {
    return visual ? &*visual : nullptr;
  }
};

// models    folder given on the command line; "" looks for it (FindModelDirectory).
// languages of the visual zone, as Tesseract names them, joined by '+'; "" leaves it out.
// errors    those of FindModelDirectory, MrzReader::Load, VisualReader::Load and LoadLayouts.
[[nodiscard]] Result<Readers> LoadReaders(const std::string& models, const std::string& languages);

}  // namespace chowki::app::cli
