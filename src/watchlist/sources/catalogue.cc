#include "watchlist/sources/catalogue.h"

#include <string>
#include <vector>

#include "base/text.h"
#include "watchlist/sources/formats.h"

namespace chowki::watchlist {

std::span<const SourceFormat> SourceFormats() {
  // Add a format here.
  static constexpr SourceFormat kFormats[] = {
      {"csv", "chowki's own CSV, watchlists/README.md", ReadCsv},
      {"documents", "lost, stolen and revoked documents, CSV", ReadDocumentsCsv},
      {"ofac-csv", "a folder with OFAC's sdn.csv and alt.csv, or cons_*.csv", ReadOfacCsv},
      {"ofac-xml", "OFAC's SDN.XML", ReadOfacXml},
      {"un-xml", "the UN's consolidated list", ReadUnXml},
      {"eu-xml", "the EU's financial sanctions (FSF)", ReadEuXml},
      {"uk-csv", "the UK's consolidated list (OFSI)", ReadUkCsv},
      {"ftm", "FollowTheMoney entities, OpenSanctions nested targets", ReadFtm},
      {"ftm-delta", "changes of OpenSanctions to what was read before", ReadFtmDelta, true},
      {"notices", "notices as INTERPOL shows them, JSON", ReadNotices},
      {"tsv-people", "a folder with people.tsv and names.tsv", ReadPeopleTsv},
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
