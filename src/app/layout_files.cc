#include "app/layout_files.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include <toml++/toml.h>

#include "app/file_text.h"
#include "app/model_manifest.h"

namespace chowki::app {
namespace {

namespace fs = std::filesystem;

struct KnownPage {
  std::string_view name;
  locate::PageSize size;
  bool has_mrz = true;
};

constexpr std::array kPages = {KnownPage{"TD1", locate::PageSize::kId1},
                               KnownPage{"TD1-front", locate::PageSize::kId1, false},
                               KnownPage{"TD2", locate::PageSize::kId2},
                               KnownPage{"TD3", locate::PageSize::kId3},
                               KnownPage{"MRVA", locate::PageSize::kVisaA},
                               KnownPage{"MRVB", locate::PageSize::kVisaB}};

constexpr std::array kFields = {
    read::VisualField::kSurname,        read::VisualField::kGivenNames,
    read::VisualField::kDocumentNumber, read::VisualField::kNationality,
    read::VisualField::kBirthDate,      read::VisualField::kSex,
    read::VisualField::kExpiryDate,     read::VisualField::kIssueDate,
    read::VisualField::kPlaceOfBirth,   read::VisualField::kPersonalNumber,
    read::VisualField::kAuthority,      read::VisualField::kNativeName};

// One file being read: knows where it is, for messages.
class LayoutText {
 public:
  explicit LayoutText(const std::string& name) : file_(name + ".toml") { layout_.name = name; }

  Status Read(const toml::table& table) {
    bool has_page = false;
    for (const auto& [key, node] : table) {
      const std::string_view setting = key.str();
      has_page = has_page || setting == "page";
      CHOWKI_RETURN_IF_ERROR(ReadSetting(setting, node));
    }
    if (!has_page) return Wrong(table, "page is missing: TD1, TD1-front, TD2, TD3, MRVA or MRVB");
    if (layout_.values.empty() && layout_.without_text.empty()) {
      return Wrong(table, "neither [values] nor without_text: the layout says nothing");
    }
    return CheckInside(table);
  }

  [[nodiscard]] read::PageLayout Take() { return std::move(layout_); }

 private:
  template <typename... Args>
  [[nodiscard]] Status Wrong(const toml::node& node, fmt::format_string<Args...> format,
                             Args&&... args) const {
    return InvalidInput("{}:{}: {}", file_, node.source().begin.line,
                        fmt::format(format, std::forward<Args>(args)...));
  }

  Status ReadSetting(std::string_view setting, const toml::node& node) {
    if (setting == "page") return ReadPage(node);
    if (setting == "issuers") return ReadIssuers(node);
    if (setting == "document_code") {
      const auto* code = node.as_string();
      if (code == nullptr) return Wrong(node, "document_code is not a text");
      layout_.document_code = code->get();
      return Ok();
    }
    if (setting == "without_text") return ReadAreas(node);
    if (setting == "values") return ReadValues(node);
    return Wrong(node, "no setting \"{}\"", setting);
  }

  Status ReadPage(const toml::node& node) {
    const auto* text = node.as_string();
    const auto* page = std::find_if(kPages.begin(), kPages.end(), [&](const auto& known) {
      return text != nullptr && known.name == text->get();
    });
    if (page == kPages.end()) return Wrong(node, "page is TD1, TD1-front, TD2, TD3, MRVA or MRVB");
    layout_.size = page->size;
    layout_.has_mrz = page->has_mrz;
    return Ok();
  }

  Status ReadIssuers(const toml::node& node) {
    const auto* issuers = node.as_array();
    if (issuers == nullptr) return Wrong(node, "issuers is not a list of codes");
    for (const toml::node& issuer : *issuers) {
      if (issuer.as_string() == nullptr) return Wrong(issuer, "an issuer is not a text");
      layout_.issuers.push_back(issuer.as_string()->get());
    }
    return Ok();
  }

  Status ReadAreas(const toml::node& node) {
    const auto* areas = node.as_array();
    if (areas == nullptr) return Wrong(node, "without_text is not a list of rectangles");
    for (const toml::node& area : *areas) {
      CHOWKI_ASSIGN_OR_RETURN(const Rect rect, ReadRect(area));
      layout_.without_text.push_back(rect);
    }
    return Ok();
  }

  Status ReadValues(const toml::node& node) {
    const toml::table* values = node.as_table();
    if (values == nullptr) return Wrong(node, "values is not a table");
    for (const auto& [key, rect_node] : *values) {
      const std::string_view name = key.str();
      const auto* field = std::find_if(kFields.begin(), kFields.end(),
                                       [&](auto known) { return read::Name(known) == name; });
      if (field == kFields.end()) return Wrong(rect_node, "no field \"{}\"", name);
      CHOWKI_ASSIGN_OR_RETURN(layout_.values[*field], ReadRect(rect_node));
    }
    return Ok();
  }

  Result<Rect> ReadRect(const toml::node& node) const {
    std::array<double, 4> numbers{};
    const auto* array = node.as_array();
    bool good = array != nullptr && array->size() == numbers.size();
    for (std::size_t i = 0; good && i < numbers.size(); ++i) {
      const auto number = array->get(i)->value<double>();
      good = number.has_value();
      numbers[i] = number.value_or(0);
    }
    if (!good || numbers[2] <= 0 || numbers[3] <= 0) {
      return Wrong(node, "a rectangle is [left, top, width, height] in mm");
    }
    return Rect{numbers[0], numbers[1], numbers[2], numbers[3]};
  }

  Status CheckInside(const toml::table& table) const {
    const Size page = locate::SizeMm(layout_.size);
    for (const auto& [field, rect] : layout_.values) {
      const bool inside = rect.x >= 0 && rect.y >= 0 && rect.x + rect.width <= page.width &&
                          rect.y + rect.height <= page.height;
      if (!inside) {
        return Wrong(*table.get("values"), "{} leaves the page of {} x {} mm", read::Name(field),
                     page.width, page.height);
      }
    }
    return Ok();
  }

  std::string file_;
  read::PageLayout layout_;
};

}  // namespace

Result<read::PageLayout> ParseLayout(std::string_view text, const std::string& name) {
  try {
    LayoutText layout(name);
    CHOWKI_RETURN_IF_ERROR(layout.Read(toml::parse(text)));
    return layout.Take();
  } catch (const toml::parse_error& error) {
    return InvalidInput("{}.toml:{}: {}", name, error.source().begin.line, error.description());
  }
}

Result<std::vector<read::PageLayout>> LoadLayouts(const fs::path& models) {
  const std::string folder = "layouts";
  CHOWKI_ASSIGN_OR_RETURN(const std::vector<ModelFile> manifest, ReadModelManifest(models));
  std::vector<read::PageLayout> layouts;
  for (const ModelFile& model : manifest) {
    const fs::path file = model.file;
    if (file.parent_path() != folder) continue;
    CHOWKI_ASSIGN_OR_RETURN(const std::string text, ReadText(models / file));
    CHOWKI_ASSIGN_OR_RETURN(read::PageLayout layout, ParseLayout(text, file.stem().string()));
    layouts.push_back(std::move(layout));
  }
  std::error_code none;  // a folder without layouts has none
  for (const fs::directory_entry& entry : fs::directory_iterator(models / folder, none)) {
    const std::string file = folder + "/" + entry.path().filename().string();
    const bool named = std::any_of(manifest.begin(), manifest.end(),
                                   [&](const ModelFile& model) { return model.file == file; });
    if (!named && entry.path().extension() == ".toml") {
      return InvalidInput("{} is not in {}: name it there, with its sha256", file,
                          (models / "manifest.json").string());
    }
  }
  return layouts;
}

}  // namespace chowki::app
