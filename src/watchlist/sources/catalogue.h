#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "base/status.h"
#include "watchlist/sources/intake.h"

namespace chowki::watchlist {

// One list format.
struct SourceFormat {
  std::string_view name;   // "csv", as in --from csv:PATH
  std::string_view about;  // one line for people
  // Reads everything at a path into the intake. Rows that are wrong go to the intake; a status
  // other than OK means that the file as a whole cannot be trusted.
  Status (*read)(const std::filesystem::path& path, Intake& intake) = nullptr;
  bool is_update = false;  // changes to what was read before; it may be empty
};

// All formats. A new one: its file in this folder and its line in catalogue.cc.
[[nodiscard]] std::span<const SourceFormat> SourceFormats();

// A format and where to read, as it is written on the command line.
struct SourceSpec {
  const SourceFormat* format = nullptr;  // never null
  std::filesystem::path path;
};

// text    "csv:people.csv"
// errors  kInvalidArgument naming the formats that there are.
[[nodiscard]] Result<SourceSpec> ParseSourceSpec(std::string_view text);

}  // namespace chowki::watchlist
