#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "read/tesseract.h"
#include "read/text_lines.h"
#include "read/text_recogniser.h"
#include "read/visual_label.h"
#include "read/visual_page.h"

namespace chowki::read {

// One line of print of the visual zone.
struct VisualLine {
  PrintedLine print;
  bool is_read = false;
  TextPosteriors seen;     // once read: what the network saw along it
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

// Who reads lines: the network first; Tesseract, at ten times the cost, for a second opinion that
// owes nothing to the first, and for what is not Latin.
struct LineReaders {
  const TextRecogniser& network;
  const TextReader& tesseract;
};

// The lines of print of one page, each read when somebody asks for it: reading is what costs.
//
// thread  one only.
class VisualLines {
 public:
  // mrz   left out: a polygon in relative coordinates of the image; all zero when there is none.
  // visa  "Passport No." names another document there (visual_label.h).
  VisualLines(const LineReaders& readers, VisualPage page, const Quad& mrz, bool visa);

  [[nodiscard]] std::size_t size() const { return lines_.size(); }
  [[nodiscard]] const VisualLine& operator[](std::size_t i) const { return lines_[i]; }
  [[nodiscard]] const VisualPage& page() const { return page_; }
  [[nodiscard]] double Mm(double px) const { return px / page_.px_per_mm(); }
  [[nodiscard]] Rect BoxMm(std::size_t i) const;

  // errors  those of the readers.
  Status Read(std::size_t i);

  // A part of a line, read as a line of its own and added as the last; and the last taken away.
  //
  // box     px of the flat page.
  // errors  those of the readers.
  Status AddStrip(std::size_t i, const cv::Rect& box);
  void RemoveStrip() { lines_.pop_back(); }

  // The same look at some words again, with only some signs allowed. Costs nothing.
  //
  // alphabet  as in DecodeText.
  [[nodiscard]] TextLine ReadWithin(const WordRun& run, std::string_view alphabet) const;

  // How well the same look bears out that some letters stand there (text_support.h).
  [[nodiscard]] double SupportFor(const WordRun& run, std::string_view letters) const;

  // What Tesseract makes of some words.
  //
  // alphabet    as in TextReader::ReadLine.
  // background  left as it is; else taken away.
  [[nodiscard]] Result<TextLine> ReadAgain(const WordRun& run, std::string_view alphabet,
                                           bool background) const;

  void Use(const WordRun& run);
  [[nodiscard]] bool IsUsed(std::size_t i) const;  // any word of it
  [[nodiscard]] WordRun Whole(std::size_t i) const { return {i, 0, lines_[i].text.words.size()}; }

  [[nodiscard]] std::string Text(const WordRun& run) const;
  [[nodiscard]] double Confidence(const WordRun& run) const;  // of its least certain word
  [[nodiscard]] cv::Rect Box(const WordRun& run) const;

 private:
  using Steps = std::span<const std::array<float, TextPosteriors::kClasses>>;
  [[nodiscard]] Steps StepsOf(const WordRun& run) const;
  Status ReadOtherScript(VisualLine& line) const;

  LineReaders readers_;
  VisualPage page_;
  bool visa_;
  std::vector<VisualLine> lines_;
};

}  // namespace chowki::read
