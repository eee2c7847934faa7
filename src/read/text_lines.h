#pragma once

#include <vector>

#include <opencv2/core.hpp>

namespace chowki::read {

// Where a line of print stands on a flat page, px of the page.
struct PrintedLine {
  cv::Rect box;       // tight around the print
  int letter_px = 0;  // height of its tall letters
  int letters = 0;    // about how many: those that touch are counted by their width
};

// Lines of dark print on an upright page, from top to bottom: columns and words far apart come as
// separate lines, noise now and then as a line of its own. A letter that stands alone (the sex) is
// a line of one letter when it is tall enough for a value.
//
// grey         8UC1, the rectified page
// px_per_mm    its resolution, about 6 to 12
// softness_px  by how much to soften it first, 0 to 1: fine lines of the background fade, and so
//              does faint print, which is looked for without it where no other was found
// thread       pure.
// source       black-hat and connected components grouped by size and neighbourhood. Known
//              failures: light print on dark ground, letters that touch background lines as dark
//              as they are.
[[nodiscard]] std::vector<PrintedLine> FindLines(const cv::Mat& grey, double px_per_mm,
                                                 double softness_px = 0);

}  // namespace chowki::read
