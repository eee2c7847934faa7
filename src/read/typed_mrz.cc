#include "read/typed_mrz.h"

#include "icao/mrz_parse.h"

namespace chowki::read {

Result<MrzReading> WithTypedLines(MrzReading reading, const std::vector<std::string>& lines) {
  const auto format = icao::DetectFormat(lines);
  if (!format.ok()) {
    return WithDetail(Annotate(format.status(), "typed_mrz"), {"MRZ_MALFORMED", {}});
  }
  if (reading.status != MrzStatus::kRead || reading.format != *format) reading.glyphs.clear();
  for (size_t line = 0; line < reading.glyphs.size(); ++line) {
    for (size_t column = 0; column < reading.glyphs[line].size(); ++column) {
      Glyph& glyph = reading.glyphs[line][column];
      glyph.best = lines[line][column];
      glyph.confidence = 1;
      glyph.alternatives = {{glyph.best, 1}};
    }
  }
  reading.status = MrzStatus::kRead;
  reading.format = *format;
  reading.lines = lines;
  reading.repairs.clear();
  reading.doubtful.clear();
  reading.ambiguous = false;
  reading.confidence = 1;
  reading.certain = true;
  reading.typed = true;
  return reading;
}

}  // namespace chowki::read
