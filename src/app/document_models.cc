#include "app/document_models.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "app/file_text.h"
#include "base/digest.h"
#include "trust/signers.h"
#include "trust/verifier.h"
#include "verify/catalogue.h"

namespace chowki::app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::string_view kFormat = "chowki.document-model.v1";

constexpr std::array<std::pair<std::string_view, locate::PageSize>, 5> kPages = {
    {{"TD1", locate::PageSize::kId1},
     {"TD2", locate::PageSize::kId2},
     {"TD3", locate::PageSize::kId3},
     {"MRVA", locate::PageSize::kVisaA},
     {"MRVB", locate::PageSize::kVisaB}}};

constexpr std::array kLights = {capture::Light::kVisible, capture::Light::kInfrared,
                                capture::Light::kUltraviolet};

double Rounded(double value) { return std::round(value * 1000) / 1000; }

Json ToJson(const Rect& rect) {
  return {Rounded(rect.x), Rounded(rect.y), Rounded(rect.width), Rounded(rect.height)};
}

Json ToJson(const std::array<double, 3>& colour) {
  return {Rounded(colour[0]), Rounded(colour[1]), Rounded(colour[2])};
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// One object of a file being read: every member that is asked for must be there and of its kind,
// and no other may be.
class Object {
 public:
  Object(const Json& json, std::string where) : json_(json), where_(std::move(where)) {}

  Status Is() const {
    if (json_.is_object()) return Ok();
    return InvalidInput("{} is not an object", where_);
  }

  Result<const Json*> Member(const char* name) {
    asked_.insert(name);
    const auto found = json_.find(name);
    if (found != json_.end()) return &*found;
    return Wrong(name, "is missing");
  }

  Result<std::string> Text(const char* name) {
    CHOWKI_ASSIGN_OR_RETURN(const Json* member, Member(name));
    if (!member->is_string()) return Wrong(name, "is not a text");
    return member->get<std::string>();
  }

  Result<double> Number(const char* name) {
    CHOWKI_ASSIGN_OR_RETURN(const Json* member, Member(name));
    if (!member->is_number() || !std::isfinite(member->get<double>())) {
      return Wrong(name, "is not a number");
    }
    return member->get<double>();
  }

  Result<int> Whole(const char* name) {
    CHOWKI_ASSIGN_OR_RETURN(const double number, Number(name));
    if (number != std::floor(number) || std::abs(number) > 1e6) {
      return Wrong(name, "is not a whole number");
    }
    return static_cast<int>(number);
  }

  template <std::size_t N>
  Result<std::array<double, N>> Numbers(const char* name) {
    CHOWKI_ASSIGN_OR_RETURN(const Json* member, Member(name));
    std::array<double, N> numbers{};
    bool good = member->is_array() && member->size() == N;
    for (std::size_t i = 0; good && i < N; ++i) {
      good = (*member)[i].is_number();
      if (good) numbers[i] = (*member)[i].template get<double>();
      good = good && std::isfinite(numbers[i]);
    }
    if (!good) return Wrong(name, fmt::format("is not a list of {} numbers", N));
    return numbers;
  }

  Result<Rect> Place(const char* name) {
    CHOWKI_ASSIGN_OR_RETURN(const auto numbers, Numbers<4>(name));
    return Rect{numbers[0], numbers[1], numbers[2], numbers[3]};
  }

  Result<const Json*> List(const char* name) {
    CHOWKI_ASSIGN_OR_RETURN(const Json* member, Member(name));
    if (!member->is_array()) return Wrong(name, "is not a list");
    return member;
  }

  Status NoOthers() const {
    for (const auto& [name, value] : json_.items()) {
      if (!asked_.contains(name)) return InvalidInput("{} has no member \"{}\"", where_, name);
    }
    return Ok();
  }

  [[nodiscard]] Status Wrong(const char* name, std::string_view what) const {
    return InvalidInput("{}: \"{}\" {}", where_, name, what);
  }

 private:
  const Json& json_;
  std::string where_;
  std::set<std::string, std::less<>> asked_;
};

Result<verify::PagePattern> ParsePattern(const Json& json) {
  Object object(json, "a pattern");
  CHOWKI_RETURN_IF_ERROR(object.Is());
  verify::PagePattern pattern;
  CHOWKI_ASSIGN_OR_RETURN(pattern.at_mm, object.Place("at_mm"));
  CHOWKI_ASSIGN_OR_RETURN(pattern.least, object.Number("least"));
  CHOWKI_ASSIGN_OR_RETURN(const auto size, object.Numbers<2>("size_px"));
  CHOWKI_ASSIGN_OR_RETURN(const std::string grey, object.Text("grey"));
  constexpr double kMostPx = 1000;
  for (const double side : size) {
    if (!(side >= 1 && side <= kMostPx)) return object.Wrong("size_px", "is not 1 to 1000");
  }
  pattern.columns = static_cast<int>(size[0]);
  pattern.rows = static_cast<int>(size[1]);
  for (std::size_t i = 0; i + 1 < grey.size(); i += 2) {
    const int high = HexDigit(grey[i]), low = HexDigit(grey[i + 1]);
    if (high < 0 || low < 0) return object.Wrong("grey", "is not written in hex");
    pattern.pixels.push_back(static_cast<std::uint8_t>(16 * high + low));
  }
  CHOWKI_RETURN_IF_ERROR(object.NoOthers());
  return pattern;
}

Result<verify::LightModel> ParseLight(const Json& json) {
  Object object(json, "a light");
  CHOWKI_RETURN_IF_ERROR(object.Is());
  verify::LightModel light;
  CHOWKI_ASSIGN_OR_RETURN(const std::string name, object.Text("light"));
  const auto* found =
      std::ranges::find_if(kLights, [&](auto known) { return capture::Name(known) == name; });
  if (found == kLights.end()) return object.Wrong("light", "is none");
  light.light = *found;
  CHOWKI_ASSIGN_OR_RETURN(const Json* shades, object.List("shades"));
  for (const Json& json_shade : *shades) {
    Object shade(json_shade, "a shade");
    CHOWKI_RETURN_IF_ERROR(shade.Is());
    CHOWKI_ASSIGN_OR_RETURN(const Rect at, shade.Place("at_mm"));
    CHOWKI_ASSIGN_OR_RETURN(const auto mean, shade.Numbers<3>("mean"));
    CHOWKI_ASSIGN_OR_RETURN(const auto tolerance, shade.Numbers<3>("tolerance"));
    CHOWKI_RETURN_IF_ERROR(shade.NoOthers());
    light.shades.push_back({at, mean, tolerance});
  }
  CHOWKI_RETURN_IF_ERROR(object.NoOthers());
  return light;
}

Result<verify::PageModel> ParseModel(const Json& json) {
  Object object(json, "the model");
  CHOWKI_RETURN_IF_ERROR(object.Is());
  CHOWKI_ASSIGN_OR_RETURN(const std::string format, object.Text("format"));
  if (format != kFormat) return object.Wrong("format", fmt::format("is not {}", kFormat));
  verify::PageModel model;
  CHOWKI_ASSIGN_OR_RETURN(model.name, object.Text("name"));
  CHOWKI_ASSIGN_OR_RETURN(model.version, object.Whole("version"));
  CHOWKI_ASSIGN_OR_RETURN(model.issuer, object.Text("issuer"));
  CHOWKI_ASSIGN_OR_RETURN(model.document_code, object.Text("document_code"));
  CHOWKI_ASSIGN_OR_RETURN(const std::string page, object.Text("page"));
  const auto* known =
      std::ranges::find(kPages, page, &std::pair<std::string_view, locate::PageSize>::first);
  if (known == kPages.end()) return object.Wrong("page", "is not TD1, TD2, TD3, MRVA or MRVB");
  model.page = known->second;
  CHOWKI_ASSIGN_OR_RETURN(model.scans, object.Whole("scans"));
  CHOWKI_ASSIGN_OR_RETURN(model.print_tolerance_mm, object.Number("print_tolerance_mm"));
  CHOWKI_ASSIGN_OR_RETURN(const Json* portrait, object.Member("portrait"));
  if (!portrait->is_null()) {
    Object place(*portrait, "the portrait");
    CHOWKI_RETURN_IF_ERROR(place.Is());
    CHOWKI_ASSIGN_OR_RETURN(const auto at, place.Numbers<2>("face_mm"));
    model.portrait_mm = Point{at[0], at[1]};
    CHOWKI_ASSIGN_OR_RETURN(model.portrait_tolerance_mm, place.Number("tolerance_mm"));
    CHOWKI_RETURN_IF_ERROR(place.NoOthers());
  }
  CHOWKI_ASSIGN_OR_RETURN(const Json* accepted, object.List("accepted"));
  const auto reasons = verify::FindCheck("doc.model")->check->reasons;
  for (const Json& reason : *accepted) {
    const bool is_one = reason.is_string() &&
                        std::ranges::find(reasons, reason.get<std::string>()) != reasons.end();
    if (!is_one) return object.Wrong("accepted", "names what is no reason of doc.model");
    model.accepted.push_back(reason.get<std::string>());
  }
  CHOWKI_ASSIGN_OR_RETURN(const Json* patterns, object.List("patterns"));
  for (const Json& pattern : *patterns) {
    CHOWKI_ASSIGN_OR_RETURN(model.patterns.emplace_back(), ParsePattern(pattern));
  }
  CHOWKI_ASSIGN_OR_RETURN(const Json* lights, object.List("lights"));
  for (const Json& light : *lights) {
    CHOWKI_ASSIGN_OR_RETURN(model.lights.emplace_back(), ParseLight(light));
  }
  CHOWKI_RETURN_IF_ERROR(object.NoOthers());
  CHOWKI_RETURN_IF_ERROR(CheckModel(model));
  return model;
}

}  // namespace

std::string ToJsonText(const verify::PageModel& model) {
  Json json;
  json["format"] = kFormat;
  json["name"] = model.name;
  json["version"] = model.version;
  json["issuer"] = model.issuer;
  json["document_code"] = model.document_code;
  const auto* page =
      std::ranges::find(kPages, model.page, &std::pair<std::string_view, locate::PageSize>::second);
  json["page"] = page->first;
  json["scans"] = model.scans;
  json["print_tolerance_mm"] = Rounded(model.print_tolerance_mm);
  json["portrait"] = nullptr;
  if (model.portrait_mm) {
    json["portrait"] = {{"face_mm", {Rounded(model.portrait_mm->x), Rounded(model.portrait_mm->y)}},
                        {"tolerance_mm", Rounded(model.portrait_tolerance_mm)}};
  }
  json["accepted"] = model.accepted;
  json["patterns"] = Json::array();
  for (const verify::PagePattern& pattern : model.patterns) {
    json["patterns"].push_back({{"at_mm", ToJson(pattern.at_mm)},
                                {"least", Rounded(pattern.least)},
                                {"size_px", {pattern.columns, pattern.rows}},
                                {"grey", ToHex(pattern.pixels)}});
  }
  json["lights"] = Json::array();
  for (const verify::LightModel& light : model.lights) {
    Json shades = Json::array();
    for (const verify::PageShade& shade : light.shades) {
      shades.push_back({{"at_mm", ToJson(shade.at_mm)},
                        {"mean", ToJson(shade.mean)},
                        {"tolerance", ToJson(shade.tolerance)}});
    }
    json["lights"].push_back({{"light", capture::Name(light.light)}, {"shades", shades}});
  }
  return json.dump(1) + "\n";
}

Result<verify::PageModel> ParseDocumentModel(std::string_view text) {
  if (text.size() > kMaxDocumentModelBytes) {
    return InvalidInput("{} bytes, {} at most", text.size(), kMaxDocumentModelBytes);
  }
  const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return InvalidInput("no JSON");
  return ParseModel(json);
}

bool IsUnsigned(std::string_view bytes) { return bytes.starts_with('{'); }

Result<verify::PageModel> ReadDocumentModel(std::string_view bytes, const trust::TrustRoot* root) {
  if (IsUnsigned(bytes)) {
    if (root != nullptr) {
      return FailedPrecondition("nobody signed it: chowki model sign, or leave the trust root out");
    }
    return ParseDocumentModel(bytes);
  }
  CHOWKI_ASSIGN_OR_RETURN(const trust::Envelope envelope,
                          trust::ParseEnvelope(bytes, kMaxDocumentModelBytes));
  if (envelope.payload_type != kDocumentModelType) {
    return InvalidInput("it is a signed {}, no document model", envelope.payload_type);
  }
  if (root != nullptr) {
    CHOWKI_RETURN_IF_ERROR(trust::CheckThreshold(envelope, *root, trust::Role::kPublisher));
  }
  return ParseDocumentModel(envelope.payload);
}

void DocumentModels::TellVersions(std::map<std::string, std::string>& versions) const {
  for (const verify::PageModel& model : models) {
    versions["documents/" + model.name] = std::to_string(model.version);
  }
}

Result<DocumentModels> LoadDocumentModels(const fs::path& folder, const std::string& root_file,
                                          const fs::path& trained) {
  std::optional<trust::Verified<trust::TrustRoot>> root;
  if (!root_file.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(const std::string bytes, ReadText(root_file));
    auto pinned = trust::Verifier::Pin(bytes);
    if (!pinned.ok()) return Annotate(pinned.status(), root_file);
    root = *std::move(pinned);
  }
  std::set<fs::path> files;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const fs::path extension = entry.path().extension();
    if (extension == ".json" || extension == ".chm") files.insert(entry.path());
  }
  if (files.empty()) {
    return NotFound("no document models (*.json, *.chm) in {}", folder.string());
  }
  DocumentModels loaded;
  for (const fs::path& file : files) {
    CHOWKI_ASSIGN_OR_RETURN(const std::string bytes, ReadText(file));
    auto model = ReadDocumentModel(bytes, root ? &**root : nullptr);
    if (!model.ok()) return Annotate(model.status(), file.string());
    const auto same = std::ranges::find(loaded.models, model->name, &verify::PageModel::name);
    if (same == loaded.models.end()) {
      loaded.models.push_back(*std::move(model));
    } else if (same->version == model->version) {
      return InvalidInput("{}: version {} of {} is there twice", file.string(), model->version,
                          model->name);
    } else if (same->version < model->version) {
      *same = *std::move(model);
    }
  }
  CHOWKI_ASSIGN_OR_RETURN(loaded.faces, face::FaceReader::Load(trained));
  return loaded;
}

}  // namespace chowki::app
