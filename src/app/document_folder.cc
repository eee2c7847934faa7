#include "app/document_folder.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/text.h"

namespace chowki::app {
namespace {

namespace fs = std::filesystem;
using capture::Light;

constexpr std::array<std::pair<std::string_view, Light>, 8> kWords = {{
    {"IR", Light::kInfrared},
    {"INFRARED", Light::kInfrared},
    {"B900", Light::kInfrared},
    {"UV", Light::kUltraviolet},
    {"ULTRAVIOLET", Light::kUltraviolet},
    {"VIS", Light::kVisible},
    {"VISIBLE", Light::kVisible},
    {"WHITE", Light::kVisible},
}};
constexpr std::array<std::string_view, 4> kEndings = {".JPG", ".JPEG", ".PNG", ".BMP"};

bool IsPicture(const fs::directory_entry& entry) {
  std::error_code error;
  const fs::path name = entry.path().filename();
  const std::string ending = AsciiUpper(name.extension().string());
  return !name.string().starts_with('.') && entry.is_regular_file(error) &&
         std::ranges::find(kEndings, ending) != kEndings.end();
}

}  // namespace

NamedPicture PictureFromName(const fs::path& name) {
  const std::string stem = name.stem().string();
  const std::size_t part = stem.find_last_of("._-");
  if (part != std::string::npos && part > 0) {
    const std::string word = AsciiUpper(stem.substr(part + 1));
    for (const auto& [known, light] : kWords) {
      if (word == known) return {stem.substr(0, part), light};
    }
  }
  return {stem, Light::kVisible};
}

Result<std::vector<DroppedDocument>> DocumentFolder::Look(
    std::chrono::steady_clock::time_point now) {
  std::error_code error;
  fs::directory_iterator entries(folder_, error);
  if (error) return NotFound("{}: {}", folder_.string(), error.message());

  std::map<fs::path, Seen> seen;
  std::map<std::string, DroppedDocument> documents;
  std::map<std::string, bool> settled;
  for (; entries != fs::directory_iterator(); entries.increment(error)) {
    if (error) return NotFound("{}: {}", folder_.string(), error.message());
    if (!IsPicture(*entries)) continue;
    const fs::path& path = entries->path();
    std::error_code gone;
    Seen file{fs::file_size(path, gone), fs::last_write_time(path, gone), now};
    if (gone) continue;
    const auto before = seen_.find(path);
    const bool same = before != seen_.end() && before->second.size == file.size &&
                      before->second.written == file.written;
    if (same) file.since = before->second.since;
    const NamedPicture named = PictureFromName(path.filename());
    DroppedDocument& document = documents[named.document];
    document.name = named.document;
    document.pictures[named.light] = path;
    const auto [at, is_new] = settled.try_emplace(named.document, true);
    at->second = at->second && file.size > 0 && now - file.since >= settle_;
    seen.emplace(path, file);
  }
  seen_ = std::move(seen);

  std::vector<DroppedDocument> ready;
  for (auto& [name, document] : documents) {
    if (settled[name] && document.pictures.contains(Light::kVisible)) {
      ready.push_back(std::move(document));
    }
  }
  waiting_ = ready.size() < documents.size();
  return ready;
}

}  // namespace chowki::app
