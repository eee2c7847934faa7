#pragma once

#include <optional>
#include <span>
#include <string>

#include "base/date.h"
#include "base/status.h"

namespace chowki::verify {

struct Exhibit;

// How bright known genuine documents are in one reader's pictures, as measured, [0,1].
struct ReaderLevels {
  struct Ultraviolet {
    double paper = 0;        // the page's median (Glow::page)
    double mrz_paper = 0;    // median of the paper of the MRZ's characters
    double fluorescent = 0;  // what shines most (Glow::brightest)
    bool operator==(const Ultraviolet&) const = default;
  };
  struct Infrared {
    double paper = 0;     // MrzInLight::paper
    double contrast = 0;  // median of the MRZ's contrast, as a share of the visible one
    bool operator==(const Infrared&) const = default;
  };
  std::optional<Ultraviolet> ultraviolet;
  std::optional<Infrared> infrared;
  bool operator==(const ReaderLevels&) const = default;
};

// What one reader's lamps and sensors make of genuine documents: measured once on a few of them, so
// that checks that look at brightness need not guess the exposure.
struct Calibration {
  std::string reader;  // its name: 1 to 64 characters of [A-Za-z0-9_.-]
  Date made;
  int documents = 0;
  ReaderLevels levels;
  bool operator==(const Calibration&) const = default;
};

// A calibration in use.
struct CalibrationInUse {
  const Calibration* calibration = nullptr;  // null: the reader has none
  int oldest_days = 0;                       // above this it is told as old
};

inline constexpr int kFewestDocuments = 3;

// The levels of one document; a light that was not given, or in which nothing could be measured, is
// left out.
//
// thread  pure.
[[nodiscard]] ReaderLevels MeasureLevels(const Exhibit& exhibit);

// Of the documents of one reader: the brightest dull paper, the median of everything else.
//
// errors  kInvalidArgument with fewer than kFewestDocuments in either light, and as
//         CheckCalibration().
[[nodiscard]] Result<Calibration> Calibrate(std::string reader, const Date& today,
                                            std::span<const ReaderLevels> documents);

// Whether a calibration can be one: levels that no working reader has would silence checks.
//
// errors  kInvalidArgument naming the level, what it is and what it may be.
[[nodiscard]] Status CheckCalibration(const Calibration& calibration);

// What the checks need of a calibration; without one, what usual readers give.
struct Exposure {
  double ultraviolet_gain = 1;   // times this a level is as bright as a usual reader gives it
  double ultraviolet_steps = 0;  // two levels of an 8-bit picture with the gain: no shade at all
  double dull_paper = 0;         // with the gain
  double mrz_over_page = 1;      // how much brighter dull paper is at the MRZ than elsewhere, >= 1
  double infrared_brightness = 1;  // of paper, against usual readers; <= 1
  double infrared_contrast = 1;    // of carbon, likewise; <= 1
  bool ultraviolet_known = false;  // calibrated, and not long ago
};
[[nodiscard]] Exposure ExposureOf(const Exhibit& exhibit);

// Days since it was made; negative when the clock says that it is to be made.
[[nodiscard]] int AgeDays(const Calibration& calibration, const Date& today);

}  // namespace chowki::verify
