#pragma once

#include <string>
#include <vector>

#include "base/partial_date.h"
#include "base/status.h"
#include "icao/mrz_layout.h"
#include "icao/mrz_record.h"

namespace chowki::icao {

// What goes into an MRZ. Unlike MrzRecord::optional_data, the optional data here never contains the
// rest of a long document number.
struct MrzFields {
  Format format = Format::kTd3;
  std::string document_code;    // one or two letters, "P", "ID"
  std::string issuing_state;    // one to three letters, "D", "UTO"
  std::string surname;          // primary identifier; as NormalizeName takes it
  std::string given_names;      // secondary identifier; may be empty
  std::string document_number;  // A-Z 0-9, inner '<' for other characters
  std::string nationality;      // one to three letters
  PartialDate birth_date;
  Sex sex = Sex::kUnspecified;
  PartialDate expiry_date;
  std::string optional_data;    // A-Z 0-9 '<'
  std::string optional_data_2;  // TD1 only
  bool operator==(const MrzFields&) const = default;
};

// The lines of an MRZ with all check digits.
//
// Names that do not fit are cut as MakeNameField says. Document numbers of more than nine
// characters go on in the optional data of TD1 and TD2; of a visa only the first nine are shown
// (Doc 9303-7, 4.2.2). The digit of an empty optional field of TD3 is written '<'.
//
// errors  kInvalidArgument naming the field that does not fit, has characters that may not stand
//         there, or has no place in the format (an expiry date on the French identity card).
// thread  pure.
[[nodiscard]] Result<std::vector<std::string>> WriteMrz(const MrzFields& fields);

// What WriteMrz would write this record from: the inverse of ParseMrz up to truncated names.
[[nodiscard]] MrzFields ToFields(const MrzRecord& record);

}  // namespace chowki::icao
