#include "screen/screening.h"

#include "base/status.h"

namespace chowki::screen {

std::string_view Name(Capture capture) {
  switch (capture) {
    case Capture::kScanner:
      return "scanner";
    case Capture::kCamera:
      return "camera";
    case Capture::kFile:
      return "file";
  }
  Die(__FILE__, __LINE__, "no such capture");
}

}  // namespace chowki::screen
