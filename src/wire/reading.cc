#include "wire/reading.h"

#include <array>
#include <optional>

#include "wire/enum_table.h"
#include "wire/field_error.h"
#include "wire/types.h"

namespace chowki::wire {
namespace {

namespace pb = chowki::screening::v1;
using chowki::wire::FromProto;
using chowki::wire::ToProto;

constexpr EnumTable<read::MrzStatus, pb::MrzStatus, 3> kStatuses{
    "MRZ status",
    {{{read::MrzStatus::kRead, pb::MRZ_STATUS_READ},
      {read::MrzStatus::kAbsent, pb::MRZ_STATUS_ABSENT},
      {read::MrzStatus::kUnreadable, pb::MRZ_STATUS_UNREADABLE}}}};

constexpr EnumTable<read::Source, pb::Source, 5> kSources{
    "source",
    {{{read::Source::kMrz, pb::SOURCE_MRZ},
      {read::Source::kVisual, pb::SOURCE_VISUAL},
      {read::Source::kChip, pb::SOURCE_CHIP},
      {read::Source::kBarcode, pb::SOURCE_BARCODE},
      {read::Source::kOfficer, pb::SOURCE_OFFICER}}}};

constexpr std::array kCheckDigitFields{
    icao::CheckDigitField::kDocumentNumber, icao::CheckDigitField::kBirthDate,
    icao::CheckDigitField::kExpiryDate, icao::CheckDigitField::kOptionalData,
    icao::CheckDigitField::kComposite};

Result<icao::Format> FormatFromProto(const std::string& name) {
  if (const auto format = icao::FormatFromName(name)) return *format;
  return FieldError("format", InvalidInput("not a layout that we know"));
}

Result<icao::Sex> SexFromText(std::string_view text) {
  if (const auto sex = icao::SexFromName(text)) return *sex;
  return InvalidInput("a sex is M, F or <");
}

pb::CheckDigit ToProto(const icao::CheckDigitResult& digit) {
  pb::CheckDigit message;
  message.set_field(std::string(icao::Name(digit.field)));
  message.set_stated(std::string(1, digit.stated));
  message.set_computed(std::string(1, digit.computed));
  message.set_valid(digit.valid);
  message.set_line(digit.line);
  message.set_column(digit.column);
  return message;
}

Result<icao::CheckDigitResult> FromProto(const pb::CheckDigit& message) {
  icao::CheckDigitResult digit;
  bool known = false;
  for (const icao::CheckDigitField field : kCheckDigitFields) {
    if (icao::Name(field) != message.field()) continue;
    digit.field = field;
    known = true;
  }
  if (!known) return FieldError("field", InvalidInput("no check digit has this name"));
  CHOWKI_ASSIGN_OR_RETURN(digit.stated, CharacterFromProto(message.stated()));
  CHOWKI_ASSIGN_OR_RETURN(digit.computed, CharacterFromProto(message.computed()));
  digit.valid = message.valid();
  digit.line = message.line();
  digit.column = message.column();
  return digit;
}

pb::Repair ToProto(const read::Repair& repair) {
  pb::Repair message;
  message.set_line(repair.line);
  message.set_column(repair.column);
  message.set_from(std::string(1, repair.from));
  message.set_to(std::string(1, repair.to));
  message.set_reason(repair.reason);
  return message;
}

Result<read::Repair> FromProto(const pb::Repair& message) {
  read::Repair repair;
  repair.line = message.line();
  repair.column = message.column();
  CHOWKI_ASSIGN_OR_RETURN(repair.from, CharacterFromProto(message.from()));
  CHOWKI_ASSIGN_OR_RETURN(repair.to, CharacterFromProto(message.to()));
  repair.reason = message.reason();
  return repair;
}

pb::Doubt ToProto(const read::Doubt& doubt) {
  pb::Doubt message;
  message.set_line(doubt.line);
  message.set_column(doubt.column);
  for (const auto& [character, confidence] : doubt.alternatives) {
    auto* alternative = message.add_alternatives();
    alternative->set_character(std::string(1, character));
    alternative->set_confidence(confidence);
  }
  return message;
}

Result<read::Doubt> FromProto(const pb::Doubt& message) {
  read::Doubt doubt;
  doubt.line = message.line();
  doubt.column = message.column();
  for (const auto& alternative : message.alternatives()) {
    CHOWKI_ASSIGN_OR_RETURN(const char character, CharacterFromProto(alternative.character()));
    doubt.alternatives.emplace_back(character, alternative.confidence());
  }
  return doubt;
}

// One field of an identity as text, and back.
template <typename T>
struct TextOf;

template <>
struct TextOf<std::string> {
  static std::string To(const std::string& value) { return value; }
  static Result<std::string> From(const std::string& text) { return text; }
};

template <>
struct TextOf<PartialDate> {
  static std::string To(const PartialDate& value) { return ToIso(value); }
  static Result<PartialDate> From(const std::string& text) { return ParsePartialDate(text); }
};

template <>
struct TextOf<icao::Sex> {
  static std::string To(icao::Sex value) { return std::string(icao::Name(value)); }
  static Result<icao::Sex> From(const std::string& text) { return SexFromText(text); }
};

// The fields of an identity by name, once for both ways. Stops at the first error.
template <typename Identity, typename Visit>
Status VisitFields(Identity& identity, const Visit& visit) {
  CHOWKI_RETURN_IF_ERROR(visit("surname", identity.surname));
  CHOWKI_RETURN_IF_ERROR(visit("given_names", identity.given_names));
  CHOWKI_RETURN_IF_ERROR(visit("birth_date", identity.birth_date));
  CHOWKI_RETURN_IF_ERROR(visit("sex", identity.sex));
  CHOWKI_RETURN_IF_ERROR(visit("nationality", identity.nationality));
  CHOWKI_RETURN_IF_ERROR(visit("issuing_state", identity.issuing_state));
  CHOWKI_RETURN_IF_ERROR(visit("document_code", identity.document_code));
  CHOWKI_RETURN_IF_ERROR(visit("document_number", identity.document_number));
  CHOWKI_RETURN_IF_ERROR(visit("expiry_date", identity.expiry_date));
  return visit("personal_number", identity.personal_number);
}

}  // namespace

pb::MrzReading ToProto(const read::MrzReading& reading) {
  pb::MrzReading message;
  message.set_status(kStatuses.ToProto(reading.status));
  if (reading.format) message.set_format(std::string(icao::Name(*reading.format)));
  for (const std::string& line : reading.lines) message.add_lines(line);
  for (const std::string& line : reading.raw_lines) message.add_raw_lines(ToText(line));
  for (const read::Repair& repair : reading.repairs) *message.add_repairs() = ToProto(repair);
  for (const read::Doubt& doubt : reading.doubtful) *message.add_doubtful() = ToProto(doubt);
  message.set_ambiguous(reading.ambiguous);
  message.set_confidence(reading.confidence);
  message.set_certain(reading.certain);
  *message.mutable_region() = ToProto(reading.region);
  message.set_rotation_deg(reading.rotation_deg);
  message.set_ppi(reading.ppi);
  message.set_typed(reading.typed);
  return message;
}

Result<read::MrzReading> FromProto(const pb::MrzReading& message) {
  read::MrzReading reading;
  CHOWKI_ASSIGN_OR_RETURN(reading.status, kStatuses.FromProto(message.status()));
  if (!message.format().empty()) {
    CHOWKI_ASSIGN_OR_RETURN(reading.format, FormatFromProto(message.format()));
  }
  reading.lines.assign(message.lines().begin(), message.lines().end());
  reading.raw_lines.assign(message.raw_lines().begin(), message.raw_lines().end());
  for (const pb::Repair& repair : message.repairs()) {
    CHOWKI_ASSIGN_OR_RETURN(reading.repairs.emplace_back(), FromProto(repair));
  }
  for (const pb::Doubt& doubt : message.doubtful()) {
    CHOWKI_ASSIGN_OR_RETURN(reading.doubtful.emplace_back(), FromProto(doubt));
  }
  reading.ambiguous = message.ambiguous();
  CHOWKI_RETURN_IF_ERROR(CheckRange("confidence", message.confidence(), 0, 1));
  reading.confidence = message.confidence();
  reading.certain = message.certain();
  CHOWKI_ASSIGN_OR_RETURN(reading.region, FromProto(message.region()));
  CHOWKI_RETURN_IF_ERROR(CheckRange("rotation_deg", message.rotation_deg(), 0, 359));
  reading.rotation_deg = message.rotation_deg();
  reading.ppi = message.ppi();
  reading.typed = message.typed();
  return reading;
}

pb::MrzRecord ToProto(const icao::MrzRecord& record) {
  pb::MrzRecord message;
  message.set_format(std::string(icao::Name(record.format)));
  for (const std::string& line : record.lines) message.add_lines(line);
  message.set_document_code(record.document_code);
  message.set_issuing_state(record.issuing_state);
  message.set_surname(record.surname);
  message.set_given_names(record.given_names);
  message.set_name_may_be_truncated(record.name_may_be_truncated);
  message.set_document_number(record.document_number);
  message.set_nationality(record.nationality);
  message.set_birth_date_text(record.birth_date_text);
  *message.mutable_birth_date() = ToProto(record.birth_date);
  message.set_sex(ToProto(record.sex));
  message.set_sex_text(std::string(1, record.sex_text));
  message.set_expiry_date_text(record.expiry_date_text);
  *message.mutable_expiry_date() = ToProto(record.expiry_date);
  message.set_optional_data(record.optional_data);
  message.set_optional_data_2(record.optional_data_2);
  for (const auto& digit : record.check_digits) *message.add_check_digits() = ToProto(digit);
  return message;
}

Result<icao::MrzRecord> FromProto(const pb::MrzRecord& message) {
  icao::MrzRecord record;
  CHOWKI_ASSIGN_OR_RETURN(record.format, FormatFromProto(message.format()));
  record.lines.assign(message.lines().begin(), message.lines().end());
  record.document_code = message.document_code();
  record.issuing_state = message.issuing_state();
  record.surname = message.surname();
  record.given_names = message.given_names();
  record.name_may_be_truncated = message.name_may_be_truncated();
  record.document_number = message.document_number();
  record.nationality = message.nationality();
  record.birth_date_text = message.birth_date_text();
  CHOWKI_ASSIGN_OR_RETURN(record.birth_date, FromProto(message.birth_date()));
  CHOWKI_ASSIGN_OR_RETURN(record.sex, FromProto(message.sex()));
  CHOWKI_ASSIGN_OR_RETURN(record.sex_text, CharacterFromProto(message.sex_text()));
  record.expiry_date_text = message.expiry_date_text();
  CHOWKI_ASSIGN_OR_RETURN(record.expiry_date, FromProto(message.expiry_date()));
  record.optional_data = message.optional_data();
  record.optional_data_2 = message.optional_data_2();
  for (const auto& digit : message.check_digits()) {
    CHOWKI_ASSIGN_OR_RETURN(record.check_digits.emplace_back(), FromProto(digit));
  }
  return record;
}

pb::FieldReading ToProto(const std::string& field, const read::Reading<std::string>& reading) {
  pb::FieldReading message;
  message.set_field(field);
  message.set_value(ToText(reading.value));
  message.set_confidence(reading.confidence);
  message.set_source(kSources.ToProto(reading.source));
  *message.mutable_region() = ToProto(reading.region);
  message.set_raw(ToText(reading.raw));
  return message;
}

Result<read::Reading<std::string>> FromProto(const pb::FieldReading& message) {
  read::Reading<std::string> reading;
  reading.value = message.value();
  CHOWKI_RETURN_IF_ERROR(CheckRange("confidence", message.confidence(), 0, 1));
  reading.confidence = message.confidence();
  CHOWKI_ASSIGN_OR_RETURN(reading.source, kSources.FromProto(message.source()));
  CHOWKI_ASSIGN_OR_RETURN(reading.region, FromProto(message.region()));
  reading.raw = message.raw();
  return reading;
}

pb::Identity ToProto(const read::Identity& identity) {
  pb::Identity message;
  const Status visited =
      VisitFields(identity, [&]<typename T>(const char* name, const read::Reading<T>& field) {
        if (field == read::Reading<T>{}) return Ok();
        *message.add_fields() =
            ToProto(name, read::Reading<std::string>{TextOf<T>::To(field.value), field.confidence,
                                                     field.source, field.region, field.raw});
        return Ok();
      });
  CHOWKI_CHECK(visited.ok());
  message.set_name_may_be_truncated(identity.name_may_be_truncated);
  for (const std::string& field : identity.unprotected) message.add_unprotected_fields(field);
  return message;
}

Result<read::Identity> FromProto(const pb::Identity& message) {
  read::Identity identity;
  const auto fill = [&]<typename T>(const char* name, read::Reading<T>& field) -> Status {
    for (const pb::FieldReading& candidate : message.fields()) {
      if (candidate.field() != name) continue;
      CHOWKI_ASSIGN_OR_RETURN(const auto reading, FromProto(candidate));
      auto value = TextOf<T>::From(reading.value);
      if (!value.ok()) return FieldError(name, value.status());
      field = {*std::move(value), reading.confidence, reading.source, reading.region, reading.raw};
    }
    return Ok();
  };
  CHOWKI_RETURN_IF_ERROR(VisitFields(identity, fill));
  identity.name_may_be_truncated = message.name_may_be_truncated();
  identity.unprotected.assign(message.unprotected_fields().begin(),
                              message.unprotected_fields().end());
  return identity;
}

}  // namespace chowki::wire
