#include "app/calibration_file.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <type_traits>

#include <nlohmann/json.hpp>

#include "app/file_text.h"

namespace chowki::app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using verify::Calibration;
using verify::ReaderLevels;

constexpr int kForm = 1;
// Far more than one takes; a file that is larger is none.
constexpr std::size_t kMostBytes = 4096;

Status TooLarge(std::uintmax_t bytes, const std::string& name) {
  return InvalidInput("{}: no calibration: it has {} bytes, at most {} expected", name, bytes,
                      kMostBytes);
}

double Rounded(double level) { return std::round(level * 1e4) / 1e4; }

// An object of which exactly these members are taken.
class Members {
 public:
  explicit Members(const Json& object) : object_(object) {
    if (!object.is_object()) throw std::invalid_argument("an object is expected");
  }

  template <typename T>
  void Take(const char* name, T& value) {
    const auto member = object_.find(name);
    if (member == object_.end()) throw std::invalid_argument(std::string(name) + " is missing");
    const bool fits = std::is_same_v<T, std::string> ? member->is_string()
                      : std::is_same_v<T, int>       ? member->is_number_integer()
                                                     : member->is_number();
    if (!fits) throw std::invalid_argument(std::string(name) + " has the wrong type");
    if constexpr (std::is_same_v<T, int>) {
      const auto number = member->template get<std::int64_t>();
      value = static_cast<int>(std::clamp<std::int64_t>(number, -1, INT32_MAX));
    } else {
      member->get_to(value);
    }
    ++taken_;
  }

  const Json* Take(const char* name) {
    const auto member = object_.find(name);
    if (member == object_.end()) return nullptr;
    ++taken_;
    return &*member;
  }

  void End() const {
    if (object_.size() != taken_) throw std::invalid_argument("a member that is not known");
  }

 private:
  const Json& object_;
  std::size_t taken_ = 0;
};

Calibration FromJson(const Json& json) {
  Calibration calibration;
  Members members(json);
  int form = 0;
  members.Take("calibration", form);
  if (form != kForm) throw std::invalid_argument("calibration is not 1: of another version");
  std::string made;
  members.Take("reader", calibration.reader);
  members.Take("made", made);
  members.Take("documents", calibration.documents);
  const auto day = ParseIsoDate(made);
  if (!day.ok()) throw std::invalid_argument("made: " + Message(day.status()));
  calibration.made = *day;
  if (const Json* ultraviolet = members.Take("ultraviolet")) {
    ReaderLevels::Ultraviolet& levels = calibration.levels.ultraviolet.emplace();
    Members light(*ultraviolet);
    light.Take("paper", levels.paper);
    light.Take("mrz_paper", levels.mrz_paper);
    light.Take("fluorescent", levels.fluorescent);
    light.End();
  }
  if (const Json* infrared = members.Take("infrared")) {
    ReaderLevels::Infrared& levels = calibration.levels.infrared.emplace();
    Members light(*infrared);
    light.Take("paper", levels.paper);
    light.Take("contrast", levels.contrast);
    light.End();
  }
  members.End();
  return calibration;
}

}  // namespace

std::string CalibrationText(const Calibration& calibration) {
  Json json = {{"calibration", kForm},
               {"reader", calibration.reader},
               {"made", ToIso(calibration.made)},
               {"documents", calibration.documents}};
  if (const auto& light = calibration.levels.ultraviolet) {
    json["ultraviolet"] = {{"paper", Rounded(light->paper)},
                           {"mrz_paper", Rounded(light->mrz_paper)},
                           {"fluorescent", Rounded(light->fluorescent)}};
  }
  if (const auto& light = calibration.levels.infrared) {
    json["infrared"] = {{"paper", Rounded(light->paper)}, {"contrast", Rounded(light->contrast)}};
  }
  return json.dump(2) + '\n';
}

Result<Calibration> ParseCalibration(std::string_view text, const std::string& name) {
  if (text.size() > kMostBytes) return TooLarge(text.size(), name);
  try {
    Calibration calibration = FromJson(Json::parse(text));
    CHOWKI_RETURN_IF_ERROR(Annotate(verify::CheckCalibration(calibration), name));
    return calibration;
  } catch (const std::exception& error) {
    return InvalidInput("{}: no calibration: {}; chowki calibrate makes one", name, error.what());
  }
}

Result<Calibration> LoadCalibration(const fs::path& file) {
  std::error_code none;  // what cannot be read says so below
  const auto bytes = fs::file_size(file, none);
  if (!none && bytes > kMostBytes) return TooLarge(bytes, file.string());
  CHOWKI_ASSIGN_OR_RETURN(const std::string text, ReadText(file));
  return ParseCalibration(text, file.string());
}

Result<std::map<std::string, Calibration>> LoadCalibrations(const fs::path& folder) {
  std::map<std::string, Calibration> calibrations;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".json") continue;
    CHOWKI_ASSIGN_OR_RETURN(Calibration calibration, LoadCalibration(entry.path()));
    const std::string reader = calibration.reader;
    if (!calibrations.emplace(reader, std::move(calibration)).second) {
      return InvalidInput("{}: there is another calibration of reader {} in the folder",
                          entry.path().string(), reader);
    }
  }
  if (error) return NotFound("no folder of calibrations {}: {}", folder.string(), error.message());
  return calibrations;
}

}  // namespace chowki::app
