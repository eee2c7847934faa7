#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "read/tesseract.h"
#include "read/text_lines.h"
#include "read/visual_label.h"
#include "read/visual_page.h"

namespace chowki::read {

// One line of print of the visual zone.
struct VisualLine {
  PrintedLine print;
  bool is_read = false;
  TextLine text;           // once read; boxes of its words in px of the flat page
  LabelMatch label;        // once read
  std::vector<bool> used;  // words that belong to a value, as many as text has

  [[nodiscard]] const cv::Rect& box() const { return print.box; }
};

// Words of one line that follow each other.
struct WordRun {
  std::size_t line = 0;
  std::size_t first = 0;
  std::size_t count = 0;
};

// The lines of print of one page, each read when somebody asks for it: reading is what costs.
//
// thread  one only.
class VisualLines {
 public:
  // mrz   left out: a polygon in relative coordinates of the image; all zero when there is none.
  // visa  "Passport No." names another document there (visual_label.h).
  // width of a line when it is read first, to what it has: narrower print costs less time and is
  //       read nearly as well.
  VisualLines(const TextReader& reader, VisualPage page, const Quad& mrz, bool visa, double width);

  [[nodiscard]] std::size_t size() const { return lines_.size(); }
  [[nodiscard]] const VisualLine& operator[](std::size_t i) const { return lines_[i]; }
  [[nodiscard]] const VisualPage& page() const { return page_; }
  [[nodiscard]] double Mm(double px) const { return px / page_.px_per_mm(); }
  [[nodiscard]] Rect BoxMm(std::size_t i) const;

  // errors  those of TextReader.
  Status Read(std::size_t i);

  // A second look at some words, at their full width.
  //
  // alphabet    as in TextReader::ReadLine.
  // background  left as it is; else taken away.
  [[nodiscard]] Result<TextLine> ReadAgain(const WordRun& run, std::string_view alphabet,
                                           bool background) const;

  // A letter that stands alone.
  [[nodiscard]] Result<TextLine> ReadLetter(std::size_t i, std::string_view alphabet) const;

  void Use(const WordRun& run);
  [[nodiscard]] bool IsUsed(std::size_t i) const;  // any word of it
  [[nodiscard]] WordRun Whole(std::size_t i) const { return {i, 0, lines_[i].text.words.size()}; }

  [[nodiscard]] std::string Text(const WordRun& run) const;
  [[nodiscard]] double Confidence(const WordRun& run) const;  // of its least certain word
  [[nodiscard]] cv::Rect Box(const WordRun& run) const;

 private:
  [[nodiscard]] cv::Rect2d Strip(const cv::Rect& box) const;

  const TextReader& reader_;
  VisualPage page_;
  bool visa_;
  double width_;
  std::vector<VisualLine> lines_;
};

}  // namespace chowki::read
