#include "app/cli/inspection.h"

#include <algorithm>

#include "app/cli/json_lines.h"
#include "app/file_text.h"
#include "app/version.h"
#include "base/clock.h"
#include "screen/screener.h"
#include "verify/catalogue.h"

namespace chowki::app::cli {
namespace {

constexpr std::pair<const char*, capture::Light> kLights[] = {
    {"visible", capture::Light::kVisible},
    {"infrared", capture::Light::kInfrared},
    {"ultraviolet", capture::Light::kUltraviolet}};

Time NowFor(const Document& document) {
  if (!document.date) return SystemClock().Now();
  constexpr Date kEpoch = {1970, 1, 1};
  return Time(std::chrono::hours(24) * DaysBetween(kEpoch, *document.date) +
              std::chrono::hours(12));
}

// nullopt where it has no MRZ that could be read: there is nothing to compare with.
Result<std::optional<verify::OtherDocument>> ReadOther(const screen::Screener& screener,
                                                       const std::filesystem::path& file) {
  CHOWKI_ASSIGN_OR_RETURN(const std::string bytes, ReadText(file));
  const screen::Input input{
      capture::Light::kVisible,
      Bytes(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size())};
  screen::Request request;
  request.read_visual_zone = false;
  auto seen = screener.Screen({input}, request, {});
  if (!seen.ok()) return Annotate(seen.status(), file.string());
  if (!seen->record) return std::nullopt;
  return verify::OtherDocument{file.filename().string(), std::move(seen->transcript.mrz),
                               *std::move(seen->record)};
}

}  // namespace

Result<std::optional<Date>> DateOf(const std::string& text) {
  if (text.empty()) return std::nullopt;
  CHOWKI_ASSIGN_OR_RETURN(const Date date, ParseIsoDate(text));
  return date;
}

Result<Document> FromLine(const nlohmann::ordered_json& line, const std::filesystem::path& folder,
                          const std::string& date) {
  const auto files = line.find("files");
  if (files == line.end() || !files->is_object() || TextOf(*files, "visible").empty()) {
    return InvalidInput("\"files\" names no visible image");
  }
  Document document;
  document.id = TextOf(line, "id");
  for (const auto& [name, light] : kLights) {
    const std::string file = TextOf(*files, name);
    if (!file.empty()) document.files.emplace_back(light, folder / file);
  }
  const auto also = line.find("also");
  if (also != line.end()) {
    const bool files_only = also->is_array() && std::ranges::all_of(*also, [](const auto& other) {
                              return other.is_string();
                            });
    if (!files_only) return InvalidInput("\"also\" is no list of files");
    for (const auto& other : *also) document.also.push_back(folder / other.get<std::string>());
  }
  document.has_chip = !TextOf(*files, "chip").empty();
  const std::string own = TextOf(line, "date");
  CHOWKI_ASSIGN_OR_RETURN(document.date, DateOf(own.empty() ? date : own));
  return document;
}

Result<std::vector<std::string>> ReadFiles(const Document& document) {
  std::vector<std::string> files;
  for (const auto& [light, file] : document.files) {
    CHOWKI_ASSIGN_OR_RETURN(files.emplace_back(), ReadText(file));
  }
  return files;
}

Result<screen::Screening> Inspect(const Document& document, const std::vector<std::string>& files,
                                  const Readers& readers, const Inspecting& how) {
  std::vector<screen::Input> inputs;
  for (size_t i = 0; i < files.size(); ++i) {
    inputs.push_back(
        {document.files[i].first,
         Bytes(reinterpret_cast<const std::uint8_t*>(files[i].data()), files[i].size())});
  }
  const FixedClock clock(NowFor(document));
  screen::Screener::Parts parts;
  parts.mrz_reader = &readers.mrz;
  parts.visual_reader = readers.visual_or_null();
  parts.faces = readers.documents.faces_or_null();
  parts.page_models = readers.documents.models;
  parts.clock = &clock;
  if (how.calibration) parts.calibrations[""] = *how.calibration;
  parts.calibration_days = how.calibration_days;
  parts.software = kVersion;
  parts.models = readers.models;
  parts.policy.mandatory_checks = verify::MandatoryChecks();
  const screen::Screener screener(std::move(parts));
  screen::Request request;
  for (const std::filesystem::path& file : document.also) {
    CHOWKI_ASSIGN_OR_RETURN(auto other, ReadOther(screener, file));
    if (other) request.others.push_back(*std::move(other));
  }
  return screener.Screen(inputs, request, {}, how.observer);
}

}  // namespace chowki::app::cli
