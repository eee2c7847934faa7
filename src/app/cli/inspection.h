#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/cli/readers.h"
#include "base/date.h"
#include "base/status.h"
#include "capture/image.h"
#include "screen/screener.h"

namespace chowki::app::cli {

// The images of one document, and the day on which it is judged.
struct Document {
  std::string id;
  std::vector<std::pair<capture::Light, std::filesystem::path>> files;
  bool has_chip = false;
  std::optional<Date> date;                   // nullopt: now
  std::vector<std::filesystem::path> also{};  // other documents of the traveller, visible images
};

// text    YYYY-MM-DD; "" is none.
[[nodiscard]] Result<std::optional<Date>> DateOf(const std::string& text);

// A document out of a line of a batch file: {"id": ..., "files": {"visible": ...}, "date": ...},
// and "also": [...] where the traveller showed other documents.
//
// folder  of the batch file: paths are relative to it.
// date    of the command line; the line's own date wins.
[[nodiscard]] Result<Document> FromLine(const nlohmann::ordered_json& line,
                                        const std::filesystem::path& folder,
                                        const std::string& date);

// The files of a document, in the order of Document::files.
//
// errors  kNotFound naming the one that cannot be read.
[[nodiscard]] Result<std::vector<std::string>> ReadFiles(const Document& document);

// With what a document is inspected beside the readers.
struct Inspecting {
  std::optional<verify::Calibration> calibration;  // of the reader that took the images
  int calibration_days = screen::kCalibrationDays;
  screen::Observer* observer = nullptr;
};

// Reads and checks a document, without a server and without a watchlist.
//
// files   as ReadFiles() gives them.
// errors  those of Screener::Screen, of the other documents with their files.
[[nodiscard]] Result<screen::Screening> Inspect(const Document& document,
                                                const std::vector<std::string>& files,
                                                const Readers& readers, const Inspecting& how = {});

}  // namespace chowki::app::cli
