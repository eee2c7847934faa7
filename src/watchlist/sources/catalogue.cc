#include "watchlist/sources/catalogue.h"

#include <string>
#include <vector>

#include "base/text.h"
#include "watchlist/sources/csv.h"

namespace chowki::watchlist {

std::span<const SourceFormat> SourceFormats() {
  // Add a format here.
  static constexpr SourceFormat kFormats[] = {
      {"csv", "chowki's own CSV, watchlists/README.md", ReadCsv},
  };
  return kFormats;
}

Result<SourceSpec> ParseSourceSpec(std::string_view text) {
  const size_t colon = text.find(':');
  const std::string_view name = text.substr(0, colon);
  std::vector<std::string> known;
  for (const SourceFormat& format : SourceFormats()) {
    if (colon != std::string_view::npos && colon + 1 < text.size() && format.name == name) {
      return SourceSpec{&format, text.substr(colon + 1)};
    }
    known.emplace_back(std::string(format.name) + ":PATH");
  }
  return InvalidInput("'{}' is no source; known: {}", Printable(text), Join(known, ", "));
}

}  // namespace chowki::watchlist
