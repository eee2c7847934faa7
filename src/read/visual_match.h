#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "read/visual_date.h"
#include "read/visual_lines.h"

namespace chowki::read {

// The letters of a name as an MRZ writes them, without spaces: "Müller-Özil" -> "MUELLEROEZIL";
// what has no rendering counts without its marks or not at all.
[[nodiscard]] std::string NameLetters(std::string_view utf8);

// The letters and digits of a number, upper case: "AA 0000-1" -> "AA00001".
[[nodiscard]] std::string NumberLetters(std::string_view utf8);

// Letters that look like digits as those digits (icao/lookalike.h), for comparing only.
[[nodiscard]] std::string AsDigits(std::string letters);

enum class Likeness {
  kName,       // by NameLetters
  kNameStart,  // the same; wanted is the name's beginning only: more may follow
  kNumber      // by NumberLetters, letters as the digits they look like
};

struct LikeRun {
  WordRun run;
  int errors = 0;  // letters in which it differs, by edit distance
};

// The words of a line that are most like a wanted value, nothing that is used already.
//
// wanted  by NameLetters or NumberLetters, not empty.
// returns nullopt when more than one letter in four differs.
// thread  pure.
[[nodiscard]] std::optional<LikeRun> FindLike(const VisualLines& lines, std::size_t line,
                                              std::string_view wanted, Likeness likeness);

// A date and the words that say it, on one line or on two beside each other.
struct DateRun {
  std::vector<WordRun> runs;
  std::string text;
};

// Every date among the lines that were read and are not used.
//
// thread  pure.
[[nodiscard]] std::vector<DateRun> FindDates(const VisualLines& lines, const DateContext& context);

}  // namespace chowki::read
