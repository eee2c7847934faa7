#include "gateway/assets.h"

#include <algorithm>

namespace chowki::gateway {
namespace {

struct MediaType {
  std::string_view ending;
  std::string_view name;
};
constexpr MediaType kMediaTypes[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".woff2", "font/woff2"},
};

}  // namespace

const Asset* FindAsset(std::span<const Asset> assets, std::string_view path) {
  if (path == "/") path = "/index.html";
  const auto found = std::ranges::find(assets, path, &Asset::path);
  return found == assets.end() ? nullptr : &*found;
}

std::string_view MediaTypeOf(const Asset& asset) {
  const auto* found = std::ranges::find_if(
      kMediaTypes, [&](const MediaType& type) { return asset.path.ends_with(type.ending); });
  return found == std::end(kMediaTypes) ? "application/octet-stream" : found->name;
}

bool NeverChanges(const Asset& asset) { return asset.path.starts_with("/assets/"); }

}  // namespace chowki::gateway
