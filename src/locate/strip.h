#pragma once

#include <opencv2/core.hpp>

#include "base/geometry.h"
#include "locate/mrz_lines.h"

namespace chowki::locate {

// Which way a zone is read: as it lies, turned half round, or either of these in a mirror (a page
// whose file claims a wrong orientation).
struct Reading {
  bool reversed = false;
  bool mirrored = false;
};

// What the line network reads: one line, upright, 32 px high with its centre at row 16, scaled to
// 16.2 px a character, with margins of some characters at both ends (models/README.md).
struct Strip {
  static constexpr int kHeight = 32;
  static constexpr double kPitch = 16.2;
  static constexpr double kMarginCharacters = 2.5;  // where the ends are known

  cv::Mat grey;  // 8UC1, kHeight rows, a multiple of 4 columns
};

// Where the characters of a zone stand: line by line, in reading order.
class Cells {
 public:
  // As many characters as fill the lines from end to end.
  Cells(const MrzLines& lines, int characters, Reading way);

  // The same with the pitch of the lines' rhythm, in the middle of the lines, and margins as wide
  // as the ends are uncertain: for lines whose ends were not seen.
  [[nodiscard]] static Cells ByRhythm(const MrzLines& lines, int characters, Reading way);

  [[nodiscard]] int characters() const { return characters_; }
  [[nodiscard]] size_t line_count() const { return lines_.lines.size(); }
  [[nodiscard]] double pitch_px() const { return pitch_; }
  [[nodiscard]] double margin() const { return margin_; }  // of a strip, in characters
  [[nodiscard]] const MrzLines& lines() const { return lines_; }
  [[nodiscard]] Reading way() const { return way_; }

  // The same lines with the characters where a reading found them: first character's left edge
  // moved by `shift` characters, each `stretch` times as wide.
  [[nodiscard]] Cells Adjusted(double shift, double stretch) const;

  // The place in the image of a point given in characters from the left edge of a line's first
  // character, and in characters below its centre line; line counts in reading order.
  [[nodiscard]] cv::Point2d ToImage(size_t line, double column, double below) const;

  // The box of one character.
  [[nodiscard]] Quad Cell(size_t line, double column) const;
  // The whole zone: first to last character, outer edges of the first and the last line.
  [[nodiscard]] Quad Zone() const;

 private:
  MrzLines lines_;
  int characters_;
  Reading way_;
  double begin_;  // in reading direction
  double pitch_;
  double margin_ = Strip::kMarginCharacters;
};

// Cuts one line. grey: 8UC1.
//
// thread  pure.
[[nodiscard]] Strip CutStrip(const cv::Mat& grey, const Cells& cells, size_t line);

}  // namespace chowki::locate
