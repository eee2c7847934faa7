#include "identify/query.h"

#include "base/text.h"

namespace chowki::identify {

namespace {

// The digit that is printed over the document number. A number with fillers inside is kept without
// them, which moves its weights: then nothing is said.
char DocumentCheckDigit(const icao::MrzRecord& record) {
  if (record.document_number.find('<') != std::string::npos) return '\0';
  for (const icao::CheckDigitResult& digit : record.check_digits) {
    if (digit.field == icao::CheckDigitField::kDocumentNumber) return digit.stated;
  }
  return '\0';
}

}  // namespace

Query ToQuery(const read::Identity& identity, const icao::MrzRecord* record) {
  Query query;
  const std::string name =
      std::string(Trim(identity.surname.value + " " + identity.given_names.value));
  if (!name.empty()) query.names.push_back(name);
  query.name_may_be_truncated = identity.name_may_be_truncated;
  query.birth_date = identity.birth_date.value;
  query.sex = identity.sex.value;
  query.nationality = identity.nationality.value;
  query.document_issuer = identity.issuing_state.value;
  query.document_number = identity.document_number.value;
  query.document_type = identity.document_code.value;
  if (record != nullptr && record->document_number == query.document_number) {
    query.document_check_digit = DocumentCheckDigit(*record);
  }
  return query;
}

}  // namespace chowki::identify
