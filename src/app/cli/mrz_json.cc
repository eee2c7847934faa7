#include "app/cli/mrz_json.h"

#include <string>

#include "base/partial_date.h"

namespace chowki::app::cli {
namespace {

std::string DateText(const PartialDate& date) { return IsUnknown(date) ? "" : ToIso(date); }

}  // namespace

nlohmann::ordered_json FieldsJson(const icao::MrzRecord& record) {
  nlohmann::ordered_json fields;
  fields["document_code"] = record.document_code;
  fields["issuing_state"] = record.issuing_state;
  fields["surname"] = record.surname;
  fields["given_names"] = record.given_names;
  fields["document_number"] = record.document_number;
  fields["nationality"] = record.nationality;
  fields["birth_date"] = DateText(record.birth_date);
  fields["sex"] = record.sex == icao::Sex::kUnspecified ? "" : Name(record.sex);
  fields["expiry_date"] = DateText(record.expiry_date);
  fields["optional_data"] = record.optional_data;
  if (record.format == icao::Format::kTd1) fields["optional_data_2"] = record.optional_data_2;
  return fields;
}

nlohmann::ordered_json CheckDigitsJson(const icao::MrzRecord& record) {
  nlohmann::ordered_json digits = nlohmann::ordered_json::object();
  for (const icao::CheckDigitResult& digit : record.check_digits) {
    digits[std::string(icao::Name(digit.field))] = digit.valid;
  }
  return digits;
}

}  // namespace chowki::app::cli
