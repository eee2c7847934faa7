#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "capture/quality.h"
#include "read/transcript.h"
#include "verify/check.h"
#include "verify/finding.h"

namespace chowki::verify {

// Exhibits for tests: an MRZ as a reader that is sure of every character would hand it over, its
// characters on a grid of relative coordinates (a hundredth wide, a tenth high, from y 0.7 down).
// Change its parts, then take exhibit().
class ExhibitMaker {
 public:
  // A page on which nothing was read.
  ExhibitMaker();
  // The standard's passport specimen of UTO, valid until 2012-04-15.
  static ExhibitMaker Passport();
  // Lines of a known layout.
  static ExhibitMaker WithMrz(std::vector<std::string> lines);

  // The reader is only so sure of one character.
  ExhibitMaker& Confidence(int line, int column, double confidence);
  ExhibitMaker& Today(const Date& today);  // otherwise 2010-06-01
  ExhibitMaker& NoImage();

  read::Transcript transcript;
  capture::Quality quality{1000, 0.6, 0.7, 0.01, 0.01, 0.01};

  // Borrows from this maker.
  [[nodiscard]] Exhibit exhibit();

 private:
  bool has_image_ = true;
  Date today_{2010, 6, 1};
  std::unique_ptr<capture::Image> image_;
  std::unique_ptr<icao::MrzRecord> record_;
};

// Performs the check with this id alone, and fails the test when it gives nothing or a reason that
// it does not declare.
[[nodiscard]] std::vector<Finding> Perform(std::string_view id, const Exhibit& exhibit);

[[nodiscard]] std::vector<std::string> Reasons(const std::vector<Finding>& findings);

// The standard's passport with one character of its second line changed, digits left as they are.
[[nodiscard]] std::vector<std::string> PassportWith(int column, char character);

}  // namespace chowki::verify
