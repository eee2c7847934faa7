#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "icao/mrz_record.h"
#include "read/page_layout.h"
#include "read/reading.h"
#include "read/visual_lines.h"
#include "read/visual_match.h"
#include "read/visual_reader.h"

namespace chowki::read {

// Tells which lines of a page are the values of which fields. The steps may be called in any
// order; what one has claimed the others leave alone.
//
// thread  one only.
class VisualClaims {
 public:
  // lines   more of them may be read between the steps.
  // record  what the MRZ says; nullptr when there is none.
  VisualClaims(VisualLines& lines, const icao::MrzRecord* record, const Date& today)
      : lines_(lines),
        record_(record),
        context_(today,
                 record == nullptr ? Calendar::kGregorian : CalendarOf(record->issuing_state)) {}

  // How many values stand where a layout has them and are what the MRZ says, less those that are
  // something else. Below 2 the page is of another kind.
  [[nodiscard]] int FitOf(const PageLayout& layout) const;

  // Values by their places on the page.
  //
  // errors  here and below those of TextReader, from second looks.
  Status TakeByLayout(const PageLayout& layout);

  // Values that the MRZ leads to expect, at most one letter in four different; dates also by their
  // order: birth, issue, expiry.
  Status TakeByMrz();

  // The nearest pairs of a label and a line that can be its value.
  Status TakeByLabels();

  // The line in another script that is nearest to the names.
  Status TakeNativeName();

  // The sex, a letter that often stands alone.
  Status TakeSex();

  // "SPECIMEN" and the like on lines that were read.
  void TakeOverprints();

  // Whether surname, given names, number, birth and expiry are claimed, as far as the MRZ says that
  // there are such.
  [[nodiscard]] bool IsComplete() const;

  [[nodiscard]] VisualZone Take() { return std::move(zone_); }

 private:
  // What stands somewhere, with how sure it is that it is the field's.
  struct Claim {
    std::vector<WordRun> runs;
    std::string text;
    double trust = 1;
  };

  // What the same words read as when they are read with more care.
  struct SecondLook {
    std::string text;
    std::string value;
    bool as_expected = false;
  };

  struct SingleLetter {
    std::size_t line = 0;
    bool labelled = false;  // the label of the sex stands beside or above it
    int in_line = 0;        // values in line with it
  };

  [[nodiscard]] bool Has(VisualField field) const;
  [[nodiscard]] std::string Expected(VisualField field) const;  // "" when the MRZ does not say
  [[nodiscard]] bool AsExpected(VisualField field, std::string_view value) const;
  [[nodiscard]] std::optional<std::string> ValueOf(VisualField field,
                                                   const std::string& text) const;
  [[nodiscard]] std::optional<WordRun> FreeRun(VisualField field, std::size_t line) const;
  [[nodiscard]] std::optional<WordRun> RunAt(VisualField field, const Rect& place_mm) const;
  Status Put(VisualField field, const Claim& claim);
  void Store(VisualField field, const Claim& claim, std::string value, double confidence);

  [[nodiscard]] Result<SecondLook> LookAgain(VisualField field, const WordRun& run) const;

  Status TakeLike(VisualField field);
  [[nodiscard]] WordRun WithMoreNames(WordRun run) const;
  Status TakeNationality();
  Status TakeDates();
  Status TakeDoubtfulDates();
  Status TakeDatesByOrder();
  [[nodiscard]] std::vector<SingleLetter> SingleLetters() const;
  [[nodiscard]] std::optional<std::string> ValueBehindLabel(const LabelMatch& label) const;
  void SettleFullName();

  VisualLines& lines_;
  const icao::MrzRecord* record_;
  DateContext context_;
  std::map<VisualField, std::size_t> where_;   // lines of what is claimed
  std::map<std::size_t, VisualField> labels_;  // by line, once settled
  VisualZone zone_;
};

}  // namespace chowki::read
