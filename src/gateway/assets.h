#pragma once

#include <span>
#include <string_view>

namespace chowki::gateway {

// A file of a web page, built into the program.
struct Asset {
  std::string_view path;  // "/index.html"
  std::string_view bytes;
};

// The file that a path means; "/" is index.html. nullptr: there is none.
[[nodiscard]] const Asset* FindAsset(std::span<const Asset> assets, std::string_view path);

// By the end of its name: "text/html; charset=utf-8". Nothing is guessed from the bytes.
[[nodiscard]] std::string_view MediaTypeOf(const Asset& asset);

// Names below /assets/ carry a digest of what is in them, so browsers may keep those.
[[nodiscard]] bool NeverChanges(const Asset& asset);

}  // namespace chowki::gateway
