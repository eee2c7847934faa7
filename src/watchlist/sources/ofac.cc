#include "watchlist/sources/ofac.h"

#include <algorithm>

namespace chowki::watchlist {

Draft OfacDraft(std::string_view uid, std::string_view programs, std::int64_t line,
                Intake& intake) {
  Draft draft("ofac", fmt::format("ofac-{}", uid), line, intake);
  draft.SetPurpose("sanctioned");
  draft.entry().authority = "OFAC";
  if (!programs.empty()) draft.entry().authority += fmt::format(" [{}]", programs);
  draft.entry().reference = uid;
  return draft;
}

std::string_view OfacDocumentType(std::string_view words) {
  struct Kind {
    std::string_view words;
    std::string_view type;
  };
  static constexpr Kind kKinds[] = {
      {"Passport", "P"},
      {"Travel Document", "P"},
      {"Visa", "V"},
      {"National ID", "ID"},
      {"Cedula", "ID"},
      {"Identification", "ID"},
      {"D.N.I.", "ID"},
      {"ID Card", "ID"},
      {"Personal ID", "ID"},
      {"Refugee ID", "ID"},
      {"ID No.", "ID"},
      {"Identity Card", "ID"},
      {"National Foreign ID", "ID"},
      {"Citizen's Card", "ID"},
      {"C.U.I.", "ID"},
  };
  if (words.find("Tax") != std::string_view::npos) return "";
  const auto* kind = std::ranges::find_if(
      kKinds, [words](const Kind& k) { return words.find(k.words) != std::string_view::npos; });
  return kind == std::end(kKinds) ? std::string_view() : kind->type;
}

}  // namespace chowki::watchlist
