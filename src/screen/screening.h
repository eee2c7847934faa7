#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/digest.h"
#include "capture/quality.h"
#include "decide/verdict.h"
#include "icao/mrz_record.h"
#include "identify/match.h"
#include "read/identity.h"
#include "read/transcript.h"
#include "verify/finding.h"
#include "watchlist/list_state.h"

namespace chowki::screen {

// An image as it went in.
struct InputImage {
  capture::Light light = capture::Light::kVisible;
  Digest digest{};         // SHA-256 of the bytes
  std::string media_type;  // capture::MediaType: "image/jpeg", "image/png", "image/bmp"
  Size size_px;
  capture::Quality quality;
  bool operator==(const InputImage&) const = default;
};

// How the images came about, as told by who sent them.
enum class Capture {
  kScanner,  // a document reader
  kCamera,   // a camera at the counter: no reader's light, geometry or resolution
  kFile,     // files that were there before: nobody can tell where they come from
};

[[nodiscard]] std::string_view Name(Capture capture);  // "scanner", "camera", "file"

struct StageTiming {
  std::string stage;  // "decode", "quality", "locate", "read", "verify", "identify", "decide"
  std::chrono::microseconds elapsed{0};
  std::chrono::microseconds cpu{0};
  bool operator==(const StageTiming&) const = default;
};

// The calibration of the reader that took the images (verify/calibration.h).
struct CalibrationUsed {
  std::string reader;
  int age_days = 0;
  int documents = 0;  // that it was made with
  bool operator==(const CalibrationUsed&) const = default;
};

// Everything needed to say what this screening rested on and to run it again.
struct Provenance {
  std::string software;                       // version of chowki
  std::map<std::string, std::string> models;  // file -> version
  std::string policy;                         // version of the decision policy
  std::vector<watchlist::ListState> lists;
  std::optional<CalibrationUsed> calibration;  // nullopt: the reader has none
  bool operator==(const Provenance&) const = default;
};

// The whole record of one screening.
struct Screening {
  std::string id;  // UUIDv7
  Time time{};
  std::string checkpoint;
  std::string lane;
  Capture capture = Capture::kScanner;
  std::string corrects;  // id of the screening that this one does again; "": none
  std::vector<InputImage> images;
  read::Transcript transcript;
  std::optional<icao::MrzRecord> record;
  std::optional<read::Identity> identity;
  std::vector<verify::Finding> findings;
  std::vector<identify::Match> matches;
  decide::Verdict verdict;
  Provenance provenance;
  std::vector<StageTiming> timings;  // not part of what a replay must give again
};

}  // namespace chowki::screen
