#include <algorithm>
#include <iterator>
#include <string>

#include "base/text.h"
#include "watchlist/sources/country_names.h"
#include "watchlist/sources/draft.h"
#include "watchlist/sources/foreign_json.h"
#include "watchlist/sources/formats.h"
#include "watchlist/sources/listed_name.h"
#include "watchlist/sources/text_file.h"
#include "watchlist/sources/values.h"

namespace chowki::watchlist {
namespace {

using Json = nlohmann::json;

constexpr size_t kMaxBytes = size_t{1} << 26;  // a page of the interface has some 100 KB

// What a notice of a colour asks for at a border; "" when there is nobody to be met.
//
// source  INTERPOL's description of its notices. A red notice is no warrant of arrest by itself: a
//         state where it has no effect changes the action in its own list.
struct Colour {
  std::string_view name;
  std::string_view category;
  std::string_view action;
};
constexpr Colour kColours[] = {
    {"red", "wanted", "arrest"},
    {"yellow", "missing_person", "protect_missing"},
    {"blue", "check", "inquiry_check"},
    {"green", "check", "specific_check"},
    {"orange", "check", "refer_supervisor"},
    {"un", "sanctioned", "refer_supervisor"},
    {"black", "", ""},   // bodies
    {"purple", "", ""},  // ways of working
    {"silver", "", ""},  // assets
};

// The colour stands in the notice's own address, ".../notices/v1/red/2026-1", or in a field.
const Colour* FindColour(const Json& notice) {
  std::string colour = AsciiUpper(JsonText(notice, "colour"));
  if (colour.empty()) {
    const Json& links = notice.value("_links", Json::object());
    const Json& self = links.is_object() ? links.value("self", Json::object()) : links;
    const std::vector<std::string> parts =
        Split(self.is_object() ? JsonText(self, "href") : "", '/');
    if (parts.size() >= 2) colour = AsciiUpper(parts[parts.size() - 2]);
  }
  const auto* found = std::ranges::find_if(
      kColours, [&colour](const Colour& row) { return AsciiUpper(row.name) == colour; });
  return found == std::end(kColours) ? nullptr : found;
}

// Reads characters and counts the lines.
class LineCounter {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  LineCounter(const char* at, std::int64_t& line) : at_(at), line_(&line) {}
  reference operator*() const { return *at_; }
  LineCounter& operator++() {
    if (*at_++ == '\n') ++*line_;
    return *this;
  }
  bool operator==(const LineCounter& other) const { return at_ == other.at_; }

 private:
  const char* at_;
  std::int64_t* line_;
};

class NoticeReader {
 public:
  explicit NoticeReader(Intake& intake) : intake_(intake) {}

  void Read(const Json& notice, std::int64_t line) {
    ++count_;
    const std::string id = JsonText(notice, "entity_id");
    const Colour* colour = FindColour(notice);
    if (colour == nullptr) return intake_.Skip(line, "a notice without a colour that is known");
    if (colour->category.empty()) {
      return intake_.Skip(line, fmt::format("a {} notice: nobody to be met", colour->name));
    }
    Draft draft("interpol", "interpol-" + id, line, intake_);
    draft.SetPurpose(colour->category, colour->action);
    draft.entry().authority = "INTERPOL" + Issuers(notice);
    draft.entry().reference = id;
    draft.AddName(MakeName("", JsonText(notice, "name"), JsonText(notice, "forename"),
                           NameQuality::kPrimary));
    ReadAliases(notice, draft);
    draft.AddBirthDate("date_of_birth", JsonText(notice, "date_of_birth"));
    const Json& states = notice.value("nationalities", Json::array());
    if (states.is_array()) {
      for (const Json& state : states) {
        if (state.is_string()) {
          draft.AddNationality("nationalities", countries_.FromCode(state.get<std::string>()));
        }
      }
    }
    if (const std::string sex = JsonText(notice, "sex_id"); sex != "U") {
      draft.SetSex("sex_id", sex);
    }
    draft.Finish();
  }

  [[nodiscard]] std::int64_t count() const { return count_; }

 private:
  static void ReadAliases(const Json& notice, Draft& draft) {
    const Json& aliases = notice.value("aliases", Json::array());
    if (!aliases.is_array()) return;
    for (const Json& alias : aliases) {
      if (alias.is_string()) {
        draft.AddName(ListedName(alias.get<std::string>(), NameQuality::kStrongAlias));
      } else if (alias.is_object()) {
        draft.AddName(MakeName("", JsonText(alias, "name"), JsonText(alias, "forename"),
                               NameQuality::kStrongAlias));
      }
    }
  }

  // Whose warrants they are: " [PAK]".
  std::string Issuers(const Json& notice) {
    std::string all;
    const Json& warrants = notice.value("arrest_warrants", Json::array());
    if (!warrants.is_array()) return all;
    for (const Json& warrant : warrants) {
      if (!warrant.is_object()) continue;
      const auto code = countries_.FromCode(JsonText(warrant, "issuing_country_id"));
      const std::string text = code.ok() ? fmt::format(" [{}]", *code) : std::string();
      if (all.find(text) == std::string::npos) all += text;
    }
    return all;
  }

  Intake& intake_;
  CountryNames countries_;
  std::int64_t count_ = 0;
};

}  // namespace

Status ReadNotices(const std::filesystem::path& path, Intake& intake) {
  CHOWKI_ASSIGN_OR_RETURN(TextFile file, TextFile::Open(path));
  CHOWKI_ASSIGN_OR_RETURN(const std::string text, file.ReadAll(kMaxBytes));
  if (Trim(text).empty()) return InvalidInput("{}: the file is empty", path.string());
  if (IsTooDeep(text)) return InvalidInput("{}: nested too deep for notices", path.string());
  NoticeReader reader(intake);
  std::int64_t line = 1;
  std::vector<std::int64_t> begins;  // lines of the objects that are open
  const auto on_event = [&](int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) begins.push_back(line);
    if (event != Json::parse_event_t::object_end) return true;
    const std::int64_t begin = begins.back();
    begins.pop_back();
    if (!parsed.contains("entity_id")) return true;
    reader.Read(parsed, begin);
    return false;  // done with it
  };
  const Json rest = Json::parse(LineCounter(text.data(), line),
                                LineCounter(text.data() + text.size(), line), on_event,
                                /*allow_exceptions=*/false);
  if (rest.is_discarded()) {
    // A single notice is discarded as a whole, and has been read.
    const bool single = reader.count() == 1 && begins.empty() && Json::accept(text);
    if (!single) {
      return DataLoss("{}: line {}: no JSON from here on; it was cut off: fetch it again",
                      path.string(), line);
    }
  }
  if (reader.count() == 0 && !rest.contains("_embedded")) {
    return InvalidInput("{}: no notice with an entity_id in it", path.string());
  }
  intake.Progress(1);
  return Ok();
}

}  // namespace chowki::watchlist
