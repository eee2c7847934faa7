#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/deadline.h"
#include "base/digest.h"
#include "capture/image.h"
#include "decide/decide.h"
#include "face/face.h"
#include "identify/suppression.h"
#include "screen/list_generation.h"
#include "screen/screening.h"
#include "verify/calibration.h"
#include "verify/other_document.h"
#include "verify/page_model.h"

namespace chowki::face {
class FaceReader;
}  // namespace chowki::face

namespace chowki::read {
class MrzReader;
class VisualReader;
}  // namespace chowki::read

namespace chowki::verify {
struct Exhibit;
}  // namespace chowki::verify

namespace chowki::screen {

// One image as it arrived.
struct Input {
  capture::Light light = capture::Light::kVisible;
  Bytes bytes;  // of a JPEG or PNG file
};

struct Request {
  std::string id;  // of the screening; "" makes a new one
  std::string checkpoint;
  std::string lane;
  Capture capture = Capture::kScanner;
  std::vector<std::string> typed_mrz{};         // what an officer typed instead of what is read
  std::vector<verify::OtherDocument> others{};  // what the same traveller showed beside it
  std::string corrects{};                       // id of the screening that is done again
  bool read_visual_zone = true;
  bool portrait = false;  // tell the observer what it looks like
};

// Told about a screening while it runs, on the calling thread.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void StageDone(const StageTiming& timing) = 0;
  virtual void TranscriptKnown(const read::Transcript& transcript) = 0;
  virtual void FindingKnown(const verify::Finding& finding) = 0;
  // What the checks are about to look at.
  virtual void ExhibitReady(const verify::Exhibit& /*exhibit*/) {}
  // Where it was asked for and a face was seen. It is in no record.
  virtual void PortraitKnown(const face::Embedding& /*portrait*/) {}
};

inline constexpr int kCalibrationDays = 180;  // lamps fade over months

// The pipeline: decode, quality, locate and read, identity, findings, matches, verdict.
//
// thread  Screen is safe from any number of threads; one screening runs on the calling thread.
class Screener {
 public:
  struct Parts {
    const read::MrzReader* mrz_reader = nullptr;        // never null
    const read::VisualReader* visual_reader = nullptr;  // null: the visual zone is not read
    const face::FaceReader* faces = nullptr;            // null: portraits are not looked for
    std::span<const verify::PageModel> page_models;     // may be empty; outlives this
    // Empty: documents are inspected without any watchlist, and the verdict says nothing about
    // lists.
    PinLists lists;
    // Gives what officers said for good about a person (identify::PersonKey) and holds at a time.
    // Where it is empty or fails, everything alerts.
    std::function<Result<std::vector<identify::Suppression>>(const Digest& person, Time now)>
        suppressions;
    // Of the readers: the lane of a request is the name of its reader.
    std::map<std::string, verify::Calibration> calibrations;
    int calibration_days = kCalibrationDays;  // above this age one is told as old
    const Clock* clock = nullptr;             // never null
    decide::Policy policy;
    std::string software;                       // version
    std::map<std::string, std::string> models;  // file -> version
  };

  explicit Screener(Parts parts);

  // inputs   1 to 6 images of one document, exactly one of them in visible light.
  // returns  the whole record. A page that cannot be read is a result, not an error.
  // errors   kInvalidArgument when an image cannot be taken in (detail names which and why), or
  //          what was typed is no MRZ;
  //          kDeadlineExceeded between stages.
  [[nodiscard]] Result<Screening> Screen(const std::vector<Input>& inputs, const Request& request,
                                         const Deadline& deadline,
                                         Observer* observer = nullptr) const;

 private:
  Parts parts_;
};

}  // namespace chowki::screen
