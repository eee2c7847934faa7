#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include <opencv2/core.hpp>

#include "verify/exhibit_maker.h"

namespace chowki::verify {

// The standard's passport drawn in three lights at 8 px a mm, with its MRZ, some values of the
// visual zone and a pattern under them: for checks that look at pixels. Change what a light shows,
// then take exhibit().
class LitPage {
 public:
  using Cell = std::pair<int, int>;  // line and column, 0-based

  LitPage();

  // How the MRZ is printed in every light.
  bool other_font = false;
  double print_pitch = 2.54;            // mm from character to character; their size stays
  std::map<Cell, cv::Point> displaced;  // characters beside their places, px
  std::optional<double> stated_ppi;     // by the visible image's file

  // Print that only some lights show; characters by day are always those of the MRZ.
  std::set<Cell> dyed;                           // not there in infrared
  std::set<Cell> other_in_infrared;              // another character there
  std::set<std::string> dyed_values;             // fields of the visual zone that are not there
  std::set<Cell> dyed_letters;                   // value (in order of fields) and letter, 0-based
  double ground_in_infrared = 0.05;              // share of its contrast that the pattern keeps
  double infrared_ink = 0.1;                     // brightness of print
  double infrared_paper = 0.85;                  // and of paper
  cv::Point infrared_shift;                      // px
  double ultraviolet_paper = 0.1;                // brightness
  double brightest = 0.6;                        // of a fluorescent line across the page
  std::vector<std::pair<Rect, double>> glowing;  // mm, brightness

  std::function<void(cv::Mat& visible)> edit;  // of the visible image, at last

  ExhibitMaker maker;

  [[nodiscard]] cv::Rect CellPx(const Cell& cell) const;

  // Borrows from this page.
  [[nodiscard]] Exhibit exhibit();

 private:
  void Read();  // where the reader found the characters
  [[nodiscard]] Rect CellMm(size_t line, size_t column) const;
  [[nodiscard]] cv::Mat Print(double paper, double ink, bool infrared) const;
  // The fine pattern of the ground, and values on it.
  void PrintUpperPart(cv::Mat& image, double paper, double ink, bool infrared) const;

  std::vector<std::unique_ptr<capture::Image>> images_;
  locate::Page page_;
};

}  // namespace chowki::verify
