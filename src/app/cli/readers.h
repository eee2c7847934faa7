#pragma once

#include <map>
#include <optional>
#include <string>

#include "app/document_models.h"
#include "base/status.h"
#include "read/mrz_reader.h"
#include "read/visual_reader.h"

namespace chowki::app::cli {

// What a command reads documents with, loaded once for all of them.
struct Readers {
  read::MrzReader mrz;
  std::optional<read::VisualReader> visual;   // nullopt: the visual zone is left out
  std::map<std::string, std::string> models;  // file -> version, as the folder's manifest has it
  DocumentModels documents;                   // none where a command takes none

  [[nodiscard]] const read::VisualReader* visual_or_null() const {
    return visual ? &*visual : nullptr;
  }
};

// models    folder given on the command line; "" looks for it (FindModelDirectory).
// languages of the visual zone, as Tesseract names them, joined by '+'; "" leaves it out.
// documents folder of document models; "" takes none. root: file of the trust root that must have
//           signed them; "" takes unsigned ones.
// errors    those of FindModelDirectory, LoadDocumentModels, MrzReader::Load, VisualReader::Load
// and LoadLayouts.
[[nodiscard]] Result<Readers> LoadReaders(const std::string& models, const std::string& languages,
                                          const std::string& documents = "",
                                          const std::string& root = "");

}  // namespace chowki::app::cli
