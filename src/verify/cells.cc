#include "verify/cells.h"

#include <algorithm>

namespace chowki::verify {
namespace {

bool Covers(const icao::Span& cells, int line, int column) {
  return line == cells.line && column >= cells.column && column < cells.column + cells.length;
}

// The glyphs of a run of cells; empty when the reading has none there.
std::span<const read::Glyph> GlyphsOf(const read::MrzReading& reading, const icao::Span& cells) {
  const auto line = static_cast<size_t>(cells.line);
  if (line >= reading.glyphs.size()) return {};
  const auto first = static_cast<size_t>(cells.column);
  const auto length = static_cast<size_t>(cells.length);
  if (first + length > reading.glyphs[line].size()) return {};
  return std::span(reading.glyphs[line]).subspan(first, length);
}

double ConfidenceOfRun(const read::MrzReading& reading, const icao::Span& cells) {
  const bool doubted = std::any_of(
      reading.doubtful.begin(), reading.doubtful.end(),
      [&](const read::Doubt& doubt) { return Covers(cells, doubt.line, doubt.column); });
  if (doubted) return 0;
  const auto glyphs = GlyphsOf(reading, cells);
  if (glyphs.empty()) return reading.certain ? 1 : 0;
  const auto least = std::min_element(
      glyphs.begin(), glyphs.end(),
      [](const read::Glyph& a, const read::Glyph& b) { return a.confidence < b.confidence; });
  return least->confidence;
}

}  // namespace

double ConfidenceOf(const read::MrzReading& reading, std::span<const icao::Span> cells) {
  double least = 1;
  for (const icao::Span& run : cells) {
    if (run.length > 0) least = std::min(least, ConfidenceOfRun(reading, run));
  }
  return least;
}

Quad RegionOf(const read::MrzReading& reading, const icao::Span& cells) {
  const auto glyphs = GlyphsOf(reading, cells);
  if (glyphs.empty()) return reading.region;
  const auto& first = glyphs.front().region.corners;
  const auto& last = glyphs.back().region.corners;
  return {{first[0], last[1], last[2], first[3]}};
}

Evidence EvidenceOf(const read::MrzReading& reading, const icao::Span& cells,
                    std::string_view expected, std::string_view seen) {
  return {capture::Light::kVisible, RegionOf(reading, cells), std::string(expected),
          std::string(seen)};
}

}  // namespace chowki::verify
