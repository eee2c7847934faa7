#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "read/visual_date.h"
#include "read/visual_expected.h"
#include "read/visual_lines.h"
#include "read/visual_reader.h"

namespace chowki::read {

// What stands somewhere, with how sure it is that it is the field's.
struct VisualClaim {
  std::vector<WordRun> runs;
  std::string text;
  double trust = 1;
};

// Which words of a page are the values of which fields: what one step of the search has claimed the
// others leave alone. The steps are functions beside this (by_layout, by_mrz, dates, by_label ...).
//
// thread  one only.
class VisualClaims {
 public:
  // lines   more of them may be read between the steps.
  // record  what the MRZ says; nullptr when there is none.
  VisualClaims(VisualLines& lines, const icao::MrzRecord* record, const Date& today);

  [[nodiscard]] VisualLines& lines() { return lines_; }
  [[nodiscard]] const VisualLines& lines() const { return lines_; }
  [[nodiscard]] const ExpectedValues& expected() const { return expected_; }
  [[nodiscard]] const DateContext& dates() const { return dates_; }

  [[nodiscard]] bool Has(VisualField field) const;
  [[nodiscard]] std::string Value(VisualField field) const;  // "" when it is not claimed
  [[nodiscard]] std::optional<std::size_t> LineOf(VisualField field) const;

  // What some text says when it is the field's value (NormaliseValue).
  [[nodiscard]] std::optional<std::string> ValueOf(VisualField field,
                                                   const std::string& text) const;

  // The words of a line that nobody has claimed, without what is hardly a word at its ends;
  // nullopt when nothing is left that can be trusted.
  [[nodiscard]] std::optional<WordRun> FreeRun(VisualField field, std::size_t line) const;

  // Claims words for a field when they can be its value and it has none. What the MRZ says
  // otherwise is read with more care first: it may be that the page says something else, or that it
  // was misread. Looks that differ from each other and from the MRZ are no reading, unless they
  // agree in a letter that the MRZ has otherwise.
  //
  // errors  those of the readers.
  Status Put(VisualField field, const VisualClaim& claim);

  // Claims words that have been looked at closely and read as expected.
  //
  // returns  whether they do.
  // errors   those of the readers.
  Result<bool> PutIfExpected(VisualField field, const WordRun& run);

  // Claims words for a field as they are.
  void Store(VisualField field, const VisualClaim& claim, std::string value, double confidence);

  void AddOverprint(Reading<std::string> overprint);

  // Whether surname, given names, number, birth and expiry are claimed, as far as the MRZ says that
  // there are such.
  [[nodiscard]] bool IsComplete() const;

  [[nodiscard]] VisualZone Take() { return std::move(zone_); }

 private:
  // What looks like a value that the MRZ contradicts, and is more likely part of a label.
  [[nodiscard]] bool IsHardlyValue(VisualField field, const std::string& value,
                                   const VisualClaim& claim) const;

  // What the same words read as when they are read with more care.
  struct SecondLook {
    std::string text;
    std::string value;
    bool as_expected = false;
    double confidence = 0;  // when as expected
  };
  [[nodiscard]] Result<SecondLook> LookAgain(VisualField field, const WordRun& run) const;
  [[nodiscard]] bool IsBorneOut(VisualField field, const WordRun& run, double least) const;
  [[nodiscard]] std::string_view AlphabetOf(VisualField field, const WordRun& run) const;

  // How sure the first look is of what it read against the MRZ, once others have looked: 0 when
  // these read something else.
  [[nodiscard]] Result<double> TrustAgainstMrz(VisualField field, const VisualClaim& claim,
                                               const std::string& value,
                                               const SecondLook& again) const;

  VisualLines& lines_;
  ExpectedValues expected_;
  DateContext dates_;
  std::map<VisualField, std::size_t> where_;  // lines of what is claimed
  VisualZone zone_;
};

}  // namespace chowki::read
