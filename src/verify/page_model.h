#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/geometry.h"
#include "base/status.h"
#include "capture/image.h"
#include "face/face.h"
#include "icao/mrz_record.h"
#include "locate/page.h"
#include "verify/page_view.h"

namespace chowki::verify {

// A piece of a page's print as every page of its model has it: pattern, emblem, labels.
struct PagePattern {
  Rect at_mm;
  int rows = 0, columns = 0;         // of the picture: at_mm at PageView::kPxPerMm
  std::vector<std::uint8_t> pixels;  // grey, row by row
  double least = 0;  // [0,1] normalised correlation with it that a genuine page reaches
  bool operator==(const PagePattern&) const = default;
};

// How bright a place of the page is in one light.
struct PageShade {
  Rect at_mm;
  std::array<double, 3> mean{};       // blue, green, red, 0 to 255; infrared: three times the same
  std::array<double, 3> tolerance{};  // in the same
  bool operator==(const PageShade&) const = default;
};

struct LightModel {
  capture::Light light = capture::Light::kVisible;
  std::vector<PageShade> shades;
  bool operator==(const LightModel&) const = default;
};

// What the pages of one issue have in common, learnt from a few genuine ones (LearnModel). Places
// are in mm from the upper left corner of the page as the MRZ tells it.
struct PageModel {
  std::string name;  // a-z, 0-9 and '-', 64 characters at most
  int version = 1;
  std::string issuer;         // as in the MRZ, without filler
  std::string document_code;  // what the MRZ's begins with; "" any
  locate::PageSize page = locate::PageSize::kId3;
  int scans = 0;  // that it was learnt from
  std::vector<PagePattern> patterns;
  double print_tolerance_mm = 0;     // between the MRZ and the pattern
  std::optional<Point> portrait_mm;  // middle of the face; nullopt: none was seen
  double portrait_tolerance_mm = 0;
  std::vector<LightModel> lights;
  // Reasons of doc.model that genuine pages of this model are known to give.
  std::vector<std::string> accepted;
  bool operator==(const PageModel&) const = default;
};

// A page as it lay on a reader.
struct PageScan {
  PageView visible, infrared, ultraviolet;  // empty without an image
  std::optional<Point> portrait_mm;         // middle of the largest face
  std::optional<face::Face> portrait;       // that face, px of the visible view
};

// What is there of a model on a page. `shift_mm` is how far the print lies beside its place when
// the MRZ is in its own; the other places are counted from the print.
struct PageComparison {
  int seen = 0;      // patterns whose place is in the picture
  int matching = 0;  // of these, those that are there
  Point shift_mm;
  std::vector<Rect> missing_mm;  // places of patterns that are not
  std::optional<double> portrait_off_mm;

  struct Shades {
    capture::Light light = capture::Light::kVisible;
    int seen = 0;
    std::vector<Rect> off_mm;  // places outside their tolerance, furthest first
  };
  std::vector<Shades> shades;  // of lights that page and model have and that were exposed enough

  [[nodiscard]] double MatchingShare() const {
    return seen > 0 ? static_cast<double>(matching) / seen : 0;
  }
};

// errors  kInvalidArgument naming what contradicts itself: a model from a file may say anything.
[[nodiscard]] Status CheckModel(const PageModel& model);

// The models that a document may be of: of its issuer, code and size.
[[nodiscard]] std::vector<const PageModel*> ModelsOf(std::span<const PageModel> models,
                                                     const icao::MrzRecord& record,
                                                     locate::PageSize page);

// model   one that CheckModel passes
// thread  pure.
[[nodiscard]] PageComparison Compare(const PageModel& model, const PageScan& scan);

// The common part of genuine pages of one issue: pieces of print that all of them have, how bright
// each place is in each light that all were taken in, where the portrait is.
//
// scans   3 to 50, with their visible pictures
// model   name, version, issuer, document_code and page are taken from it
// errors  kInvalidArgument: too few scans; kFailedPrecondition: they do not show one pattern.
[[nodiscard]] Result<PageModel> LearnModel(std::span<const PageScan> scans, PageModel model);

inline constexpr int kLeastScans = 3;
inline constexpr int kMostScans = 50;

}  // namespace chowki::verify
