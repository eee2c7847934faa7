#include "read/reading.h"

#include "base/status.h"

namespace chowki::read {

std::string_view Name(Source source) {
  switch (source) {
    case Source::kMrz:
      return "mrz";
    case Source::kVisual:
      return "visual";
    case Source::kChip:
      return "chip";
    case Source::kBarcode:
      return "barcode";
    case Source::kOfficer:
      return "officer";
  }
  Die(__FILE__, __LINE__, "no such source");
}

bool Glyph::Seen() const {
  constexpr double kLeast = 0.5;  // of what the recogniser's evidence adds up to
  double sum = 0;
  for (const auto& [character, share] : alternatives) sum += share;
  return alternatives.empty() || sum >= kLeast;
}

}  // namespace chowki::read
