#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/status.h"
#include "capture/image.h"

namespace chowki::app {

// One document as a reader left it in a folder.
struct DroppedDocument {
  std::string name;  // of its files, without light and ending
  std::map<capture::Light, std::filesystem::path> pictures;
};

// The light by a file's name, and the name that is left of it: "17.ir.jpg" is infrared of "17". ir,
// infrared, b900; uv, ultraviolet; vis, visible, or none of these; behind '.', '_' or '-'.
//
// name  without folder; any case.
struct NamedPicture {
  std::string document;
  capture::Light light = capture::Light::kVisible;
};
[[nodiscard]] NamedPicture PictureFromName(const std::filesystem::path& name);

// A folder into which a document reader writes pictures. Looked at again and again, since readers
// write slowly, over network shares, too, and tell nobody when they are done.
//
// thread  one.
class DocumentFolder {
 public:
  // settle  how long all files of a document must have been as they are.
  DocumentFolder(std::filesystem::path folder, std::chrono::milliseconds settle)
      : folder_(std::move(folder)), settle_(settle) {}

  // returns  documents with a picture in visible light whose files have settled, by name.
  // Sub-folders,
  //          hidden files and what is neither .jpg, .jpeg, .png nor .bmp are passed over.
  // errors   kNotFound when the folder cannot be looked into.
  [[nodiscard]] Result<std::vector<DroppedDocument>> Look(
      std::chrono::steady_clock::time_point now);

  // Whether the last look saw any picture that is not told of yet.
  [[nodiscard]] bool waiting() const { return waiting_; }

 private:
  struct Seen {
    std::uintmax_t size = 0;
    std::filesystem::file_time_type written;
    std::chrono::steady_clock::time_point since;
  };
  const std::filesystem::path folder_;
  const std::chrono::milliseconds settle_;
  std::map<std::filesystem::path, Seen> seen_;
  bool waiting_ = false;
};

}  // namespace chowki::app
