#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/deadline.h"
#include "capture/image.h"
#include "locate/page.h"
#include "read/page_layout.h"
#include "read/tesseract.h"
#include "read/text_recogniser.h"
#include "read/transcript.h"

namespace chowki::read {

// What the visual zone says; goes into Transcript::visual and Transcript::overprints.
struct VisualZone {
  std::map<std::string, Reading<std::string>> fields;
  std::vector<Reading<std::string>> overprints;
  bool operator==(const VisualZone&) const = default;
};

// Reads the visual zone of a page: finds lines of print, reads those that can be values, and tells
// which field each is by the layout of the state's page, by what the MRZ leads to expect, and by
// the labels. What the MRZ says only tells where a value stands and, between two readings of the
// same print, which is the right one; it never becomes a value.
//
// thread  safe: one reader serves all threads.
class VisualReader {
 public:
  // network    reads every line first.
  // tesseract  is asked where the network is in doubt.
  VisualReader(std::shared_ptr<const TextRecogniser> network,
               std::shared_ptr<const TextReader> tesseract, std::vector<PageLayout> layouts = {})
      : network_(std::move(network)),
        tesseract_(std::move(tesseract)),
        layouts_(std::move(layouts)) {}

  // models     folder with text_line.onnx.
  // languages  of Tesseract (TextReader::Options).
  // errors     those of TextRecogniser::Load and TextReader::Make.
  [[nodiscard]] static Result<VisualReader> Load(const std::filesystem::path& models,
                                                 const std::string& languages,
                                                 std::vector<PageLayout> layouts = {});

  // page      nullptr when no page was found by its MRZ: a card is looked for by its outline, else
  //           the whole image is read as it lies.
  // mrz       its zone is left out.
  // today     decides the centuries of two-digit years.
  // returns   values normalised, raw as printed, regions in relative coordinates of the image.
  //           Confidence is the share of such values that are right: at 0.9 and more, 99 of 100
  //           on what was measured (docs/figures.md).
  // errors    kDeadlineExceeded between lines; those of the readers.
  [[nodiscard]] Result<VisualZone> Read(const capture::Image& image, const locate::Page* page,
                                        const MrzReading& mrz, const Date& today,
                                        const Deadline& deadline = {}) const;

 private:
  std::shared_ptr<const TextRecogniser> network_;
  std::shared_ptr<const TextReader> tesseract_;
  std::vector<PageLayout> layouts_;
};

}  // namespace chowki::read
