#include "icao/mrz_write.h"

#include <algorithm>

#include "icao/century.h"
#include "icao/mrz_check.h"
#include "icao/mrz_name.h"
#include "icao/mrz_parse.h"

namespace chowki::icao {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kNumberCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<";

bool ConsistsOf(std::string_view text, std::string_view alphabet) {
  return text.find_first_not_of(alphabet) == std::string_view::npos;
}

// Lines under construction: all filler at first; every write checks that the text has a place.
class Page {
 public:
  explicit Page(Format format)
      : format_(format),
        lines_(static_cast<size_t>(LineCount(format)),
               std::string(static_cast<size_t>(LineLength(format)), '<')) {}

  // Where the field stands, or that the format has no place for text that is not empty.
  [[nodiscard]] Status Put(Field field, std::string_view what, std::string_view text,
                           std::string_view alphabet) {
    if (text.empty()) return Ok();
    const std::optional<Span> cells = CellsOf(format_, field);
    if (!cells) return InvalidInput("{} has no place for the {}", Name(format_), what);
    if (!ConsistsOf(text, alphabet)) {
      return InvalidInput("the {} has characters that may not stand in it", what);
    }
    if (static_cast<int>(text.size()) > cells->length) {
      return InvalidInput("the {} has {} characters, {} has room for {}", what, text.size(),
                          Name(format_), cells->length);
    }
    Place({cells->line, cells->column, static_cast<int>(text.size())}, text);
    return Ok();
  }
  void Place(const Span& cells, std::string_view text) {
    lines_[static_cast<size_t>(cells.line)].replace(static_cast<size_t>(cells.column), text.size(),
                                                    text);
  }
  [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }

 private:
  Format format_;
  std::vector<std::string> lines_;
};

Status PutNames(const MrzFields& fields, Page& page) {
  CHOWKI_ASSIGN_OR_RETURN(const std::string surname, NormalizeName(fields.surname));
  CHOWKI_ASSIGN_OR_RETURN(const std::string given, NormalizeName(fields.given_names));
  if (surname.empty()) return InvalidInput("the surname is empty");
  if (const auto name = CellsOf(fields.format, Field::kName)) {
    page.Place(*name, MakeNameField(surname, given, name->length));
    return Ok();
  }
  const Span first = *CellsOf(fields.format, Field::kSurname);
  const Span second = *CellsOf(fields.format, Field::kGivenNames);
  page.Place(first, MakeNamePartField(surname, first.length));
  page.Place(second, MakeNamePartField(given, second.length));
  return Ok();
}

bool GoesOn(const MrzFields& fields) {
  const bool may = fields.format == Format::kTd1 || fields.format == Format::kTd2;
  const int room = CellsOf(fields.format, Field::kDocumentNumber)->length;
  return may && static_cast<int>(fields.document_number.size()) > room;
}

// The document number and the optional data behind it, where a long number goes on.
Status PutNumber(const MrzFields& fields, Page& page) {
  std::string_view number = fields.document_number;
  if (number.empty() || number.front() == '<' || number.back() == '<') {
    return InvalidInput("the document number is empty or begins or ends with a filler");
  }
  const auto room = static_cast<size_t>(CellsOf(fields.format, Field::kDocumentNumber)->length);
  const bool visa = fields.format == Format::kMrvA || fields.format == Format::kMrvB;
  if (visa) number = number.substr(0, room);

  std::string optional = fields.optional_data;
  if (GoesOn(fields)) {
    const std::string_view rest = number.substr(room);
    if (rest.find('<') != std::string_view::npos) {
      return InvalidInput("the document number has a filler after its {} characters", room);
    }
    CHOWKI_ASSIGN_OR_RETURN(const int digit, CheckDigit(number));
    optional = fmt::format("{}{}<{}", rest, digit, optional);
    number = number.substr(0, room);
  }
  CHOWKI_RETURN_IF_ERROR(
      page.Put(Field::kDocumentNumber, "document number", number, kNumberCharacters));
  return page.Put(Field::kOptionalData, "optional data", optional, kNumberCharacters);
}

Status PutDates(const MrzFields& fields, Page& page) {
  constexpr std::string_view kDateCharacters = "0123456789<";
  CHOWKI_RETURN_IF_ERROR(
      page.Put(Field::kBirthDate, "birth date", WriteDate(fields.birth_date), kDateCharacters));
  const bool has_place = CellsOf(fields.format, Field::kExpiryDate).has_value();
  if (!has_place && IsUnknown(fields.expiry_date)) return Ok();
  return page.Put(Field::kExpiryDate, "expiry date", WriteDate(fields.expiry_date),
                  kDateCharacters);
}

// In the order of the table: the composite digit comes after those that it covers.
void PutDigits(Format format, bool number_goes_on, Page& page) {
  for (const CheckedCells& check : ChecksOf(format)) {
    if (check.field == CheckDigitField::kDocumentNumber && number_goes_on) continue;
    const std::string text = CheckedText(page.lines(), check);
    if (check.may_be_filler && ConsistsOf(text, "<")) continue;
    page.Place(check.digit, std::string(1, ComputedDigit(text)));
  }
}

}  // namespace

Result<std::vector<std::string>> WriteMrz(const MrzFields& fields) {
  Page page(fields.format);
  CHOWKI_RETURN_IF_ERROR(
      page.Put(Field::kDocumentCode, "document code", fields.document_code, kLetters));
  CHOWKI_RETURN_IF_ERROR(
      page.Put(Field::kIssuingState, "issuing state", fields.issuing_state, kLetters));
  CHOWKI_RETURN_IF_ERROR(PutNames(fields, page));
  CHOWKI_RETURN_IF_ERROR(PutNumber(fields, page));
  CHOWKI_RETURN_IF_ERROR(
      page.Put(Field::kNationality, "nationality", fields.nationality, kLetters));
  CHOWKI_RETURN_IF_ERROR(PutDates(fields, page));
  const char sex = Name(fields.sex)[0];
  CHOWKI_RETURN_IF_ERROR(page.Put(Field::kSex, "sex", {&sex, 1}, "MF<"));
  CHOWKI_RETURN_IF_ERROR(page.Put(Field::kOptionalData2, "second optional data",
                                  fields.optional_data_2, kNumberCharacters));
  PutDigits(fields.format, GoesOn(fields), page);

  CHOWKI_ASSIGN_OR_RETURN(const Format written, DetectFormat(page.lines()));
  if (written != fields.format) {
    return InvalidInput("document code \"{}\" and issuer \"{}\" would be read as {}, not {}",
                        fields.document_code, fields.issuing_state, Name(written),
                        Name(fields.format));
  }
  return page.lines();
}

MrzFields ToFields(const MrzRecord& record) {
  MrzFields fields;
  fields.format = record.format;
  fields.document_code = record.document_code;
  fields.issuing_state = record.issuing_state;
  fields.surname = record.surname;
  fields.given_names = record.given_names;
  fields.document_number = record.document_number;
  fields.nationality = record.nationality;
  fields.birth_date = record.birth_date;
  fields.sex = record.sex;
  fields.expiry_date = record.expiry_date;
  fields.optional_data = record.optional_data;
  fields.optional_data_2 = record.optional_data_2;
  if (const auto number = FindLongNumber(record.format, record.lines)) {
    // The rest, the digit and the filler behind it.
    const auto spilled = static_cast<size_t>(number->rest.length) + 2;
    fields.optional_data.erase(0, std::min(spilled, fields.optional_data.size()));
  }
  return fields;
}

}  // namespace chowki::icao
