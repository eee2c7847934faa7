#pragma once

#include <string>
#include <string_view>

#include "icao/mrz_record.h"
#include "read/visual_label.h"

namespace chowki::read {

// What the MRZ leads to expect of the visual zone. It tells where a value stands and, of several
// readings of the same print, which one to believe; it never becomes a value itself.
//
// thread  const members are pure.
class ExpectedValues {
 public:
  // record  nullptr when there is no MRZ: nothing is expected.
  explicit ExpectedValues(const icao::MrzRecord* record) : record_(record) {}

  [[nodiscard]] const icao::MrzRecord* record() const { return record_; }

  // The field's value as the MRZ says it, dates as ISO; "" when it does not say.
  [[nodiscard]] std::string Of(VisualField field) const;

  // Whether a printed value is what the MRZ says, by any rendering of its letters that the standard
  // allows; of a name that the MRZ cuts off, its beginning.
  [[nodiscard]] bool Is(VisualField field, std::string_view value) const;

  // A printed number with the digits 0 and 1 where the MRZ has them and the print O and I: one
  // drawing in many typefaces; and without the "No" that was taken for its beginning.
  [[nodiscard]] std::string WithDrawnDigits(std::string number) const;

  // Whether a printed nationality may name the MRZ's: some words are those of two states.
  [[nodiscard]] bool MayBeNationality(std::string_view printed) const;

  // Whether the MRZ leaves out the end of the name.
  [[nodiscard]] bool IsCut(VisualField name) const;

 private:
  const icao::MrzRecord* record_;
};

[[nodiscard]] bool IsDate(VisualField field);
[[nodiscard]] bool IsNumber(VisualField field);
[[nodiscard]] bool IsName(VisualField field);

}  // namespace chowki::read
