# cmake -D FOLDER=<built page> -D OUT=<file.cc> -P embed.cmake
#
# Writes a source file that carries all files of a folder: chowki::console::CheckpointAssets(), of index.html, and
# CentreAssets(), of centre.html.
file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/*)
list(FILTER files EXCLUDE REGEX "(^|/)\\.")
list(SORT files)
set(bytes)
set(names)
set(rows)
set(number 0)
foreach(file IN LISTS files)
  string(APPEND bytes
    "asm(\".section .rodata\\nconsole_asset_${number}:\\n.incbin \\\"${FOLDER}/${file}\\\"\\n\"\n"
    "    \"console_asset_${number}_end:\\n.byte 0\\n.previous\");\n"
    "extern \"C\" const char console_asset_${number}[];\n"
    "extern \"C\" const char console_asset_${number}_end[];\n")
  string(APPEND rows "      {\"/${file}\", Between(console_asset_${number}, console_asset_${number}_end)},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUT} "// Written by src/console/embed.cmake.
#include \"console/console_assets.h\"

#include <vector>

${bytes}
namespace chowki::console {
namespace {

[[maybe_unused]] std::string_view Between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

constexpr std::string_view kStart = \"/index.html\";

// All files but the start of the other page.
std::vector<gateway::Asset> PageOf(std::string_view start) {
  std::vector<gateway::Asset> assets;
  for (const gateway::Asset& asset : std::vector<gateway::Asset>{
${rows}       }) {
    if (!asset.path.ends_with(\".html\")) {
      assets.push_back(asset);
    } else if (asset.path == start) {
      assets.push_back({kStart, asset.bytes});
    }
  }
  return assets;
}

}  // namespace

std::span<const gateway::Asset> CheckpointAssets() {
  static const std::vector<gateway::Asset> kAssets = PageOf(kStart);
  return kAssets;
}

std::span<const gateway::Asset> CentreAssets() {
  static const std::vector<gateway::Asset> kAssets = PageOf(\"/centre.html\");
  return kAssets;
}

}  // namespace chowki::console
")
