#pragma once

#include <optional>
#include <span>

#include "base/date.h"
#include "capture/image.h"
#include "capture/quality.h"
#include "icao/mrz_record.h"
#include "locate/page.h"
#include "read/identity.h"
#include "read/transcript.h"
#include "verify/calibration.h"
#include "verify/other_document.h"
#include "verify/page_model.h"
#include "verify/page_view.h"

namespace chowki::face {
class FaceReader;
}  // namespace chowki::face

namespace chowki::verify {

// Everything that a check may look at. Checks borrow it; whoever calls them keeps it alive.
struct Exhibit {
  const capture::Image* visible = nullptr;
  const capture::Image* infrared = nullptr;      // null: not given
  const capture::Image* ultraviolet = nullptr;   // null: not given
  const capture::Quality* quality = nullptr;     // of the visible image
  const locate::Page* page = nullptr;            // null: no page was found
  PageView ultraviolet_page;                     // empty without page or image
  const read::Transcript* transcript = nullptr;  // never null
  const icao::MrzRecord* record = nullptr;       // null: no MRZ was read
  const read::Identity* identity = nullptr;      // null: no MRZ was read
  std::span<const PageModel> models;             // that documents are held against; may be empty
  const face::FaceReader* faces = nullptr;       // null: portraits are not looked for
  const PageScan* scan = nullptr;                // of this page; null: nobody looked yet
  CalibrationInUse calibration;                  // of the reader that took the images
  std::span<const OtherDocument> others;         // of the same traveller
  Date today;                                    // by the injected clock
};

}  // namespace chowki::verify
