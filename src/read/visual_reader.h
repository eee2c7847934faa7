#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/deadline.h"
#include "capture/image.h"
#include "locate/page.h"
#include "read/tesseract.h"
#include "read/transcript.h"

namespace chowki::read {

// What the visual zone says; goes into Transcript::visual and Transcript::overprints.
struct VisualZone {
  std::map<std::string, Reading<std::string>> fields;
  std::vector<Reading<std::string>> overprints;
  bool operator==(const VisualZone&) const = default;
};

// Reads the visual zone of a page: lines of print by tesseract.h, fields by their labels and where
// values stand to them, and what is left by its likeness to the MRZ.
//
// thread  safe: one reader serves all threads.
class VisualReader {
 public:
  explicit VisualReader(std::shared_ptr<const TextReader> text) : text_(std::move(text)) {}

  // page      nullptr when no page was found: the whole image is read as it lies.
  // mrz       its zone is left out; its fields tell values that stand without a label we know. A
  //           value that stands under its label is never bent towards it.
  // today     decides the centuries of two-digit years.
  // returns   values normalised, raw as printed, regions in relative coordinates of the image.
  // errors    kDeadlineExceeded between lines; those of TextReader::ReadLine.
  [[nodiscard]] Result<VisualZone> Read(const capture::Image& image, const locate::Page* page,
                                        const MrzReading& mrz, const Date& today,
                                        const Deadline& deadline = {}) const;

 private:
  std::shared_ptr<const TextReader> text_;
};

}  // namespace chowki::read
