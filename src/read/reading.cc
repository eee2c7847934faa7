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

}  // namespace chowki::read
